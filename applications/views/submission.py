"""제출: the check page that asks once, the refusal that came too late, the receipt."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from applications import permissions, queries
from applications.actions.submit import submit_application
from applications.forms.applicant import SubmitForm
from applications.models import Application, RefusedAttempt
from applications.views.applicant import own
from portal import files
from portal.errors import NotNow


@login_required
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Shows everything that would be handed in, with every file's hash, and asks once."""
    found = own(request, reference)
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _hand_in(request, found, form)
    context = queries.check_page(found, request.now)
    lacks_declaration = form.is_bound and set(form.errors) == {"declared"}
    context["form"] = form if lacks_declaration else SubmitForm.showing(context["draft"].fingerprint)
    may = permissions.may_submit(request.actor, found).allowed
    context["can_submit"] = may and context["draft"].is_ready and not context["is_late"]
    context["was_changed"] = "changed" in request.GET
    return render(request, "applications/applicant/submit.html", context)


def _hand_in(request: HttpRequest, found: Application, form: SubmitForm) -> HttpResponse:
    try:
        done = submit_application(application_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
    except NotNow as refusal:
        if refusal.code != "changed_since_check":
            raise
        return redirect(f"{reverse('submit', args=[found.reference])}?changed=1")
    if isinstance(done, RefusedAttempt):
        received = queries.newest_submission(found)
        context = {"application": found, "attempt": done, "received": received}
        return render(request, "applications/applicant/refused.html", context, status=409)
    return redirect("receipt", found.reference)


@login_required
@require_GET
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """The newest receipt: number, time, every file with size and hash."""
    found = own(request, reference)
    page = queries.receipt_page(found)
    if page is None:
        raise Http404
    return render(request, "applications/applicant/receipt.html", page | {"application": found})


@login_required
@require_GET
def receipt_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt on paper; until the worker has made it, the page says so."""
    found = own(request, reference)
    standing = queries.newest_submission(found)
    paper = queries.receipt_paper(standing.receipt_no) if standing else None
    if paper is None or paper.status != "done":
        return redirect("receipt", reference)
    return redirect(files.link(paper.order.report.file, actor=request.actor, session=request.session.session_key))
