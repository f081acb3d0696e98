"""The call: a round, its frozen rule card, its deadline and what was there when it closed."""

from datetime import datetime

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT

from applications import wording
from applications.lifecycle import PUBLIC_ROUND, Move, RoundStatus
from applications.rules.rule_card import Card
from portal.choices import labelled, values
from portal.models import Approval, InsertOnly, User


class RoundQuerySet(models.QuerySet["Round"]):
    """Filters that chain."""

    def public(self) -> "RoundQuerySet":
        """From the announcement on; a draft that was cancelled has never been announced."""
        return self.filter(status__in=PUBLIC_ROUND, opens_at__isnull=False)

    def with_deadline(self) -> "RoundQuerySet":
        """Add `closes_at`: the newest approved deadline, null while the round is a draft."""
        newest = RoundDeadline.objects.filter(round=OuterRef("pk")).order_by("-pk").values("closes_at")[:1]
        return self.annotate(closes_at=Subquery(newest))

    def with_card(self) -> "RoundQuerySet":
        """Load the frozen rule card with the round."""
        return self.select_related("card")


class Round(models.Model):
    """One call (공모). From the announcement on a trigger lets nothing change but the status."""

    reference = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    opens_at = models.DateTimeField(null=True)
    status = models.CharField(
        max_length=12, choices=labelled(RoundStatus, wording.ROUND_STATUS), default=RoundStatus.DRAFT.value
    )
    draft = models.JSONField(default=dict)
    draft_version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=values(RoundStatus)), name="round_status_is_known")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The name of this round's chain."""
        return f"round/{self.reference}"

    def enter(self, move: Move) -> None:
        """Take a legal step (`lifecycle.pick`) and save it."""
        self.status = move.target
        self.save(update_fields=["status"])


class RuleCard(InsertOnly):
    """Everything that decides, fixed before opening; `sha256` is over the canonical bytes (RFC 8785)."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="card")
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(KT("document__notice_no"), name="one_round_per_notice_no")]

    def __str__(self) -> str:
        return self.sha256[:12]

    def read(self) -> Card:
        """The card as typed rules."""
        return Card.from_document(self.document)


class RoundDeadline(InsertOnly):
    """접수 마감: the newest row counts; each moves the deadline for everybody."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="deadlines")
    closes_at = models.DateTimeField()
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["approval"], name="one_deadline_per_approval")]

    def __str__(self) -> str:
        return self.closes_at.isoformat()


class CloseManifest(InsertOnly):
    """What had been submitted at the deadline: ids and hashes, their count and root, in the chain since closing."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="close_manifests")
    document = models.JSONField()
    root = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.count} · {self.root[:12]}"


def is_accepting(round_: Round, closes_at: datetime | None, now: datetime) -> bool:
    """For pages only: whether 제출 would be accepted now. What decides is the trigger on `Submission`."""
    return round_.status == RoundStatus.OPEN and closes_at is not None and now < closes_at
