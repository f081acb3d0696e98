"""Reads of panels: the seats with what they owe, chairs, exclusions by rule, the round's desk."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject, Lower
from django.urls import reverse
from django.utils.translation import gettext

from applications.lifecycle import OVER
from applications.models import Application, ApplicationPerson, ConsortiumMember, Researcher, Round
from portal.actors import PortalNow
from portal.models import RoleGrant, User
from reviews.lifecycle import UNDER_REVIEW
from reviews.models import ChairElection, InterestDeclaration, Panel, Recusal, Seat, stepped_back
from reviews.rules.conflicts import RecusalKind
from reviews.rules.panel import Candidate


def panel_of(round_: Round) -> Panel | None:
    """The round's panel, if it has one."""
    return Panel.objects.filter(round=round_).first()


def active_seats(round_: Round) -> Any:
    """The seats of a round that were not dismissed, in their order."""
    return Seat.objects.filter(panel__round=round_, dismissed_at__isnull=True).order_by("pk")


def seat_table(round_: Round) -> list[Seat]:
    """Every seat, dismissed ones too, with its person, counts of pledges, declarations and recusals, and `late`: the
    conflicts that it declared after the closing.
    """
    late = late_conflicts(round_).filter(seat=OuterRef("pk"))
    return list(
        Seat.objects.filter(panel__round=round_)
        .select_related("user")
        .annotate(
            late=ArraySubquery(late.values(json=JSONObject(team="application__team_name", at="declared_at"))),
            pledges_signed=Count("pledges", distinct=True),
            declared=Count("declarations__application", distinct=True),
            recused=Count("recusals", distinct=True),
            excluded=Count("recusals", filter=~Q(recusals__kind=RecusalKind.RECUSAL), distinct=True),
        )
        .order_by("pk")
    )


def panel_page(round_: Round) -> dict[str, Any]:
    """The panel as its desk shows it: seats in their order, what each still owes, who chairs; three statements."""
    rows = seat_table(round_)
    chair, acting = chairs(round_)
    pledges = len(round_.card.document["pledges"])
    under_review = Application.objects.filter(round=round_, status__in=UNDER_REVIEW).order_by("team_name", "pk")
    names = dict(under_review.values_list("pk", "team_name"))
    for seat in rows:
        seat.is_chair = chair is not None and seat.pk == chair.pk
        seat.acting_for = [names[pk] for pk, acts in acting.items() if acts.pk == seat.pk and pk in names]
        seat.has_pledged = seat.pledges_signed >= pledges
        seat.has_declared = seat.has_pledged and bool(names) and seat.declared + seat.excluded >= len(names)
    active = [seat for seat in rows if seat.dismissed_at is None]
    return {
        "round": round_,
        "seats": active,
        "dismissed": [seat for seat in rows if seat.dismissed_at is not None],
        "chair": chair,
        "pledged": sum(seat.has_pledged for seat in active),
        "declared": sum(seat.has_declared for seat in active),
        "applications": len(names),
        "teams": list(names.items()),
        "late_conflicts": [
            {"seat": seat.label, "team": late["team"], "at": datetime.fromisoformat(late["at"])}
            for seat in rows
            for late in seat.late
        ],
        # From the first signed pledge on, by whichever seat, a change needs two people (`permissions.is_fixed`).
        "fixed": any(seat.pledges_signed for seat in rows),
    }


def late_conflicts(round_: Round) -> Any:
    """Conflicts declared after the counting had closed, so that no recusal came of them; with seat and team."""
    recusals = Recusal.objects.filter(seat=OuterRef("seat"), application=OuterRef("application"))
    declared = InterestDeclaration.objects.filter(seat__panel__round=round_, has_conflict=True)
    return declared.exclude(Exists(recusals)).select_related("seat", "application").order_by("pk")


def dismissal(seat: Seat, *, fixed: bool) -> dict[str, Any]:
    """What a dismissal means, for its check page."""
    who = {"seat": seat.label, "name": seat.user.name}
    return {
        "title": gettext("Dismiss %(seat)s · %(name)s") % who,
        "effects": [
            gettext("The member reaches no document and no sheet of this round any more."),
            gettext("Sheets that were signed from this seat stay in the records and do not count."),
            gettext("The number of members on the roll, and with it every majority, is one less."),
        ],
        "submit": gettext("Ask for the dismissal") if fixed else gettext("Dismiss"),
        "second_person": gettext("A manager of the other agency has to approve this within 24 hours.") if fixed else "",
        "cancel_url": reverse("panel", args=[seat.panel.round.reference]),
        "danger": True,
    }


def chairs(round_: Round) -> tuple[Seat | None, dict[int, Seat]]:
    """The elected chair, and acting ones by application; the newest election counts, dismissed seats do not."""
    chair, acting = None, {}
    elections = ChairElection.objects.filter(panel__round=round_).select_related("seat__user").order_by("pk")
    for election in elections:
        if election.application_id is None:
            chair = election.seat
        else:
            acting[election.application_id] = election.seat
    standing = {pk: seat for pk, seat in acting.items() if seat.dismissed_at is None}
    return (chair if chair and chair.dismissed_at is None else None), standing


def chair_of(round_: Round, application: Application) -> Seat | None:
    """Who chairs this application's meeting: the acting chair, else the elected one; None for who stepped back."""
    chair, acting = chairs(round_)
    found = acting.get(application.pk, chair)
    if found is None:
        return None
    takes_part = Seat.objects.filter(pk=found.pk).exclude(stepped_back(seat=found, application=application))
    return found if takes_part.exists() else None


def holds_seat(user: User, round_: Round | None = None) -> bool:
    """Whether this person sits on the panel of this round, or without one of any round that still runs."""
    seats = Seat.objects.filter(user=user, dismissed_at__isnull=True)
    if round_ is not None:
        return seats.filter(panel__round=round_).exists()
    return seats.exclude(panel__round__status__in=OVER).exists()


def candidate(round_: Round, user: User) -> Candidate:
    """What is known of a person who is to be appointed, at this moment; in one statement."""
    grants = RoleGrant.objects.filter(user=OuterRef("pk"), starts_at__lte=PortalNow(), ends_at__gt=PortalNow())
    people = ApplicationPerson.objects.filter(user=OuterRef("pk"), application__round=round_)
    organisations = ConsortiumMember.objects.filter(
        application__round=round_, organisation__members__user=OuterRef("pk")
    )
    named = Researcher.objects.filter(application__round=round_, email__iexact=OuterRef("email"))
    seats = Seat.objects.filter(user=OuterRef("pk"), panel__round=round_, dismissed_at__isnull=True)
    found = (
        User.objects.filter(pk=user.pk)
        .annotate(
            staff=Exists(grants),
            applicant=Exists(people.values("pk")) | Exists(organisations.values("pk")) | Exists(named.values("pk")),
            seated=Exists(seats),
        )
        .values("staff", "applicant", "seated")
        .get()
    )
    return Candidate(is_staff=found["staff"], is_applicant=found["applicant"], is_seated=found["seated"])


def excluded_pairs(round_: Round) -> list[tuple[Seat, int]]:
    """Seats whose person belongs to an application (제척), with that application's id; without recorded ones.

    By account, by organisation, and by the address under which an application names a researcher.
    """
    seats = list(active_seats(round_).select_related("user").prefetch_related("recusals"))
    by_user = {seat.user_id: seat for seat in seats}
    by_email = {seat.user.email: seat.user_id for seat in seats}
    known = {(seat.pk, recusal.application_id) for seat in seats for recusal in seat.recusals.all()}
    people = ApplicationPerson.objects.filter(application__round=round_, user__in=by_user)
    places = ConsortiumMember.objects.filter(application__round=round_, organisation__members__user__in=by_user)
    named = Researcher.objects.filter(application__round=round_).annotate(address=Lower("email"))
    pairs = {
        *(
            (by_email[address], application)
            for address, application in named.filter(address__in=by_email).values_list("address", "application_id")
        ),
        *people.values_list("user_id", "application_id"),
        *places.values_list("organisation__members__user_id", "application_id"),
    }
    return [
        (by_user[user], application)
        for user, application in sorted(pairs)
        if user in by_user and (by_user[user].pk, application) not in known
    ]
