"""Where I am logged in; ending what should not be."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from portal import permissions
from portal.actions.sessions import end_other_sessions, end_session
from portal.queries import session_list


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """My account: its second factor, its password, and every browser in which it is in use."""
    scoped = permissions.visible_sessions(request.actor)
    since = request.now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    listed = session_list(scoped, current=request.session.get("login", ""), since=since)
    return render(request, "portal/sessions.html", {"sessions": listed, "has_others": len(listed) > 1})


@require_POST
def end(request: HttpRequest, session: str) -> HttpResponse:
    """End one of my sessions."""
    found = get_object_or_404(permissions.visible_sessions(request.actor), reference=session)
    end_session(session=found, actor=request.actor, now=request.now)
    messages.success(request, _("The session has been ended."))
    return redirect("account_sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of my sessions but this one."""
    number = end_other_sessions(reference=request.session.get("login", ""), actor=request.actor, now=request.now)
    told = ngettext("%(count)s session has been ended.", "%(count)s sessions have been ended.", number)
    messages.success(request, told % {"count": number})
    return redirect("account_sessions")
