"""The presentation day as staff and members see it: times, the room, who has handed in. Never how anybody voted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext

from applications.rules.rule_card import Card
from portal.display import KST, localized
from portal.models import AuditEvent
from reviews import wording
from reviews.lifecycle import MEETS_IN, Outcome, SessionStatus, Stage
from reviews.models import Attendance, Ballot, ConsolidatedOpinion, Recusal, Review, Seat, Session, Signature
from reviews.queries.panel import chairs
from reviews.queries.results import computed, open_refs, without_lot
from reviews.queries.tally_facts import reviewed_applications
from reviews.rules.assembly import hand_ins_completed
from reviews.rules.lots import tied_refs
from reviews.rules.presence import Presence, Stay, Step, presence, stays
from reviews.rules.tally import rule_from
from reviews.rules.timetable import Slot

GOING_ON = frozenset({SessionStatus.RUNNING, SessionStatus.VOTING})
TONE = {
    SessionStatus.SCHEDULED: "idle",
    SessionStatus.RUNNING: "running",
    SessionStatus.VOTING: "running",
    SessionStatus.ENDED: "done",
}
# What a form offers until staff say otherwise: ten o'clock, half an hour for a further session.
PRESENTERS_BEGIN, FURTHER_MINUTES = 10, 30


@dataclass(frozen=True)
class SeatRow:
    """One seat on the day: in the room since when, and for the current session what it still owes."""

    label: str
    name: str
    stays: Sequence[Stay]
    presence: Presence | None
    voted: bool
    signed: bool

    @property
    def is_in(self) -> bool:
        """Whether the member is in the room now."""
        return bool(self.stays) and self.stays[-1].end is None

    @property
    def since(self) -> datetime | None:
        """When the present stay began, or the last one ended."""
        return (self.stays[-1].start if self.is_in else self.stays[-1].end) if self.stays else None

    @property
    def presence_label(self) -> Any:
        """In words, for the current session."""
        return wording.PRESENCE[self.presence] if self.presence else ""


def sessions_of(review: Review) -> list[Session]:
    """The newest sitting of each application in the order of the day, with its application and chair."""
    newest = Session.objects.filter(review=review).order_by("application_id", "-sitting").distinct("application_id")
    found = (
        Session.objects.filter(pk__in=newest.values("pk"))
        .select_related("application", "chair")
        .order_by("-sitting", "position")
    )
    rows = list(found)
    for row in rows:
        row.label, row.tone = wording.SESSION_STATUS[row.status], TONE[SessionStatus(row.status)]
    return rows


def timetable_page(review: Review) -> dict[str, Any]:
    """The newest sitting's times, or what would be usual where none are set."""
    sessions = list(review.sessions.select_related("application").order_by("-sitting", "position"))
    sitting = sessions[0].sitting if sessions else 1
    current = [session for session in sessions if session.sitting == sitting]
    slots = [Slot(session.application.reference, session.starts_at, session.ends_at) for session in current]
    teams = {session.application.reference: session.application.team_name for session in current}
    if sitting == 1:
        rows = reviewed_applications(review.round, review.stage).values_list("reference", "team_name")
        teams |= dict(rows)
    return {
        "review": review,
        "round": review.round,
        "sitting": sitting,
        "teams": teams,
        "slots": slots,
        "is_set": bool(slots),
        "begun": sum(session.status != SessionStatus.SCHEDULED for session in current),
    }


def sitting_page(review: Review, *, now: datetime) -> dict[str, Any]:
    """The applications that leave the outcome open; without a meeting they need no time."""
    found = computed(review.round, review.stage)
    refs = open_refs(found) if found.facts.meets else []
    first = (now.astimezone(KST) + timedelta(days=1)).replace(hour=PRESENTERS_BEGIN, minute=0, second=0, microsecond=0)
    step = timedelta(minutes=FURTHER_MINUTES)
    return {
        "review": review,
        "round": review.round,
        "outcome": wording.OUTCOME[Outcome(found.explanation.result.outcome.value)],
        "teams": {ref: found.names[ref] for ref in refs},
        "slots": [Slot(ref, first + number * step, first + (number + 1) * step) for number, ref in enumerate(refs)],
    }


def lots_page(review: Review) -> dict[str, Any]:
    """The tied teams that have no lot yet, and the numbers drawn before."""
    found = computed(review.round, review.stage)
    refs = without_lot(review, tied_refs(found.explanation))
    drawn = review.lots.counting().select_related("application").order_by("number")
    return {
        "review": review,
        "round": review.round,
        "teams": {ref: found.names[ref] for ref in refs},
        "drawn": [(lot.application.team_name, lot.number) for lot in drawn],
        "knows_lots": "lot" in found.facts.rule["tie_break"],
    }


def move_page(session: Session, move: str) -> dict[str, Any]:
    """What a step of a session means, for a page that asks once more."""
    seats = Seat.objects.filter(panel__round=session.review.round_id, dismissed_at__isnull=True)
    recused = Recusal.objects.filter(application=session.application_id, seat=OuterRef("pk"))
    waiting = seats.exclude(Exists(recused)).exclude(ballots__session=session)
    labels = list(waiting.order_by("pk").values_list("label", flat=True))
    effects = {
        "start": [gettext("From now on presence counts: who comes later takes no part in this session.")],
        "open_vote": [gettext("Members in the room can vote on every question. Ballots are sealed.")],
        "end": [
            gettext("No further ballot is taken. Who is present and has not voted abstains."),
            gettext("Presence is settled: attendance is not recorded for a time before now any more."),
        ],
    }[move]
    warning = ""
    if move == "end" and labels:
        warning = gettext("No ballot yet from: %(seats)s.") % {"seats": ", ".join(labels)}
    confirm = {
        "title": f"{session.application.team_name}: {wording.SESSION_MOVE[move]}",
        "effects": effects,
        "warning": warning,
        "submit": wording.SESSION_MOVE[move],
        "cancel_url": reverse("meeting", args=[session.review.round.reference]),
    }
    return {"session": session, "round": session.review.round, "confirm": confirm}


def opinion_page(session: Session) -> dict[str, Any]:
    """The newest opinion on the application, to be read or replaced by a new version."""
    signed = ConsolidatedOpinion.objects.filter(review=session.review_id, application=session.application_id)
    newest = signed.order_by("-version").first()
    return {
        "session": session,
        "round": session.review.round,
        "newest": newest,
        "text": newest.text if newest else "",
    }


def usual_start(card: Card, now: datetime) -> datetime:
    """Ten o'clock on the announced day, or tomorrow where the card names none."""
    day = card.schedule.presentation_on or (now.astimezone(KST) + timedelta(days=1)).date()
    return datetime(day.year, day.month, day.day, PRESENTERS_BEGIN, tzinfo=KST)


def meeting_page(review: Review) -> dict[str, Any]:
    """What the meeting desk shows: the current session, the room, the order of the day."""
    card = review.round.card.read()
    sessions = sessions_of(review)
    current = next((session for session in sessions if session.status in GOING_ON), None)
    following = next((session for session in sessions if session.status == SessionStatus.SCHEDULED), None)
    rule = card.rule(Stage.PRESENTATION)
    rows = seat_rows(review, current, rule)
    chair, acting = chairs(review.round)
    return {
        "review": review,
        "round": review.round,
        "sessions": sessions,
        "current": current,
        "following": following,
        "chair": acting.get(following.application_id, chair) if following else chair,
        "rows": rows,
        "present": sum(row.presence is Presence.PRESENT for row in rows),
        "in_room": sum(row.is_in for row in rows),
        "quorum": _quorum(rule, rows) if current else None,
        "voted": sum(row.voted for row in rows),
        "has_gates": bool(rule["gates"]),
        "has_sheets": bool(rule["score"]["criteria"]),
        "ended": sum(session.status == SessionStatus.ENDED for session in sessions),
    }


def seat_rows(review: Review, session: Session | None, rule: Mapping[str, Any]) -> list[SeatRow]:
    """Every seat with its times and, while a session goes on, whether ballot and sheet are in; one statement."""
    steps = Attendance.objects.filter(seat=OuterRef("pk")).order_by("pk")
    seats = (
        Seat.objects.filter(panel__round=review.round_id, dismissed_at__isnull=True)
        .annotate(
            step_times=ArraySubquery(steps.values("at")),
            step_ways=ArraySubquery(steps.values("came_in")),
            **_hand_ins(session),
        )
        .order_by("pk")
    )
    return [
        _seat_row(row, session, rule)
        for row in seats.values("label", "user__name", "step_times", "step_ways", "cast_at", "signed_at", "is_recused")
    ]


def _hand_ins(session: Session | None) -> dict[str, Any]:
    if session is None:
        nothing = Value(None, output_field=Attendance._meta.get_field("at"))
        return {"cast_at": nothing, "signed_at": nothing, "is_recused": Value(value=False, output_field=BooleanField())}
    sheets = Signature.objects.filter(
        review=session.review_id, application=session.application_id, seat=OuterRef("pk"), version=1
    )
    return {
        "cast_at": Subquery(Ballot.objects.filter(session=session, seat=OuterRef("pk")).values("cast_at")[:1]),
        "signed_at": Subquery(sheets.values("signed_at")[:1]),
        "is_recused": Exists(Recusal.objects.filter(seat=OuterRef("pk"), application=session.application_id)),
    }


def _seat_row(row: Mapping[str, Any], session: Session | None, rule: Mapping[str, Any]) -> SeatRow:
    steps = [Step(at, came_in) for at, came_in in zip(row["step_times"], row["step_ways"], strict=True)]
    found = None
    if session is not None:
        completed = hand_ins_completed(rule, cast_at=row["cast_at"], signed_at=row["signed_at"])
        found = (
            Presence.RECUSED
            if row["is_recused"]
            else presence(steps, started_at=session.started_at, ended_at=session.ended_at, completed=completed)
        )
    return SeatRow(
        label=row["label"],
        name=row["user__name"],
        stays=stays(steps),
        presence=found,
        voted=row["cast_at"] is not None,
        signed=row["signed_at"] is not None,
    )


def _quorum(rule: Mapping[str, Any], rows: Sequence[SeatRow]) -> dict[str, Any] | None:
    majority = rule_from(rule).majority
    if majority is None or majority.quorum is None:
        return None
    recused = sum(row.presence is Presence.RECUSED for row in rows)
    base = len(rows) - recused if majority.quorum.of == "eligible" else len(rows)
    needs = max(majority.quorum.share.needs(base), majority.quorum.minimum or 0)
    return {"base": base, "of": majority.quorum.of.value, "needs": needs}


def room_page(seat: Seat, scoped: Any) -> dict[str, Any]:
    """A member's meeting room: the sessions it takes part in, what it owes now, its own ballots with their receipts.

    `scoped` are the sessions that `permissions` lets this seat see.
    """
    round_ = seat.panel.round
    rule = round_.card.read().rule(Stage.PRESENTATION)
    signed = Signature.objects.filter(review=OuterRef("review"), application=OuterRef("application"), seat=seat)
    ballots = Ballot.objects.filter(session=OuterRef("pk"), seat=seat)
    sessions = list(
        scoped.annotate(
            signed_at=Subquery(signed.values("signed_at").order_by("version")[:1]),
            cast_at=Subquery(ballots.values("cast_at")),
            receipt=Subquery(ballots.values("receipt")),
            summed_up=Exists(_opinions()),
        )
    )
    steps = [Step(*step) for step in seat.attendance.order_by("pk").values_list("at", "came_in")]
    places = _places([session.receipt for session in sessions if session.receipt])
    for session in sessions:
        session.label, session.tone = wording.SESSION_STATUS[session.status], TONE[SessionStatus(session.status)]
        session.place = places.get(session.receipt)
        session.presence = presence(
            steps,
            started_at=session.started_at,
            ended_at=session.ended_at,
            completed=hand_ins_completed(rule, cast_at=session.cast_at, signed_at=session.signed_at),
        )
        session.presence_label = wording.PRESENCE[session.presence]
        session.may_vote_now = (
            session.status == SessionStatus.VOTING and session.cast_at is None and session.presence is Presence.PRESENT
        )
        session.is_mine_to_sum_up = session.summing_up == seat.pk and session.status == SessionStatus.ENDED
    in_room = stays(steps)
    return {
        "seat": seat,
        "round": round_,
        "sessions": sessions,
        "current": next((session for session in sessions if session.status in GOING_ON), None),
        "in_room": in_room[-1] if in_room and in_room[-1].end is None else None,
        "has_gates": bool(rule["gates"]),
        "may_sum_up": round_.status in MEETS_IN,
    }


def _opinions() -> Any:
    return ConsolidatedOpinion.objects.filter(review=OuterRef("review"), application=OuterRef("application"))


def _places(receipts: Sequence[str]) -> dict[str, Any]:
    """Where ballots stand in the round's chain."""
    events = AuditEvent.objects.filter(subject__in=receipts, verb="ballot.cast").only("subject", "seq", "hash")
    return {event.subject: {"seq": event.seq, "hash": bytes(event.hash).hex()} for event in events}


def questions(card: Card) -> dict[str, str]:
    """The gates' questions of the presentation review by code, in the rule's order."""
    return {gate.code: localized(gate.question) for gate in card.gates_of(Stage.PRESENTATION)}
