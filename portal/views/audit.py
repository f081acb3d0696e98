"""The auditor's pages: acts, readings, taking them out, and a month's sign-off."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import access_queries as queries
from portal import exports, permissions
from portal.actions import review_accesses
from portal.errors import require
from portal.forms.audit import FILTERS, ExportForm, FindingsForm, log_filter

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """Every act of every chain: who, what, when, and its place."""
    require(permissions.may_audit(request.actor))
    form, asked = log_filter("audit", request.GET)
    found = queries.narrowed_events(permissions.visible_audit_events(request.actor), asked)
    page = queries.event_page(found, request.GET.get("page"))
    return render(request, "portal/audit/audit_log.html", {"form": form, "page": page})


@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    """Every reading of others' data by staff and panel, and every attempt that was refused to them."""
    require(permissions.may_audit(request.actor))
    form, asked = log_filter("access", request.GET)
    found = queries.narrowed_entries(permissions.visible_access_entries(request.actor), asked)
    page = queries.entry_page(found, request.GET.get("page"))
    return render(request, "portal/audit/access_log.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
def export_log(request: HttpRequest, log: str) -> HttpResponse:
    """Take out what the filter in the address finds, for a reason that stays in the access log."""
    require(permissions.may_audit(request.actor))
    if log not in FILTERS:
        raise Http404
    _form, asked = log_filter(log, request.GET)
    form = ExportForm(request.POST or None, initial={"format": "csv"})
    if request.method == "POST" and form.is_valid():
        request.export_reason = form.cleaned_data["reason"]
        return _exported(request, log, asked, form.cleaned_data["format"])
    return render(request, "portal/audit/export_log.html", {"form": form, "log": log})


def _exported(request: HttpRequest, log: str, asked: dict, kind: str) -> HttpResponse:
    if log == "audit":
        found = queries.narrowed_events(permissions.visible_audit_events(request.actor), asked)
        columns, rows = queries.EVENT_COLUMNS, queries.event_rows(found)
    else:
        found = queries.narrowed_entries(permissions.visible_access_entries(request.actor), asked)
        columns, rows = queries.ENTRY_COLUMNS, queries.entry_rows(found)
    write, content_type = exports.FORMATS[kind]
    name = f"{log}-log-{request.now:%Y%m%d-%H%M%S}.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(columns, rows), content_type=content_type, headers=disposition)


@require_safe
def access_months(request: HttpRequest) -> HttpResponse:
    """The months of the access log and who looked through them."""
    require(permissions.may_audit(request.actor))
    listed = queries.months(permissions.visible_access_entries(request.actor), now=request.now)
    return render(request, "portal/audit/access_months.html", {"months": listed})


@require_http_methods(["GET", "POST"])
def sign_month(request: HttpRequest, month: str) -> HttpResponse:
    """One month in figures, person by person; signed once it is over."""
    require(permissions.may_audit(request.actor))
    if not MONTH.fullmatch(month):
        raise Http404
    form = FindingsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review_accesses.sign_month(month=month, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _("The month has been signed."))
        return redirect("access_months")
    scoped, review = permissions.visible_access_entries(request.actor), queries.review_of(month)
    figures = review.figures if review else queries.month_figures(scoped, month)
    may_sign = review is None and permissions.may_sign_month(request.actor, month, request.now).allowed
    context = {"month": month, "review": review, "figures": figures, "form": form, "may_sign": may_sign}
    return render(request, "portal/audit/sign_month.html", context)
