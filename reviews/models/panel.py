"""The panel (평가위원회): seats, chair, pledges, declared interests and recusals."""

from typing import Any

from django.db import models
from django.db.models import Exists, Q

from applications.models import Application, Round
from portal.choices import labelled, values
from portal.models import Approval, InsertOnly, User
from reviews import wording
from reviews.lifecycle import Stage
from reviews.rules.conflicts import RecusalKind


class Panel(models.Model):
    """The panel of a round. From the first signed pledge on, a change of seats needs two people."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="panel")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.round)


class Seat(models.Model):
    """A member's place. Records point to the seat ("P1"), so that they say nothing about the person."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    label = models.CharField(max_length=8)
    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    affiliation = models.CharField(max_length=80, blank=True)
    appointed_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    approval = models.ForeignKey(Approval, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "label"], name="one_label_per_seat"),
            models.UniqueConstraint(
                fields=["panel", "user"], condition=models.Q(dismissed_at__isnull=True), name="one_seat_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ChairElection(InsertOnly):
    """위원장 호선: the newest row counts; with an application it names the acting chair for that one."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="chair_elections")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    elected_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.seat)


class PledgeSignature(InsertOnly):
    """청렴서약, 보안서약: signed before any document opens, on the text of the rule card."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="pledges")
    code = models.CharField(max_length=40)
    text_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "code"], name="one_pledge_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat} {self.code}"


class InterestDeclaration(InsertOnly):
    """이해관계 확인서 for one application. A conflict hides the application from the member for good.

    What it takes out of the count is said by the `Recusal` that goes with it; a conflict that was declared after the
    counting had closed has none and stands here with its time.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="declarations")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    has_conflict = models.BooleanField()
    reason = models.TextField(max_length=1000, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(has_conflict=False) | ~models.Q(reason=""), name="conflict_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.application_id}"


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """Recusals by what they count for."""

    def counting_in(self, stage: str) -> "RecusalQuerySet":
        """Those that take their seat out of the count of this review."""
        return self if stage == Stage.PRESENTATION else self.filter(from_stage=stage)


class Recusal(InsertOnly):
    """A seat that takes no part in one application: sees nothing of it, is out of its base where the rule says so.

    `from_stage` is the first review that it counts in: the written one, or only the presentation where the written
    review had been closed already. A trigger refuses a row that would change what is closed.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    application = models.ForeignKey(Application, models.PROTECT, related_name="recusals")
    kind = models.CharField(max_length=10, choices=labelled(RecusalKind, wording.RECUSAL_KIND))
    from_stage = models.CharField(
        max_length=12,
        choices=labelled(Stage, wording.STAGE),
        default=Stage.WRITTEN.value,
        db_default="written",
    )
    reason = models.TextField(max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RecusalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "application"], name="one_recusal_per_application"),
            models.CheckConstraint(condition=models.Q(kind__in=values(RecusalKind)), name="recusal_kind_is_known"),
            models.CheckConstraint(condition=models.Q(from_stage__in=values(Stage)), name="recusal_stage_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.kind}"


def stepped_back(*, seat: Any, application: Any) -> Q:
    """Whether a seat takes no part in an application: it is recused, or has declared a conflict, however late.

    Both are what a filter takes: a row, a key or an OuterRef.
    """
    here = {"seat": seat, "application": application}
    return Q(Exists(Recusal.objects.filter(**here))) | Q(
        Exists(InterestDeclaration.objects.filter(**here, has_conflict=True))
    )
