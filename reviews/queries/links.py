"""What the presentation day and the decision bring to other pages: a round's desk, its public page, homes."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from applications.lifecycle import RoundStatus
from applications.models import Round
from portal.display import localized
from portal.registry import Todo
from portal.roles import Actor
from reviews import wording
from reviews.lifecycle import SessionStatus, Stage
from reviews.models import Ballot, ConsolidatedOpinion, Session, stepped_back

PANEL_LINES = 10


def decision_links(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    """The desk's lines from the presentation on; no statement, the round's state says it all."""
    reference, status = [round_.reference], round_.status
    day, result = gettext("Presentation day"), gettext("Decision")
    if status == RoundStatus.PRESENTATION:
        return [
            Todo(
                what=gettext("Timetable"),
                why=gettext("Order and times of the presentations; teams are told by e-mail."),
                url=reverse("timetable", args=reference),
                group=day,
            ),
            Todo(
                what=gettext("Meeting"),
                why=gettext("Who is in the room, which team presents, votes open and ended."),
                url=reverse("meeting", args=reference),
                group=day,
            ),
        ]
    if status == RoundStatus.DELIBERATION:
        return [
            Todo(
                what=gettext("Meeting"),
                why=gettext("Attendance and sessions as they were held, and any further session."),
                url=reverse("meeting", args=reference),
                group=day,
                state="done",
            ),
            Todo(
                what=gettext("Results"),
                why=gettext("Scores, recognition and places with their derivation."),
                url=reverse("results", args=reference),
                group=result,
            ),
            Todo(
                what=gettext("Decision"),
                why=gettext("Prepare it, then two people confirm and publish."),
                url=reverse("decision_desk", args=reference),
                group=result,
            ),
        ]
    if status == RoundStatus.PUBLISHED:
        return [
            Todo(what=gettext("Results"), url=reverse("results", args=reference), group=result, state="done"),
            Todo(
                what=gettext("Decision"),
                why=gettext("The published version and its papers."),
                url=reverse("decision_desk", args=reference),
                group=result,
                state="done",
            ),
        ]
    return []


def published_link(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    """The round's public page leads to its decision."""
    if round_.status != RoundStatus.PUBLISHED:
        return []
    return [
        Todo(
            what=pgettext("link", "See the decision"),
            why=gettext("Who was selected and how it was decided."),
            url=reverse("decision", args=[round_.reference]),
            state="done",
        )
    ]


def own_result_link(own: Any, round_: Round) -> list[Todo]:
    """The applicant's way from the round to its own result; `own` are the applications whose result it may see."""
    rows = own.filter(round=round_).order_by("pk")
    return [
        Todo(
            what=gettext("Your result: %(team)s") % {"team": row.team_name},
            why=gettext("Your own figures, the panel's opinion and the reasons."),
            url=reverse("result", args=[row.reference]),
            state="done",
        )
        for row in rows
    ]


def results_to_read(reviews: Any) -> list[Todo]:
    """Revealed results for whoever reads them without a desk, from `permissions.visible_results`; one statement."""
    return [
        Todo(
            what=localized(review.round, "title"),
            why=wording.STAGE[Stage(review.stage)],
            url=reverse("results", args=[review.round.reference]),
            group=gettext("Results to read"),
            state="info",
        )
        for review in reviews.filter(stage=Stage.PRESENTATION).order_by("-pk")[:PANEL_LINES]
    ]


def votes_to_cast(actor: Actor, now: datetime) -> list[Todo]:
    """A member's lines: a vote that is open, an opinion that the chair still owes; one statement."""
    if not actor.is_known or actor.runs_rounds:
        return []
    mine = Q(review__round__panel__seats__user=actor.user_id, review__round__panel__seats__dismissed_at__isnull=True)
    voted = Ballot.objects.filter(seat__user=actor.user_id, session=OuterRef("pk"))
    summed_up = ConsolidatedOpinion.objects.filter(review=OuterRef("review"), application=OuterRef("application"))
    meets = Q(review__round__status__in=[RoundStatus.PRESENTATION, RoundStatus.DELIBERATION])
    to_vote = Q(status=SessionStatus.VOTING) & ~Exists(voted)
    to_sum_up = Q(status=SessionStatus.ENDED, summing_up=F("own_seat")) & ~Exists(summed_up)
    found = (
        Session.objects.filter(mine & meets)
        .annotate(own_seat=F("review__round__panel__seats"))
        .with_summing_up()
        .filter(to_vote | to_sum_up)
        .exclude(stepped_back(seat=OuterRef("own_seat"), application=OuterRef("application")))
        .annotate(reference=F("review__round__reference"))
        .select_related("application")
        .order_by("-status", "position")[:PANEL_LINES]
    )
    return [_line(session) for session in found]


def _line(session: Session) -> Todo:
    where = [session.reference, session.application.reference]
    if session.status == SessionStatus.VOTING:
        return Todo(
            what=gettext("Vote: %(team)s") % {"team": session.application.team_name},
            why=gettext("The vote is open."),
            url=reverse("meeting_room", args=where[:1]),
            group=gettext("Panel"),
        )
    return Todo(
        what=gettext("Consolidated opinion: %(team)s") % {"team": session.application.team_name},
        why=gettext("You chaired the session.")
        if session.chair_id == session.own_seat
        else gettext("It was passed on to you from the chair."),
        url=reverse("opinion", args=where),
        group=gettext("Panel"),
    )
