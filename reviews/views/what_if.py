"""A draft rule card tried on invented votes. Everything stands in the address; nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.permissions import visible_desk_rounds
from portal.errors import require
from reviews import permissions, queries
from reviews.forms.what_if import WhatIfForm, what_if_form


@require_safe
def what_if(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose a situation or type counts, and read what the card would decide."""
    found = get_object_or_404(visible_desk_rounds(request.actor), reference=reference)
    require(permissions.may_try_card(request.actor, found))
    context = queries.what_if_page(found)
    if not context["is_unsettled"]:
        form, chosen = what_if_form(request.GET, context["rule"])
        context |= {"form": form, "chosen": chosen} | _decided(found, form)
    return render(request, "reviews/what_if/what_if.html", context)


def _decided(found: object, form: WhatIfForm) -> dict[str, object]:
    if not form.is_valid():
        return {}
    typed = form.cleaned_data
    return {"decided": queries.decided(found, typed["members"], form.teams(), chair=typed["chair"])}
