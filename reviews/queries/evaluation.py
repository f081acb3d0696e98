"""Everything that the internal evaluation report tells, read from the decision as it was confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from applications.models import Application, Round
from applications.rules.rule_card import Card
from applications.rules.screening import ScreeningOutcome
from portal.models import AuditEvent
from reviews.lifecycle import Stage
from reviews.models import (
    Attendance,
    ChairElection,
    ConsolidatedOpinion,
    Decision,
    InterestDeclaration,
    PledgeSignature,
    Publication,
    Recusal,
    Score,
    Seat,
    Session,
    Sheet,
)
from reviews.outcome_wording import OutcomeFacts
from reviews.queries.outcome import deciding_tie_break, outcome_facts
from reviews.queries.panel import late_conflicts
from reviews.queries.results_desk import TieBreakRow, tie_break_rows
from reviews.rules.presence import Stay, Step, stays
from reviews.rules.tally import Explanation, document_from, explain

# The steps of a round whose place in the chain a report names, in the order of the way.
STEPS = (
    "round.open",
    "round.close",
    "round.unseal",
    "round.shortlist",
    "review.reveal",
    "lot.confirm",
    "review.reopen",
    "decision.prepare",
    "decision.publish",
)


@dataclass(frozen=True)
class Member:
    """A seat with its person, pledges, newest score sheet, times in the room and the teams it was recused from."""

    seat: str
    name: str
    affiliation: str
    is_chair: bool
    pledged_at: datetime | None
    signed_at: datetime | None
    stays: Sequence[Stay]
    recused_from: Sequence[str]


@dataclass(frozen=True)
class Recorder:
    """Who recorded the members' coming and going, and when last."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Received:
    """One application as it came in and what the screening said."""

    reference: str
    team: str
    lead: str
    organisations: int
    receipt_no: str
    received_at: datetime
    outcome: ScreeningOutcome | None


@dataclass(frozen=True)
class StepTaken:
    """A step of the round in its chain; `stage` where the step belongs to one review."""

    verb: str
    stage: Stage | None
    at: datetime
    seq: int
    hash: str


@dataclass(frozen=True)
class Evaluation:
    """A confirmed decision with all that led to it, for staff and the auditor."""

    round: Round
    card: Card
    decision: Decision
    written: Decision | None
    publication: Publication
    explanation: Explanation
    names: Mapping[str, str]
    received: Sequence[Received]
    members: Sequence[Member]
    recorder: Recorder | None
    recusals: Sequence[Recusal]
    late_conflicts: Sequence[InterestDeclaration]
    sessions: Mapping[str, Session]
    opinions: Mapping[str, str]
    comments: Mapping[tuple[str, str, str], str]
    steps: Sequence[StepTaken]


def evaluation(reference: str) -> Evaluation:
    """Gather the report of a round's published decision. Raises Publication.DoesNotExist before."""
    publication = (
        Publication.objects.filter(public__isnull=False, decision__round__reference=reference)
        .select_related("decision__round__card", "decision__prepared_by", "approval__answer__answered_by")
        .latest("pk")
    )
    decision, round_ = publication.decision, publication.decision.round
    applications = list(_applications(round_))
    recusals = list(
        Recusal.objects.filter(application__round=round_).select_related("seat", "application").order_by("pk")
    )
    return Evaluation(
        round=round_,
        card=round_.card.read(),
        decision=decision,
        written=Decision.objects.filter(round=round_, stage=Stage.WRITTEN).order_by("-version").first(),
        publication=publication,
        explanation=explain(document_from(decision.document)),
        names={application.reference: application.team_name for application in applications},
        received=[_received(application) for application in applications],
        members=_members(round_, recusals),
        recorder=_recorder(round_),
        late_conflicts=list(late_conflicts(round_)),
        recusals=recusals,
        sessions=_sessions(round_),
        opinions=_opinions(round_),
        comments=_comments(round_),
        steps=_steps(round_),
    )


def outcome_facts_of(found: Evaluation) -> OutcomeFacts:
    """What the sentences of the outcome speak of."""
    return outcome_facts(
        found.decision.result,
        found.decision.document["rule"],
        found.names,
        tie_broken_by=deciding_tie_break(
            found.decision.result, found.decision.document, found.card, Stage.PRESENTATION
        ),
    )


def tie_breaks_of(found: Evaluation) -> list[TieBreakRow]:
    """Each tie-break that was tried, in order."""
    return tie_break_rows(found.explanation, found.names, found.card, Stage.PRESENTATION)


def _applications(round_: Round) -> Any:
    handed_in = Application.objects.filter(round=round_, submissions__isnull=False).distinct()
    return handed_in.prefetch_related("submissions", "screenings", "consortium__organisation").order_by("reference")


def _received(application: Application) -> Received:
    submission = max(application.submissions.all(), key=lambda each: each.version)
    screening = max(application.screenings.all(), key=lambda each: each.version, default=None)
    consortium = sorted(application.consortium.all(), key=lambda member: member.position)
    lead = next((member.organisation.name for member in consortium if member.role == "lead"), "")
    return Received(
        reference=application.reference,
        team=application.team_name,
        lead=lead,
        organisations=len(consortium),
        receipt_no=submission.receipt_no,
        received_at=submission.received_at,
        outcome=ScreeningOutcome(screening.outcome) if screening else None,
    )


def _members(round_: Round, recusals: Sequence[Recusal]) -> list[Member]:
    elected = ChairElection.objects.filter(panel__round=round_, application__isnull=True).order_by("pk").last()
    pledged = PledgeSignature.objects.filter(seat__panel__round=round_).order_by("pk")
    signed = {pledge.seat_id: pledge.signed_at for pledge in pledged}
    sheets = Sheet.objects.filter(review__round=round_, review__stage=Stage.PRESENTATION).order_by("pk")
    signed_sheets = dict(sheets.values_list("seat_id", "signed_at"))
    steps: dict[int, list[Step]] = {}
    for seat_id, at, came_in in (
        Attendance.objects.filter(panel__round=round_).order_by("pk").values_list("seat_id", "at", "came_in")
    ):
        steps.setdefault(seat_id, []).append(Step(at, came_in))
    seats = Seat.objects.filter(panel__round=round_, dismissed_at__isnull=True).select_related("user").order_by("pk")
    return [
        Member(
            seat=seat.label,
            name=seat.user.name,
            affiliation=seat.affiliation,
            is_chair=elected is not None and elected.seat_id == seat.pk,
            pledged_at=signed.get(seat.pk),
            signed_at=signed_sheets.get(seat.pk),
            stays=stays(steps.get(seat.pk, ())),
            recused_from=[each.application.team_name for each in recusals if each.seat_id == seat.pk],
        )
        for seat in seats
    ]


def _recorder(round_: Round) -> Recorder | None:
    last = Attendance.objects.filter(panel__round=round_).select_related("recorded_by").order_by("pk").last()
    return Recorder(last.recorded_by.name, last.at) if last else None


def _sessions(round_: Round) -> dict[str, Session]:
    sessions = Session.objects.filter(review__round=round_).select_related("application", "chair").order_by("sitting")
    return {session.application.reference: session for session in sessions}


def _opinions(round_: Round) -> dict[str, str]:
    opinions = ConsolidatedOpinion.objects.filter(review__round=round_, review__stage=Stage.PRESENTATION)
    return dict(opinions.order_by("version").values_list("application__reference", "text"))


def _comments(round_: Round) -> dict[tuple[str, str, str], str]:
    """By application, seat and criterion, of the newest sheets."""
    scores = Score.objects.filter(sheet__review__round=round_, sheet__review__stage=Stage.PRESENTATION)
    rows = scores.order_by("sheet__version").values_list(
        "sheet__application__reference", "sheet__seat__label", "criterion", "comment"
    )
    return {(reference, seat, criterion): comment for reference, seat, criterion, comment in rows}


def _steps(round_: Round) -> list[StepTaken]:
    events = AuditEvent.objects.filter(chain__name=round_.chain, verb__in=STEPS).order_by("seq")
    return [
        StepTaken(event.verb, _stage(event.subject), event.at, event.seq, bytes(event.hash).hex()) for event in events
    ]


def _stage(subject: str) -> Stage | None:
    """Of a subject that names a review: round, stroke, stage."""
    stage = subject.partition("/")[2]
    return Stage(stage) if stage in set(Stage) else None
