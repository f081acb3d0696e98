"""발표 회차: staff start an application's session, open its vote and end it; the clock stamps each step."""

from datetime import datetime

from django.db import transaction

from portal import audit
from portal.errors import NotNow, require
from portal.roles import Actor
from reviews import lifecycle, permissions, queries
from reviews.lifecycle import ReviewStatus, SessionStatus, Stage
from reviews.models import Attendance, Review, Session
from reviews.rules.presence import Step, is_in_the_room


@transaction.atomic
def start_session(*, session_id: int, actor: Actor, now: datetime) -> Session:
    """Start: from now on presence counts, and the chair (or acting chair) of this application is fixed.

    Raises NotPermitted; NotNow while another session runs, without a chair in the room, or in any other state.
    """
    session = locked(session_id)
    require(permissions.may_run_meeting(actor, session.review.round))
    move = lifecycle.pick("session.start", session.status)
    running = {SessionStatus.RUNNING, SessionStatus.VOTING}
    if session.review.sessions.filter(status__in=running).exists():
        raise NotNow("another_session_runs")
    chair = queries.chair_of(session.review.round, session.application)
    if chair is None:
        raise NotNow("chair_needed")
    steps = Attendance.objects.filter(seat=chair).order_by("pk").values_list("at", "came_in")
    if not is_in_the_room([Step(*step) for step in steps]):
        raise NotNow("chair_not_in_the_room")
    session.enter(move, started_at=now, chair=chair)
    _record(session, move.verb, actor=actor, now=now, chair=chair.label)
    return session


@transaction.atomic
def open_vote(*, session_id: int, actor: Actor, now: datetime) -> Session:
    """Open the vote on the gates. Raises NotPermitted; NotNow without gates or in any other state."""
    session = locked(session_id)
    require(permissions.may_run_meeting(actor, session.review.round))
    move = lifecycle.pick("session.open_vote", session.status)
    if not _has_gates(session):
        raise NotNow("no_gates_to_vote_on")
    session.enter(move, vote_opened_at=now)
    _record(session, move.verb, actor=actor, now=now)
    return session


@transaction.atomic
def end_session(*, session_id: int, actor: Actor, now: datetime) -> Session:
    """End: whoever is present and has not voted abstains, and presence is settled.

    Raises NotPermitted; NotNow before the vote (where the rule card has gates) or in any other state.
    """
    session = locked(session_id)
    require(permissions.may_run_meeting(actor, session.review.round))
    move = lifecycle.pick("session.end", session.status)
    if session.status == SessionStatus.RUNNING and _has_gates(session):
        raise NotNow("vote_not_held")
    session.enter(move, ended_at=now)
    _record(session, move.verb, actor=actor, now=now, ballots=session.ballots.count())
    return session


def locked(session_id: int) -> Session:
    """The session with its review and round; review before session, the order in which all acts lock.

    Raises Session.DoesNotExist, NotNow once the review is closed.
    """
    review = Review.objects.select_for_update().get(sessions=session_id)
    if review.status != ReviewStatus.COLLECTING:
        raise NotNow("review_closed")
    sessions = Session.objects.select_for_update(of=["self"]).select_related("review__round__card", "application")
    return sessions.get(pk=session_id)


def _has_gates(session: Session) -> bool:
    return bool(session.review.round.card.read().rule(Stage.PRESENTATION)["gates"])


def _record(session: Session, verb: str, *, actor: Actor, now: datetime, **data: object) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject=session.application.reference,
        at=now,
        chain=session.review.round.chain,
        data={"sitting": session.sitting, **data},
    )
