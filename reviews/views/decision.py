"""What everybody reads: the list of results, a decision, its paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from portal import files
from portal.errors import NotNow
from reviews import permissions, queries


def decisions(request: HttpRequest) -> HttpResponse:
    """Every published decision, the newest first."""
    page = queries.decision_list(permissions.visible_publications(request.actor), page=request.GET.get("page"))
    return render(request, "reviews/decisions/decisions.html", {"page": page})


def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """Who was selected and how that was decided."""
    published = queries.with_decision(permissions.visible_publications(request.actor))
    found = get_object_or_404(published, decision__round__reference=reference)
    context = {"decision": queries.decision_view(found), "report": queries.decision_report(found.decision.round)}
    return render(request, "reviews/decisions/decision.html", context)


def decision_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The decision as a paper, with its JSON attached. Public and made by the portal itself, so it may come from here.

    Raises NotNow until the worker has made it.
    """
    published = permissions.visible_publications(request.actor).select_related("decision__round")
    found = get_object_or_404(published, decision__round__reference=reference)
    report = queries.decision_report(found.decision.round)
    if report is None:
        raise NotNow("report_not_ready")
    response = HttpResponse(files.content(report.file), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=report.file.name)
    return response
