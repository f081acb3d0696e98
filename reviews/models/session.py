"""The presentation day: sessions, who was in the room when, lots and the chair's consolidated opinion."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from applications.lifecycle import Move
from applications.models import Application
from portal.choices import labelled, values
from portal.models import Approval, InsertOnly, User
from reviews import wording
from reviews.lifecycle import SessionStatus
from reviews.models.panel import ChairElection, Panel, Seat, stepped_back
from reviews.models.review import Reveal, Review


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions with what follows from the panel."""

    def with_summing_up(self) -> "SessionQuerySet":
        """With `summing_up`: the seat (its key) that owes the consolidated opinion, None while there is none.

        The member elected to act for this application since the session began; else who chaired it; else the acting
        chair, else the panel's. Nobody who was dismissed or has stepped back from the application since.
        """
        acting, for_all = Q(application=OuterRef("application")), Q(application__isnull=True)
        chaired = Seat.objects.filter(pk=OuterRef("chair"), dismissed_at__isnull=True).exclude(
            stepped_back(seat=OuterRef("pk"), application=OuterRef(OuterRef("application")))
        )
        return self.annotate(
            summing_up=Coalesce(
                _elected(acting, elected_at__gte=OuterRef("started_at")),
                Subquery(chaired.values("pk")),
                _elected(acting),
                _elected(for_all),
                output_field=models.BigIntegerField(),
            )
        )


class Session(models.Model):
    """One application's presentation: its place in the order, its slot, and when it really ran.

    An undecided or tied outcome leads to a further sitting; the newest sitting of an application counts.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="sessions")
    application = models.ForeignKey(Application, models.PROTECT, related_name="sessions")
    sitting = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(
        max_length=12, choices=labelled(SessionStatus, wording.SESSION_STATUS), default=SessionStatus.SCHEDULED.value
    )
    chair = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    vote_opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "sitting", "position"],
                name="one_place_in_the_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["review", "application", "sitting"], name="one_session_per_sitting"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(status__in=values(SessionStatus)), name="session_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.application_id}"

    def enter(self, move: Move, **stamps: object) -> None:
        """Take a legal step (`lifecycle.pick`) with its time stamps and save it."""
        self.status = move.target
        for name, value in stamps.items():
            setattr(self, name, value)
        self.save(update_fields=["status", *stamps])


def _elected(whom: Q, **when: object) -> Subquery:
    """The seat elected last that still takes part."""
    elections = ChairElection.objects.filter(
        whom, panel__round=OuterRef("review__round"), seat__dismissed_at__isnull=True, **when
    ).exclude(stepped_back(seat=OuterRef("seat"), application=OuterRef(OuterRef("application"))))
    return Subquery(elections.order_by("-pk").values("seat")[:1])


class Attendance(InsertOnly):
    """A member came into or left the room; presence per application follows (`rules/presence.py`)."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    came_in = models.BooleanField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.seat} {'in' if self.came_in else 'out'}"


class LotDrawQuerySet(models.QuerySet["LotDraw"]):
    """Lots by what they count for."""

    def counting(self) -> "LotDrawQuerySet":
        """Those drawn since the newest reveal of their review: what was drawn before a further sitting decides no
        tie that only shows after it.
        """
        reveals = Reveal.objects.filter(review=OuterRef("review")).order_by().values("review")
        return self.filter(sitting=Subquery(reveals.annotate(found=Count("pk")).values("found")))


class LotDraw(InsertOnly):
    """추첨: a number drawn for an application, entered by the secretary and confirmed by a second person.

    `sitting` is the number of the reveal that showed the tie: 1 after the first, 2 after that of a further sitting.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="lots")
    application = models.ForeignKey(Application, models.PROTECT, related_name="lot_draws")
    sitting = models.PositiveSmallIntegerField(default=1, db_default=1)
    number = models.PositiveIntegerField()
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = LotDrawQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "sitting", "application"], name="one_lot_per_application"),
            models.UniqueConstraint(fields=["review", "sitting", "number"], name="one_lot_per_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="lot_is_positive"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ConsolidatedOpinion(InsertOnly):
    """종합의견: written by the chair for one application; the newest version counts."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="opinions")
    application = models.ForeignKey(Application, models.PROTECT, related_name="opinions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=6000)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "application", "version"], name="one_opinion_version")]

    def __str__(self) -> str:
        return f"{self.application_id} v{self.version}"
