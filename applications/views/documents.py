"""Documents of a draft: upload, take out, open."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications import permissions, queries
from applications.actions.add_document import add_document, remove_document
from applications.forms.applicant import DocumentForm
from applications.models import Application
from applications.views.applicant import own
from portal import files
from portal.errors import require
from portal.wording import refusal


@login_required
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """Every document of the rule card with its state; one file at a time is uploaded."""
    found = own(request, reference)
    decision = permissions.may_edit(request.actor, found, request.now)
    upload = None
    if request.method == "POST":
        require(decision)
        upload = _upload(request, found)
        if upload.is_valid():
            _keep(request, found, upload)
            return redirect(f"{reverse('documents', args=[reference])}#{upload.wanted.code}")
    context = queries.documents_page(found) | {"may_edit": decision.allowed, "upload": upload}
    context["why_closed"] = "" if decision.allowed else refusal(decision.code)
    for slot in context["slots"]:
        is_sent = upload is not None and upload.wanted == slot.wanted
        slot.form = upload if is_sent else DocumentForm(slot.wanted)
    return render(request, "applications/applicant/documents.html", context)


def _upload(request: HttpRequest, found: Application) -> DocumentForm:
    wanted = {document.code: document for document in found.round.card.read().documents}
    kind = request.POST.get("kind")
    if kind not in wanted:
        raise Http404
    return DocumentForm(wanted[kind], request.POST, request.FILES)


def _keep(request: HttpRequest, found: Application, upload: DocumentForm) -> None:
    add_document(
        application_id=found.pk,
        kind=upload.wanted.code,
        content=upload.cleaned_data["file"],
        facts=upload.facts,
        actor=request.actor,
        now=request.now,
    )


@login_required
@require_POST
def remove(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Take a document out of the draft."""
    found = own(request, reference)
    remove_document(application_id=found.pk, kind=kind, actor=request.actor, now=request.now)
    return redirect(f"{reverse('documents', args=[reference])}#{kind}")


@login_required
@require_GET
def document(request: HttpRequest, reference: str, kind: str, version: int) -> HttpResponse:
    """One version of a document, from the files origin by a link of a minute."""
    scoped = permissions.own_documents(request.actor)
    found = get_object_or_404(scoped, application__reference=reference, kind=kind, version=version)
    return redirect(files.link(found.file, actor=request.actor, session=request.session.session_key))
