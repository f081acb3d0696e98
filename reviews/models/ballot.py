"""Votes on the gates: one ballot a seat and session, cast once, sealed until reveal."""

from django.db import models

from portal.choices import labelled, values
from portal.models import InsertOnly
from reviews import wording
from reviews.models.panel import Seat
from reviews.models.session import Session
from reviews.rules.ballots import Choice


class Ballot(InsertOnly):
    """One member's votes on all gates of one application. A trigger refuses it outside the session's vote."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="ballots")
    receipt = models.CharField(max_length=64)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_ballot_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat} {self.session_id}"


class Vote(InsertOnly):
    """The answer to one gate's question."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    gate = models.CharField(max_length=64)
    choice = models.CharField(max_length=8, choices=labelled(Choice, wording.CHOICE))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "gate"], name="one_vote_per_gate"),
            models.CheckConstraint(condition=models.Q(choice__in=values(Choice)), name="choice_is_known"),
        ]

    def __str__(self) -> str:
        return self.gate
