"""The public pages of a call: the list, a round, its rule card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from applications import permissions, queries
from portal import files


def rounds(request: HttpRequest) -> HttpResponse:
    """Every announced round: those that accept applications first, then results."""
    scoped = permissions.visible_announced_rounds(request.actor)
    page = queries.round_list(scoped, page=request.GET.get("page"))
    return render(request, "applications/rounds/rounds.html", {"page": page})


def round_(request: HttpRequest, reference: str) -> HttpResponse:
    """What is sought, by when, and how it is decided."""
    found = get_object_or_404(queries.with_page(permissions.visible_rounds(request.actor)), reference=reference)
    return render(request, "applications/rounds/round.html", queries.round_page(found, request.actor, request.now))


def rule_card(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole card in sentences and figures, made to be printed."""
    found = get_object_or_404(queries.with_page(permissions.visible_rounds(request.actor)), reference=reference)
    return render(request, "applications/rounds/rule_card.html", queries.round_page(found, request.actor, request.now))


def rule_card_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The card as it was frozen, from the files origin; until the worker has made it, the page is shown instead."""
    found = get_object_or_404(permissions.visible_rounds(request.actor), reference=reference)
    report = queries.rule_card_report(found)
    if report is None:
        return redirect("rule_card", reference)
    return redirect(files.link(report.file, actor=request.actor, session=request.session.session_key))
