"""Reads for the pages that prepare, open and cancel a round."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from applications import rule_sentences, wording
from applications.models import Round
from applications.queries.rounds import card_document, read_card, stage_view
from applications.rules.rule_card import STAGES, Card
from portal.display import in_seoul, kdate, kdatetime_s, localized
from portal.errors import Problem
from portal.roles import Agency
from portal.wording import AGENCY, refusal

SATURDAY = 5


@dataclass(frozen=True)
class Open:
    """One thing that must still be settled: where, what, and the page to do it on."""

    where: str
    what: str
    url: str
    section: str


def open_points(reference: str, problems: Sequence[Problem]) -> list[Open]:
    """Problems of a card as sentences with their place."""
    return [
        Open(
            where=" · ".join(_place(problem.field_name)),
            what=refusal(problem.code, dict(problem.params)),
            url=_url(reference, problem.field_name),
            section=problem.field_name.partition(".")[0],
        )
        for problem in problems
    ]


def _place(field_name: str) -> Iterator[str]:
    section, *path = field_name.split(".")
    if section:
        yield str(wording.CARD_SECTION[section])
    for part in path:
        if part.isdecimal():
            yield gettext("No. %(number)s") % {"number": int(part) + 1}
        elif part in wording.CARD_FIELD:
            yield str(wording.CARD_FIELD[part])


def _url(reference: str, field_name: str) -> str:
    section = field_name.partition(".")[0]
    return reverse("edit_section", args=[reference, section]) if section else reverse("edit_round", args=[reference])


def editor_page(round_: Round, sections: Sequence[Any], problems: Sequence[Problem]) -> dict[str, Any]:
    """The overview: every section with what is open in it."""
    points = open_points(round_.reference, problems)
    return {
        "round": round_,
        "count": len(points),
        "points": points,
        "tasks": [
            _task(round_, section, [point for point in points if point.section == section.code]) for section in sections
        ],
    }


def _task(round_: Round, section: Any, points: Sequence[Open]) -> dict[str, Any]:
    state = gettext("%(count)s open") % {"count": len(points)} if points else gettext("Complete")
    return {
        "label": section.label,
        "hint": points[0].what if points else "",
        "url": reverse("edit_section", args=[round_.reference, section.code]),
        "status": {"label": state, "tone": "soon" if points else "done"},
    }


def editor_section(
    round_: Round,
    editor: Any,
    sections: Sequence[Any],
    problems: Sequence[Problem],
    document: Mapping[str, Any],
) -> dict[str, Any]:
    """One section: what is open in it as saved, the way to its neighbours, what the public reads of `document`."""
    card, stage = Card.from_document(document), getattr(editor, "stage", "")
    lines = rule_sentences.lines(card, stage) if stage else []
    if editor.code == "other":
        lines = rule_sentences.other_lines(card)
    return {
        "round": round_,
        "editor": editor,
        "lines": lines,
        "points": [point for point in open_points(round_.reference, problems) if point.section == editor.code],
        "weekend": weekend_days(card) if editor.code == "schedule" else [],
        "sections": [
            {
                "label": section.label,
                "url": reverse("edit_section", args=[round_.reference, section.code]),
                "current": section.code == editor.code,
            }
            for section in sections
        ],
    }


def weekend_days(card: Card) -> list[str]:
    """The schedule's days that fall on a Saturday or Sunday, each with its step: allowed, but rarely meant."""
    days = vars(card.schedule).items()
    return [
        f"{kdate(day)} · {wording.CARD_FIELD[name]}"
        for name, day in days
        if day is not None and in_seoul(day).weekday() >= SATURDAY
    ]


def opening_page(round_: Round, problems: Sequence[Problem]) -> dict[str, Any]:
    """The check before the other agency is asked: what will be fixed, or what is still open."""
    card = read_card(round_)
    return {
        "round": round_,
        "points": open_points(round_.reference, problems),
        "weekend": weekend_days(card),
        "stages": [stage_view(card, stage) for stage in reversed(STAGES) if card.rule(stage)],
        "confirm": {
            "title": gettext("Ask to open the round?"),
            "lead": localized(card_document(round_)["title"]),
            "effects": [
                gettext(
                    "The %(agency)s is asked to approve the rule card as it stands; until then it can be withdrawn."
                )
                % {"agency": AGENCY[Agency(card.approving_agency)]},
                gettext("With the approval the card is fixed, its hash is recorded and the call is announced."),
                gettext(
                    "From then on nobody can change the card; the deadline can only be moved later, for everybody."
                ),
            ],
            "facts": [
                {"label": gettext("Applications from"), "value": kdatetime_s(card.schedule.opens_at)},
                {"label": gettext("Deadline"), "value": kdatetime_s(card.schedule.closes_at)},
                {"label": gettext("Seats"), "value": card.seats},
            ],
            "second_person": gettext("A manager of the other agency must approve within 24 hours."),
            "submit": gettext("Ask for the opening"),
            "cancel_url": reverse("edit_round", args=[round_.reference]),
        },
    }


def cancelling_page(round_: Round) -> dict[str, Any]:
    """The check before the other agency is asked to cancel."""
    return {
        "round": round_,
        "confirm": {
            "title": gettext("Ask to cancel the round?"),
            "lead": localized(card_document(round_)["title"]),
            "effects": [
                gettext("With the approval nobody can apply any more, and nothing is evaluated."),
                gettext("Everybody who takes part in an application is told by e-mail, with your reason."),
                gettext("A cancelled round cannot be taken up again; a new one must be announced."),
            ],
            "facts": [{"label": gettext("State"), "value": wording.ROUND_STATUS[round_.status]}],
            "second_person": gettext("A manager of the other agency must approve within 24 hours."),
            "submit": gettext("Ask to cancel"),
            "danger": True,
            "cancel_url": reverse("round_desk", args=[round_.reference]),
        },
    }
