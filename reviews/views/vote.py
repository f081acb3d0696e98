"""A member on the presentation day: the meeting room, the vote, the chair's consolidated opinion."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.errors import BrokenRule, require
from reviews import permissions, queries
from reviews.actions import cast_ballot as casting
from reviews.actions import opinion as opinions
from reviews.forms.meeting import OpinionForm, VoteForm
from reviews.models import Seat, Session


@login_required
def meeting_room(request: HttpRequest, reference: str) -> HttpResponse:
    """What goes on now, what the member owes, and its own ballots with their receipts."""
    seat = _seat(request, reference)
    context = queries.room_page(seat, permissions.visible_seat_sessions(seat))
    return render(request, "reviews/meeting/meeting_room.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, reference: str, application: str) -> HttpResponse:
    """The vote card, then a page that asks once more, then the ballot is cast."""
    seat = _seat(request, reference)
    session = _session(seat, application)
    if "confirmed" not in request.POST:
        require(permissions.may_vote(seat, session))
    form = VoteForm(request.POST or None, questions=queries.questions(seat.panel.round.card.read()))
    template = "reviews/meeting/vote.html"
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "confirmed" in request.POST:
            casting.cast_ballot(session_id=session.pk, votes=form.cleaned_data, actor=request.actor, now=request.now)
            messages.success(request, _("Your ballot has been cast and sealed."))
            return redirect("meeting_room", reference)
        template = "reviews/meeting/vote_check.html"
    return render(request, template, {"form": form, "session": session, "seat": seat, "round": seat.panel.round})


@login_required
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, reference: str, application: str) -> HttpResponse:
    """The chair writes and signs the consolidated opinion on a team."""
    seat = _seat(request, reference)
    session = _session(seat, application)
    require(permissions.may_sum_up(seat, session))
    page = queries.opinion_page(session)
    minimum = seat.panel.round.card.read().comment_min
    form = OpinionForm(request.POST or None, minimum=minimum, initial={"text": page["text"]})
    if request.method == "POST" and form.is_valid():
        try:
            opinions.sign_opinion(session_id=session.pk, **form.cleaned_data, actor=request.actor, now=request.now)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("The consolidated opinion has been signed."))
            return redirect("meeting_room", reference)
    return render(request, "reviews/meeting/opinion.html", page | {"form": form, "seat": seat})


def _seat(request: HttpRequest, reference: str) -> Seat:
    """The member's seat, once pledges and interests are done (409 with the sentence before)."""
    seat = get_object_or_404(permissions.visible_seats(request.actor), panel__round__reference=reference)
    require(permissions.may_read(seat))
    return seat


def _session(seat: Seat, application: str) -> Session:
    return get_object_or_404(permissions.visible_seat_sessions(seat), application__reference=application)
