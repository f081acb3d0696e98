"""Own tokens of the API: the list, a new one, revoking one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal import api_queries as queries
from portal import permissions
from portal.actions import tokens as acts
from portal.forms.tokens import TokenForm


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Every own token; a new one is shown here once and never again."""
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _made, secret = acts.create_token(**form.cleaned_data, actor=request.actor, now=request.now)
        form = TokenForm()
    listed = queries.token_list(permissions.visible_tokens(request.actor), now=request.now)
    return render(request, "portal/tokens.html", {"tokens": listed, "form": form, "secret": secret})


@login_required
@require_POST
def revoke_token(request: HttpRequest, reference: str) -> HttpResponse:
    """End a token at once."""
    found = get_object_or_404(permissions.visible_tokens(request.actor), reference=reference)
    acts.revoke_token(token_id=found.pk, actor=request.actor, now=request.now)
    return redirect("tokens")
