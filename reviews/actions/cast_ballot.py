"""투표: a member answers every gate's question of one application, once; sealed until the reveal."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from portal import audit
from portal.canonical import canonical, commitment, new_nonce
from portal.errors import BrokenRule, require
from portal.roles import Actor
from reviews import permissions
from reviews.actions.races import lost_races
from reviews.actions.session import locked
from reviews.lifecycle import Stage
from reviews.models import Ballot, Vote
from reviews.rules.ballots import Choice, problems


@transaction.atomic
def cast_ballot(*, session_id: int, votes: Mapping[str, str], actor: Actor, now: datetime) -> Ballot:
    """Cast a ballot: {gate code: yes, no or abstain} for every gate of the rule card.

    The receipt is a salted commitment to exactly these votes; its opening lies sealed beside the chain's entry.
    Raises Seat.DoesNotExist for who holds no seat, NotNow without pledges or interests, outside the vote,
    outside the room, recused meanwhile or a second time; BrokenRule for a gate without an answer.
    """
    session = locked(session_id)
    seat = permissions.visible_seats(actor).get(panel__round=session.review.round)
    require(permissions.may_vote(seat, session))
    gates = session.review.round.card.read().rule(Stage.PRESENTATION)["gates"]
    if found := problems(gates, votes):
        raise BrokenRule(*found)
    content = {
        "round": session.review.round.reference,
        "application": session.application.reference,
        "sitting": session.sitting,
        "seat": seat.label,
        "votes": {gate: Choice(votes[gate]).value for gate in gates},
    }
    nonce = new_nonce()
    with lost_races():
        ballot = Ballot.objects.create(
            session=session, seat=seat, receipt=commitment(canonical(content), nonce), cast_at=now
        )
    Vote.objects.bulk_create(Vote(ballot=ballot, gate=gate, choice=content["votes"][gate]) for gate in gates)
    audit.record(
        actor=actor,
        verb="ballot.cast",
        subject=ballot.receipt,
        at=now,
        chain=session.review.round.chain,
        data={"content": content, "nonce": nonce.hex(), "receipt": ballot.receipt},
    )
    return ballot
