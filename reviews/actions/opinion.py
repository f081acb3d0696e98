"""종합의견: the chair's consolidated opinion on one application, signed; the newest version counts."""

from datetime import datetime

from django.db import transaction

from portal import audit
from portal.canonical import sha256_hex
from portal.errors import BrokenRule, Problem, require
from portal.roles import Actor
from reviews import permissions
from reviews.models import ConsolidatedOpinion, Review


@transaction.atomic
def sign_opinion(*, session_id: int, text: str, actor: Actor, now: datetime) -> ConsolidatedOpinion:
    """Sign the opinion as the seat that chaired this session, or that was elected to do it in the chair's place.

    Raises Seat.DoesNotExist for who holds no seat, Session.DoesNotExist for who has stepped back from the application,
    NotPermitted for another member, NotNow without pledges or interests, before the session has ended or after the
    decision was published, BrokenRule for a text below the rule card's length of comments.
    """
    review = Review.objects.select_for_update().get(sessions=session_id)
    seat = permissions.visible_seats(actor).get(panel__round=review.round_id)
    session = permissions.visible_seat_sessions(seat).get(pk=session_id)
    round_ = session.review.round
    require(permissions.may_sum_up(seat, session))
    written, minimum = text.strip(), round_.card.read().comment_min
    if len(written) < minimum:
        raise BrokenRule(Problem("opinion_too_short", {"minimum": minimum}, "text"))
    opinion = ConsolidatedOpinion.objects.create(
        review=session.review,
        application=session.application,
        seat=seat,
        version=session.review.opinions.filter(application=session.application).count() + 1,
        text=written,
        signed_at=now,
    )
    audit.record(
        actor=actor,
        verb="opinion.sign",
        subject=session.application.reference,
        at=now,
        chain=round_.chain,
        data={"version": opinion.version, "sha256": sha256_hex(written.encode())},
    )
    return opinion
