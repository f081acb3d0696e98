"""From what was recorded to the tally-1 document of one review: facts in as dataclasses, one plain dict out.

The document carries what counts and nothing else: the seats of the panel, for each application who was present
(`presence`), who was recused, and the newest sheets and the ballots of those present. What was handed in but does not
count stands beside it in `set_aside`, so that every derivation can show it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from reviews.rules.presence import Presence, Step, completed_at, presence
from reviews.rules.tally import FORMAT


class HandIn(StrEnum):
    """What a member hands in about an application."""

    BALLOT = "ballot"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A seat's newest signed sheet; `signed_at` is when its first version was signed."""

    seat: str
    signed_at: datetime
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """A seat's ballot of the session that counts."""

    seat: str
    cast_at: datetime
    votes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The newest sitting of an application."""

    sitting: int
    started_at: datetime | None
    ended_at: datetime | None
    chair: str | None


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """Everything that was recorded about one application in this review; no session for a review without a meeting."""

    ref: str
    recused: Sequence[str] = ()
    session: SessionFacts | None = None
    sheets: Sequence[SheetFacts] = ()
    ballots: Sequence[BallotFacts] = ()
    lot: int | None = None
    points: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageFacts:
    """One review of one round: its rule, the seats in their order with their steps, the applications.

    `meets` tells a review with sessions from one that members write apart.
    """

    rule: Mapping[str, Any]
    meets: bool
    seats: Sequence[str]
    steps: Mapping[str, Sequence[Step]]
    applications: Sequence[ApplicationFacts]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that was handed in and does not count, and why."""

    ref: str
    seat: str
    what: HandIn
    why: Presence


@dataclass(frozen=True, slots=True)
class Assembly:
    """The gwaban/tally-1 document, what was left out of it, and what each seat's times said (by application)."""

    document: dict[str, Any]
    set_aside: tuple[SetAside, ...]
    presence: Mapping[str, Mapping[str, Presence]]


def assemble(facts: StageFacts) -> Assembly:
    """The document of a review as it stands, with everything that it leaves out."""
    applications, set_aside, presences = [], [], {}
    for application in facts.applications:
        found = presence_by_seat(facts, application)
        present = [seat for seat in facts.seats if found.get(seat) is Presence.PRESENT]
        applications.append(_application(facts, application, present))
        set_aside += _set_aside(application, found)
        presences[application.ref] = found
    document = {
        "format": FORMAT,
        "rule": facts.rule,
        "panel": list(facts.seats),
        "applications": applications,
    }
    return Assembly(document, tuple(set_aside), presences)


def presence_by_seat(facts: StageFacts, application: ApplicationFacts) -> dict[str, Presence]:
    """For every seat of the panel: was it present for this application?

    Without a meeting whoever signed a sheet took part.
    """
    sheets = {sheet.seat: sheet for sheet in application.sheets}
    recused = {seat: Presence.RECUSED for seat in facts.seats if seat in application.recused}
    eligible = [seat for seat in facts.seats if seat not in recused]
    if not facts.meets:
        return recused | {seat: Presence.PRESENT if seat in sheets else Presence.ABSENT for seat in eligible}
    ballots = {ballot.seat: ballot for ballot in application.ballots}
    session = application.session
    return recused | {
        seat: presence(
            facts.steps.get(seat, ()),
            started_at=session.started_at if session else None,
            ended_at=session.ended_at if session else None,
            completed=hand_ins_completed(
                facts.rule,
                cast_at=ballots[seat].cast_at if seat in ballots else None,
                signed_at=sheets[seat].signed_at if seat in sheets else None,
            ),
        )
        for seat in eligible
    }


def hand_ins_completed(
    rule: Mapping[str, Any], *, cast_at: datetime | None, signed_at: datetime | None
) -> datetime | None:
    """When the last of the hand-ins that the rule asks for came; None while one is missing.

    A rule with gates asks for a ballot, a rule with criteria for a sheet; `signed_at` is its first version's.
    """
    needed = []
    if rule["gates"]:
        needed.append(cast_at)
    if rule["score"]["criteria"]:
        needed.append(signed_at)
    return completed_at(*needed)


def _application(facts: StageFacts, application: ApplicationFacts, present: list[str]) -> dict[str, Any]:
    chair = application.session.chair if application.session else None
    ballots = {ballot.seat: ballot.votes for ballot in application.ballots}
    sheets = {sheet.seat: sheet.marks for sheet in application.sheets}
    return {
        "ref": application.ref,
        "present": present,
        "recused": [seat for seat in facts.seats if seat in application.recused],
        "chair": chair if chair in present else None,
        "lot": application.lot,
        "votes": {
            gate: {seat: ballots[seat][gate] for seat in present if seat in ballots and gate in ballots[seat]}
            for gate in facts.rule["gates"]
        },
        "sheets": {seat: dict(sheets[seat]) for seat in present if seat in sheets},
        "points": dict(application.points),
    }


def _set_aside(application: ApplicationFacts, found: Mapping[str, Presence]) -> list[SetAside]:
    handed_in = [
        *((HandIn.BALLOT, ballot.seat) for ballot in application.ballots),
        *((HandIn.SHEET, sheet.seat) for sheet in application.sheets),
    ]
    return [
        SetAside(application.ref, seat, what, found[seat])
        for what, seat in handed_in
        if seat in found and found[seat] is not Presence.PRESENT
    ]
