"""Lines that lead to panels and reviews: on a round's desk for those who run it, at home for members."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from applications.lifecycle import UNSEALED, ApplicationStatus, RoundStatus
from applications.models import Application, Round
from portal.display import localized
from portal.registry import Todo
from portal.roles import Actor
from reviews import wording
from reviews.lifecycle import DECLARING, UNDER_REVIEW, ReviewStatus, Stage
from reviews.models import ChairElection, PledgeSignature, Review, Seat, Sheet, stepped_back
from reviews.rules.panel import Step, next_step

MEMBER_LINES = 20
# From here on nothing is collected; members keep the way to what they handed in.
REVIEWED = frozenset({RoundStatus.DELIBERATION, RoundStatus.PUBLISHED})
_STATE = {ReviewStatus.COLLECTING: "running", ReviewStatus.CLOSED: "todo", ReviewStatus.REVEALED: "done"}


def panel_links(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    """The desk's lines from the announcement to the short list; one statement."""
    if round_.status in {RoundStatus.DRAFT, RoundStatus.CANCELLED}:
        return []
    facts = _facts(round_)
    return [*_screening_lines(round_, facts), *_panel_lines(round_, facts), *_review_lines(round_, facts)]


def member_todos(seats: Any) -> list[Todo]:
    """What a member owes in each round, from `permissions.visible_seats`; one statement."""
    open_review = Review.objects.filter(round=OuterRef("panel__round"), status=ReviewStatus.COLLECTING)
    return [
        todo
        for seat in seats.annotate(
            open_stage=Subquery(open_review.order_by("-pk").values("stage")[:1]), sheets_left=_sheets_left()
        ).order_by("-pk")[:MEMBER_LINES]
        for todo in _member_lines(seat)
    ]


def _facts(round_: Round) -> dict[str, Any]:
    active = Q(panel__seats__dismissed_at__isnull=True)
    pledged = Exists(PledgeSignature.objects.filter(seat=OuterRef("panel__seats")))
    elections = ChairElection.objects.filter(panel__round=OuterRef("pk"), application__isnull=True)
    reviews = Review.objects.filter(round=OuterRef("pk"))
    sheets = Sheet.objects.filter(review__round=OuterRef("pk"), version=1)
    return (
        Round.objects.filter(pk=round_.pk)
        .annotate(
            members=Count("panel__seats", filter=active, distinct=True),
            pledged=Count("panel__seats", filter=active & Q(pledged), distinct=True),
            chaired=Exists(elections),
            received=_counted(Application.objects.filter(round=OuterRef("pk"), status__in=UNDER_REVIEW)),
            unscreened=_counted(Application.objects.filter(round=OuterRef("pk"), status=ApplicationStatus.SUBMITTED)),
            written=Subquery(reviews.filter(stage=Stage.WRITTEN).values("status")),
            presentation=Subquery(reviews.filter(stage=Stage.PRESENTATION).values("status")),
            signed_written=_counted(sheets.filter(review__stage=Stage.WRITTEN), by="review__round"),
            signed_presentation=_counted(sheets.filter(review__stage=Stage.PRESENTATION), by="review__round"),
        )
        .values(
            "members",
            "pledged",
            "chaired",
            "received",
            "unscreened",
            "written",
            "presentation",
            "signed_written",
            "signed_presentation",
        )
        .get()
    )


def _counted(rows: Any, *, by: str = "round") -> Coalesce:
    counted = rows.order_by().values(by).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _screening_lines(round_: Round, facts: dict[str, Any]) -> Iterator[Todo]:
    group, reference = gettext("Eligibility check"), [round_.reference]
    if round_.status == RoundStatus.CLOSED:
        yield Todo(
            what=gettext("Open what was received"),
            why=gettext("The list was fixed at the deadline. Opening it begins the eligibility check."),
            url=reverse("unseal", args=reference),
            group=group,
        )
    if round_.status in UNSEALED:
        left = facts["unscreened"]
        screened = gettext("Every application has been screened.")
        waiting = ngettext("%(count)s application to screen", "%(count)s applications to screen", left)
        yield Todo(
            what=gettext("Screen the applications"),
            why=waiting % {"count": left} if left else screened,
            url=reverse("screening", args=reference),
            group=group,
            state="todo" if left else "done",
        )


def _panel_lines(round_: Round, facts: dict[str, Any]) -> Iterator[Todo]:
    members, ready = facts["members"], facts["members"] and facts["pledged"] == facts["members"] and facts["chaired"]
    said = gettext("%(members)s members, %(pledged)s have pledged") % facts
    if members and not facts["chaired"]:
        said = f"{said} · {gettext('no chair yet')}"
    yield Todo(
        what=gettext("Panel"),
        why=said if members else gettext("Nobody has been appointed to the panel yet."),
        url=reverse("panel", args=[round_.reference]),
        group=gettext("Panel and reviews"),
        state="done" if ready else "running" if members else "todo",
    )


def _review_lines(round_: Round, facts: dict[str, Any]) -> Iterator[Todo]:
    group = gettext("Panel and reviews")
    if round_.status == RoundStatus.SCREENING:
        stage = Stage.WRITTEN if round_.card.document["written"] is not None else Stage.PRESENTATION
        possible = not facts["unscreened"] and facts["members"]
        yield Todo(
            what=gettext("Begin: %(stage)s") % {"stage": wording.STAGE[stage]},
            why=gettext("After every application has been screened and the panel has been appointed."),
            url=reverse("start_review", args=[round_.reference, stage]),
            group=group,
            state="todo" if possible else "waiting",
        )
    for stage in Stage:
        if status := facts[stage]:
            signed = facts[f"signed_{stage}"]
            counted = ngettext("%(count)s sheet signed", "%(count)s sheets signed", signed) % {"count": signed}
            yield Todo(
                what=wording.STAGE[stage],
                why=f"{wording.REVIEW_STATUS[ReviewStatus(status)]} · {counted}",
                url=reverse("progress", args=[round_.reference, stage]),
                group=group,
                state=_STATE[ReviewStatus(status)],
            )
    if facts[Stage.WRITTEN] == ReviewStatus.REVEALED:
        yield Todo(
            what=gettext("Short list"),
            why=gettext("Follows from the written rule; two people confirm it."),
            url=reverse("shortlist", args=[round_.reference]),
            group=group,
            state="todo" if round_.status == RoundStatus.WRITTEN else "done",
        )


def _sheets_left() -> Coalesce:
    seat = OuterRef(OuterRef("pk"))
    collecting = Sheet.objects.filter(application=OuterRef("pk"), seat=seat, review__status=ReviewStatus.COLLECTING)
    left = Application.objects.filter(round=OuterRef("panel__round"), status__in=UNDER_REVIEW)
    return _counted(left.exclude(stepped_back(seat=seat, application=OuterRef("pk"))).exclude(Exists(collecting)))


def _member_lines(seat: Seat) -> Iterator[Todo]:
    round_ = seat.panel.round
    group, title = gettext("Panel"), localized(round_, "title")
    pledges = len(round_.card.document["pledges"]) - seat.pledges_signed
    step = next_step(pledges_left=pledges, interests_left=seat.interests_left)
    if step is Step.PLEDGES and round_.status not in {RoundStatus.DELIBERATION, RoundStatus.PUBLISHED}:
        yield Todo(
            what=gettext("Sign the pledges"),
            why=title,
            url=reverse("sign_pledges", args=[round_.reference]),
            group=group,
        )
    elif step is Step.INTERESTS and round_.status in DECLARING:
        yield Todo(
            what=gettext("Declare your interests"),
            why=title,
            url=reverse("declare_interests", args=[round_.reference]),
            group=group,
        )
    elif step is Step.READY and seat.open_stage:
        left = seat.sheets_left
        yield Todo(
            what=wording.STAGE[Stage(seat.open_stage)],
            why=ngettext("%(count)s sheet is left", "%(count)s sheets are left", left) % {"count": left}
            if left
            else gettext("You have signed every sheet"),
            url=reverse("panel_home", args=[round_.reference]),
            group=group,
            state="todo" if left else "done",
        )
    elif step is Step.READY and round_.status in REVIEWED:
        yield Todo(
            what=gettext("Your sheets: %(round)s") % {"round": title},
            why=gettext("What you signed stays readable for you."),
            url=reverse("panel_home", args=[round_.reference]),
            group=group,
            state="info",
        )
        yield Todo(
            what=gettext("Your sessions and receipts of votes: %(round)s") % {"round": title},
            why=gettext("Record number and fingerprint of every ballot that you handed in."),
            url=reverse("meeting_room", args=[round_.reference]),
            group=group,
            state="info",
        )
