"""One score sheet: write, check, sign, receipt; and the documents it is about."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.queries import submitted_file
from portal import files
from portal.errors import require
from reviews import permissions, queries
from reviews.actions import save_sheet as saving
from reviews.actions import sign_sheet as signing
from reviews.forms.sheets import SignForm, sheet_form
from reviews.lifecycle import Stage
from reviews.permissions import Place


@login_required
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, reference: str, stage: Stage, application: str) -> HttpResponse:
    """Read the application and write the sheet beside it; both buttons keep what was typed."""
    at = permissions.place(request.actor, stage, round=reference, application=application)
    require(permissions.may_open_sheet(at))
    if not at.is_open or (at.is_signed and not at.is_correcting and "correct" not in request.GET):
        return render(request, "reviews/sheets/signed_sheet.html", _signed(at))
    form = sheet_form(request.POST or None, at)
    if request.method == "POST" and form.is_valid():
        saving.save_sheet(**at.ids, typed=form.typed(), actor=request.actor, now=request.now)
        if "check" not in request.POST:
            return redirect("sheet", reference, stage, application)
        if form.check():
            return redirect("sign_sheet", reference, stage, application)
        form.take_as_saved(request.now)
    return render(request, "reviews/sheets/sheet.html", queries.sheet_page(at) | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def sign_sheet(request: HttpRequest, reference: str, stage: Stage, application: str) -> HttpResponse:
    """What will be signed, once more; then the signature."""
    at = permissions.place(request.actor, stage, round=reference, application=application)
    require(permissions.may_write(at))
    checked = sheet_form(None, at).marks_of_draft()
    if checked is None:
        return redirect("sheet", reference, stage, application)
    seen = signing.draft_hash(at.typed)
    form = SignForm(request.POST or None, initial={"seen": seen}, is_correction=at.is_signed)
    if request.method == "POST" and form.is_valid():
        signing.sign_sheet(**at.ids, **form.signature(), actor=request.actor, now=request.now)
        return redirect("sheet_receipt", reference, stage, application)
    context = queries.sheet_page(at) | queries.check_page(at, checked) | {"form": form}
    return render(request, "reviews/sheets/sign_sheet.html", context)


@login_required
def sheet_receipt(request: HttpRequest, reference: str, stage: Stage, application: str) -> HttpResponse:
    """The newest own signature: what it says, its commitment and its place in the chain."""
    at = permissions.place(request.actor, stage, round=reference, application=application)
    context = _signed(at)
    if context["signed"] is None:
        raise Http404
    return render(request, "reviews/sheets/sheet_receipt.html", context | queries.receipt_place(context["signed"]))


@login_required
def panel_document(request: HttpRequest, reference: str, stage: Stage, application: str, kind: str) -> HttpResponse:
    """One file of the application, from the files origin, while sheets are being written."""
    at = permissions.place(request.actor, stage, round=reference, application=application)
    require(permissions.may_open_documents(at))
    file = submitted_file(at.application, kind)
    if file is None:
        raise Http404
    return redirect(files.link(file, actor=request.actor, session=request.session.session_key))


def _signed(at: Place) -> dict[str, Any]:
    signed = queries.signed_sheet(
        permissions.visible_own_sheets(at.seat),
        application=at.application,
        stage=at.stage,
        criteria=at.seat.panel.round.card.read().criteria[at.stage],
    )
    return queries.sheet_page(at) | {"signed": signed}
