"""The meeting desk: who is in the room, which session goes on, who has handed in; never how anybody voted."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.errors import BrokenRule
from reviews import permissions, queries
from reviews.actions import attendance as recording
from reviews.actions import session as sessions
from reviews.forms.meeting import AttendanceForm
from reviews.lifecycle import Stage
from reviews.models import Review

MOVES = {
    "start": sessions.start_session,
    "open_vote": sessions.open_vote,
    "end": sessions.end_session,
}


@login_required
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """The day as it stands."""
    page = queries.meeting_page(_review(request, reference))
    return render(request, "reviews/meeting/meeting.html", page | {"form": AttendanceForm()})


@login_required
@require_POST
def attendance(request: HttpRequest, reference: str) -> HttpResponse:
    """Record who came in or left; errors come back on the meeting page with what was chosen."""
    review = _review(request, reference)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        try:
            recording.record_attendance(
                round_id=review.round_id, **form.step(request.now), actor=request.actor, now=request.now
            )
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("Recorded."))
            return redirect("meeting", reference)
    return render(request, "reviews/meeting/meeting.html", queries.meeting_page(review) | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def session_move(request: HttpRequest, reference: str, application: str, move: str) -> HttpResponse:
    """Start a session, open its vote, or end it; ending asks once more when somebody's ballot is missing."""
    scoped = permissions.visible_sessions(request.actor).filter(
        review__round__reference=reference, application__reference=application
    )
    found = scoped.order_by("-sitting").first()
    if found is None:
        raise Http404
    if request.method == "POST":
        MOVES[move](session_id=found.pk, actor=request.actor, now=request.now)
        return redirect("meeting", reference)
    context: dict[str, Any] = queries.move_page(found, move)
    return render(request, "reviews/meeting/session_move.html", context)


def _review(request: HttpRequest, reference: str) -> Review:
    scoped = permissions.visible_reviews(request.actor)
    return get_object_or_404(scoped, round__reference=reference, stage=Stage.PRESENTATION)
