"""The rule card (규칙 카드): everything that decides a round, as one document fixed before opening.

Format `gwaban/rule-card-1`. Texts are {"ko": …, "en": …}; times ISO 8601 with offset; decimals are strings. The keys
`written` and `presentation` hold a tally-1 `rule` each (or null for a review that the round does not have).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

_LINES = re.compile(r"\s*\n\s*| · ")
FORMAT = "gwaban/rule-card-1"
STAGES = ("written", "presentation")


@dataclass(frozen=True)
class Text:
    """The same words in both languages; an empty English falls back to Korean."""

    ko: str
    en: str = ""

    @classmethod
    def read(cls, value: Mapping[str, str]) -> "Text":
        """From {"ko", "en"}."""
        return cls(value["ko"], value.get("en", ""))


@dataclass(frozen=True)
class RequiredDocument:
    """A document that an application files; `formats` are codes of `applications.rules.file_formats`."""

    code: str
    name: Text
    required: bool
    formats: tuple[str, ...]
    max_mb: int
    max_pages: int | None


@dataclass(frozen=True)
class Criterion:
    """평가항목 of one review: what is looked at and the anchor text of the scale; points stand in the rule."""

    code: str
    name: Text
    anchor: Text
    max: str
    min: str | None

    @property
    def scale(self) -> tuple["Text", ...]:
        """The anchor text line by line; lines are parted by a line break or by ` · `."""
        korean, english = (_LINES.split(text) for text in (self.anchor.ko, self.anchor.en))
        return tuple(Text(ko.strip(), en.strip()) for ko, en in zip_longest(korean, english, fillvalue=""))


@dataclass(frozen=True)
class Gate:
    """A question that the majority must affirm."""

    code: str
    name: Text
    question: Text


@dataclass(frozen=True)
class Check:
    """One line of the screening checklist."""

    code: str
    question: Text


@dataclass(frozen=True)
class Pledge:
    """A pledge that members sign before any document opens."""

    code: str
    title: Text
    text: Text


@dataclass(frozen=True)
class Schedule:
    """Announced days and the window; the deadline that decides is `RoundDeadline`."""

    opens_at: datetime
    closes_at: datetime
    screening_on: date | None
    written_on: date | None
    presentation_on: date | None
    result_on: date | None


@dataclass(frozen=True)
class Card:
    """A frozen card, typed. `rule(stage)` is the tally-1 rule object of that review.

    `target_percent` is the share of the best model's score that goals are held against, "" where a call names none.
    """

    document: Mapping[str, Any]
    title: Text
    summary: Text
    notice: Text
    notice_no: str
    support: tuple[Text, ...]
    eligibility: Text
    requesting_agency: str
    approving_agency: str
    schedule: Schedule
    documents: tuple[RequiredDocument, ...]
    screening: tuple[Check, ...]
    pledges: tuple[Pledge, ...]
    gates: tuple[Gate, ...]
    criteria: Mapping[str, tuple[Criterion, ...]]
    comment_min: int
    objection_days: int
    disclosure: str
    score_window: str
    ballot_secrecy: str
    target_percent: str

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Card":
        """Read a card that passed `readiness`. Raises KeyError, TypeError or ValueError on anything else."""
        schedule = document["schedule"]
        return cls(
            document=document,
            title=Text.read(document["title"]),
            summary=Text.read(document["summary"]),
            notice=Text.read(document["notice"]),
            notice_no=document["notice_no"],
            support=tuple(Text.read(item) for item in document["support"]),
            eligibility=Text.read(document["eligibility"]),
            requesting_agency=document["agencies"]["requests"],
            approving_agency=document["agencies"]["approves"],
            schedule=Schedule(
                opens_at=datetime.fromisoformat(schedule["opens_at"]),
                closes_at=datetime.fromisoformat(schedule["closes_at"]),
                **{
                    day: _day(schedule.get(day))
                    for day in ("screening_on", "written_on", "presentation_on", "result_on")
                },
            ),
            documents=tuple(_required_document(item) for item in document["documents"]),
            screening=tuple(Check(item["code"], Text.read(item["question"])) for item in document["screening"]),
            pledges=tuple(
                Pledge(item["code"], Text.read(item["title"]), Text.read(item["text"])) for item in document["pledges"]
            ),
            gates=tuple(
                Gate(item["code"], Text.read(item["name"]), Text.read(item["question"])) for item in document["gates"]
            ),
            criteria={stage: _criteria(document, stage) for stage in STAGES},
            comment_min=document["comment_min"],
            objection_days=document["objection_days"],
            disclosure=document["disclosure"],
            score_window=document["score_window"],
            ballot_secrecy=document["ballot_secrecy"],
            target_percent=document.get("target_percent", ""),
        )

    def rule(self, stage: str) -> Mapping[str, Any] | None:
        """The tally-1 rule of a review, or None when the round does not have it."""
        return self.document[stage]

    def total(self, stage: str) -> str:
        """The points that all criteria of a review give together, as a decimal text."""
        return format(sum((Decimal(each.max) for each in self.criteria[stage]), Decimal(0)), "f")

    @property
    def has_written(self) -> bool:
        """Whether the round has a written review (서면평가)."""
        return self.document["written"] is not None

    @property
    def seats(self) -> int:
        """How many teams may be selected."""
        return self.document["presentation"]["seats"]

    def gates_of(self, stage: str) -> tuple[Gate, ...]:
        """The gates voted on in this review, in the rule's order.

        A draft's rule may still name a gate that has been deleted; `rule_readiness` says so.
        """
        rule = self.rule(stage)
        by_code = {gate.code: gate for gate in self.gates}
        return tuple(by_code[code] for code in rule["gates"] if code in by_code) if rule else ()


def _required_document(item: Mapping[str, Any]) -> RequiredDocument:
    return RequiredDocument(
        code=item["code"],
        name=Text.read(item["name"]),
        required=item["required"],
        formats=tuple(item["formats"]),
        max_mb=item["max_mb"],
        max_pages=item["max_pages"],
    )


def _criteria(document: Mapping[str, Any], stage: str) -> tuple[Criterion, ...]:
    rule = document[stage]
    if rule is None:
        return ()
    points: Sequence[Mapping[str, Any]] = rule["score"]["criteria"]
    texts = {item["code"]: item for item in document["criteria"][stage]}
    return tuple(
        Criterion(
            code=item["code"],
            name=Text.read(texts[item["code"]]["name"]),
            anchor=Text.read(texts[item["code"]]["anchor"]),
            max=item["max"],
            min=item["min"],
        )
        for item in points
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
