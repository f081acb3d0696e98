"""A round's rule card beside another one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from applications import permissions, queries
from applications.forms.round_acts import ComparisonForm


def compare_cards(request: HttpRequest, reference: str) -> HttpResponse:
    """Setting by setting, in the public sentences; the other card is named in the address."""
    rounds = permissions.visible_desk_rounds(request.actor)
    scoped = queries.with_page(rounds)
    found = get_object_or_404(scoped, reference=reference)
    form = ComparisonForm(request.GET, choices=queries.comparison_choices(rounds, found))
    other = queries.compared_card(scoped, form.cleaned_data["other"]) if form.is_valid() else None
    context = queries.comparison_page(found, other) | {"form": form}
    return render(request, "applications/rounds/compare_cards.html", context)
