"""The presentation day: who runs it, who sees a session, and who may sign, vote and sum up in it."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from applications.models import Application, Round
from applications.permissions import may_run_round
from portal.errors import ALLOWED, Decision, forbidden, not_now
from portal.roles import Actor
from reviews.lifecycle import MEETS_IN, SessionStatus, Stage, reviewed_in
from reviews.models import Attendance, Ballot, Review, Seat, Session, Signature, stepped_back
from reviews.permissions.panel import may_read
from reviews.rules.assembly import hand_ins_completed
from reviews.rules.presence import Presence, Step, presence


def visible_sessions(actor: Actor) -> Any:
    """Every session, with its review and round, for whoever runs rounds; none for others."""
    if not actor.runs_rounds:
        return Session.objects.none()
    return Session.objects.select_related("review__round__card", "application")


def visible_seat_sessions(seat: Seat) -> Any:
    """The newest sitting of each application that the seat has not stepped back from, in the order of the timetable.

    Each carries `summing_up`, the seat that owes the consolidated opinion.
    """
    of_round = Session.objects.filter(review__round=seat.panel.round_id)
    taking_part = of_round.exclude(stepped_back(seat=seat, application=OuterRef("application")))
    newest = taking_part.order_by("application_id", "-sitting").distinct("application_id").values("pk")
    sessions = Session.objects.filter(pk__in=newest).with_summing_up()
    return sessions.select_related("review__round__card", "application").order_by("position")


def may_run_meeting(actor: Actor, round_: Round) -> Decision:
    """Timetable, attendance and sessions: who runs this round, while it is in presentation or deliberation."""
    may = may_run_round(actor, round_)
    if not may.allowed:
        return may
    return ALLOWED if round_.status in MEETS_IN else not_now("no_meeting_now")


def may_vote(seat: Seat, session: Session) -> Decision:
    """A member who has pledged, declared and been in the room since the start, once, while the vote is open.

    No recused one gets here. The seat comes from `visible_seats`.
    """
    if not (ready := may_read(seat)).allowed:
        return ready
    if session.status != SessionStatus.VOTING:
        return not_now("vote_not_open")
    found = _hand_ins(seat, session)
    if found["cast_at"] is not None:
        return not_now("ballot_cast_already")
    return _as_decision(_presence(session, found))


def may_sum_up(seat: Seat, session: Session) -> Decision:
    """종합의견: the seat that owes it, from the end of the session until the result is published.

    The session comes from `visible_seat_sessions`, which says which seat that is and shows none to who stepped back.
    """
    if not (ready := may_read(seat)).allowed:
        return ready
    if session.summing_up != seat.pk:
        return forbidden("not_the_chair")
    if session.status != SessionStatus.ENDED or session.review.round.status not in MEETS_IN:
        return not_now("no_opinion_now")
    return ALLOWED


def presence_allows(*, seat: Seat, application: Application, review: Review) -> Decision:
    """May this seat sign a sheet about this application now, as far as being in the room goes?

    Always for a written review. For a presentation: from the start of the session, for who has been in the room since
    then (`rules.presence`); who was present to the end may still sign until the review closes.
    """
    if review.stage != Stage.PRESENTATION:
        return ALLOWED
    session = newest_session(review, application)
    if session is None or session.started_at is None:
        return not_now("session_not_started")
    # A further sitting reopens its own applications only; what the others were given was revealed already.
    if Session.objects.filter(review=review, sitting__gt=session.sitting).exists():
        return not_now("application_not_reopened")
    return _as_decision(seat_presence(seat, session))


def sessions_settled(review: Review) -> Decision:
    """May this review be closed, as far as its sessions go? Each application under review needs one that has ended."""
    if review.stage != Stage.PRESENTATION:
        return ALLOWED
    statuses = reviewed_in(review.stage, has_written=review.round.card.read().has_written)
    waiting = Application.objects.filter(round=review.round, status__in=statuses)
    newest = Session.objects.filter(review=review).order_by("application_id", "-sitting").distinct("application_id")
    ended = [session.application_id for session in newest if session.status == SessionStatus.ENDED]
    return not_now("sessions_not_ended") if waiting.exclude(pk__in=ended).exists() else ALLOWED


def newest_session(review: Review, application: Application) -> Session | None:
    """The sitting of an application that counts, or None before there is a timetable."""
    return Session.objects.filter(review=review, application=application).order_by("-sitting").first()


def seat_presence(seat: Seat, session: Session) -> Presence:
    """What this seat's times say about the session, as it stands; one statement."""
    return _presence(session, _hand_ins(seat, session))


def _hand_ins(seat: Seat, session: Session) -> dict[str, Any]:
    """The seat's steps, and when ballot and first sheet came in."""
    steps = Attendance.objects.filter(seat=OuterRef("pk")).order_by("pk")
    cast = Ballot.objects.filter(session=session, seat=OuterRef("pk"))
    signed = Signature.objects.filter(
        review=session.review_id, application=session.application_id, seat=OuterRef("pk"), version=1
    )
    rows = Seat.objects.filter(pk=seat.pk).annotate(
        step_times=ArraySubquery(steps.values("at")),
        step_ways=ArraySubquery(steps.values("came_in")),
        cast_at=Subquery(cast.values("cast_at")),
        signed_at=Subquery(signed.values("signed_at")),
    )
    return rows.values("step_times", "step_ways", "cast_at", "signed_at").get()


def _presence(session: Session, found: dict[str, Any]) -> Presence:
    rule = session.review.round.card.read().rule(Stage.PRESENTATION)
    return presence(
        [Step(*step) for step in zip(found["step_times"], found["step_ways"], strict=True)],
        started_at=session.started_at,
        ended_at=session.ended_at,
        completed=hand_ins_completed(rule, cast_at=found["cast_at"], signed_at=found["signed_at"]),
    )


def _as_decision(found: Presence) -> Decision:
    return ALLOWED if found is Presence.PRESENT else not_now(f"seat_{found}")
