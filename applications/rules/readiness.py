"""Is a rule card complete and consistent enough to be frozen? Every problem at once, each with its place.

`field_name` is `section.path` of the editor: `schedule.closes_at`, `documents.2.name`, `presentation_rule.pass`.
Source: tally.md, Input (the two rules); design, Ten principles 1 and Deadlines (what a card fixes).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from applications.rules import rule_readiness
from applications.rules.file_formats import FORMATS
from applications.rules.rule_card import FORMAT, STAGES, Card
from portal.errors import Problem

AGENCIES = ("NIPA", "NIA")
MAX_MB, MAX_PAGES = 200, 1000
MAX_COMMENT, MAX_OBJECTION_DAYS = 1000, 60
# Stored and frozen; one allowed value each for now.
# Its benchmark and user points come from measurements, which no page takes in yet.
STAGE_KIND = "stage"
FIXED = {
    "deadline": {"rule": "half_open", "grace": "none"},
    "disclosure": "own_figures_max_mean_from_3",
    "score_window": "until_reveal",
    "ballot_secrecy": "sealed_until_reveal",
}
_TEXTS = ("title", "summary", "notice", "eligibility")
_DAYS = ("screening_on", "written_on", "presentation_on", "result_on")
_LISTS = {
    "documents": ("name",),
    "screening": ("question",),
    "pledges": ("title", "text"),
    "gates": ("name", "question"),
}


def problems(document: Mapping[str, Any], *, now: datetime) -> list[Problem]:
    """What must still be settled before the round may be opened; [] when the card is ready."""
    if not _is_readable(document):
        return [Problem("card_unreadable")]
    found = [*_texts(document), *_schedule(document, now), *_lists(document), *_documents(document), *_others(document)]
    if document["kind"] == STAGE_KIND:
        found.append(Problem("measured_points_missing", field_name="presentation_criteria"))
    for stage in STAGES:
        found += rule_readiness.problems(document, stage)
    return found


def _is_readable(document: Mapping[str, Any]) -> bool:
    try:
        card = Card.from_document(document)
        card.total("written"), card.total("presentation")
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return False
    return document.get("format") == FORMAT


def _is_missing(text: Mapping[str, str]) -> bool:
    return not text["ko"].strip()


def _texts(document: Mapping[str, Any]) -> Iterator[Problem]:
    for name in _TEXTS:
        if _is_missing(document[name]):
            yield Problem("text_missing", field_name=f"notice.{name}")
    if not document["notice_no"].strip():
        yield Problem("text_missing", field_name="notice.notice_no")
    for side in ("requests", "approves"):
        if document["agencies"][side] not in AGENCIES:
            yield Problem("agency_missing", field_name=f"notice.{side}")


def _schedule(document: Mapping[str, Any], now: datetime) -> Iterator[Problem]:
    schedule = document["schedule"]
    opens_at, closes_at = (datetime.fromisoformat(schedule[name]) for name in ("opens_at", "closes_at"))
    if opens_at <= now:
        yield Problem("opens_in_past", field_name="schedule.opens_at")
    if closes_at <= opens_at:
        yield Problem("closes_before_opening", field_name="schedule.closes_at")
    yield from _days(schedule, closes_at, has_written=document["written"] is not None)


def _days(schedule: Mapping[str, str], closes_at: datetime, *, has_written: bool) -> Iterator[Problem]:
    earlier = closes_at.date()
    for name in _DAYS:
        if name == "written_on" and not has_written:
            continue
        if not schedule.get(name):
            yield Problem("day_missing", field_name=f"schedule.{name}")
            continue
        day = date.fromisoformat(schedule[name])
        if day < earlier:
            yield Problem("day_out_of_order", field_name=f"schedule.{name}")
        earlier = max(earlier, day)


def _lists(document: Mapping[str, Any]) -> Iterator[Problem]:
    for name, texts in _LISTS.items():
        rows = document[name]
        yield from doubled(rows, name)
        for place, row in enumerate(rows):
            for text in texts:
                if _is_missing(row[text]):
                    yield Problem("text_missing", field_name=f"{name}.{place}.{text}")
    for name in ("screening", "pledges"):
        if not document[name]:
            yield Problem("list_empty", field_name=name)


def doubled(rows: Sequence[Mapping[str, Any]], section: str) -> Iterator[Problem]:
    """Codes that stand twice in a list; each later one is named."""
    seen: Counter[str] = Counter()
    for place, row in enumerate(rows):
        if seen[row["code"]]:
            yield Problem("code_doubled", {"code": row["code"]}, f"{section}.{place}.code")
        seen[row["code"]] += 1


def _documents(document: Mapping[str, Any]) -> Iterator[Problem]:
    rows = document["documents"]
    if not any(row["required"] for row in rows):
        yield Problem("no_required_document", field_name="documents")
    for place, row in enumerate(rows):
        if not row["formats"] or set(row["formats"]) - set(FORMATS):
            yield Problem("format_unknown", field_name=f"documents.{place}.formats")
        if not 1 <= row["max_mb"] <= MAX_MB:
            yield Problem("size_out_of_range", {"most": MAX_MB}, f"documents.{place}.max_mb")
        if row["max_pages"] is not None and not 1 <= row["max_pages"] <= MAX_PAGES:
            yield Problem("pages_out_of_range", {"most": MAX_PAGES}, f"documents.{place}.max_pages")


def _others(document: Mapping[str, Any]) -> Iterator[Problem]:
    if not 0 <= document["comment_min"] <= MAX_COMMENT:
        yield Problem("number_out_of_range", {"least": 0, "most": MAX_COMMENT}, "other.comment_min")
    if not 0 <= document["objection_days"] <= MAX_OBJECTION_DAYS:
        yield Problem("number_out_of_range", {"least": 0, "most": MAX_OBJECTION_DAYS}, "other.objection_days")
    for name, allowed in FIXED.items():
        if document.get(name) != allowed:
            yield Problem("value_not_offered", field_name=f"other.{name}")
