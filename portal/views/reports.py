"""Reports for staff: their state, error and another try; and the file itself for whoever may open it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal import files, permissions, queries
from portal.actions import reports as acts
from portal.errors import require
from portal.forms.reports import report_filter


def reports(request: HttpRequest) -> HttpResponse:
    """Every report that this actor may open, made or failed, and in one line a round those that are sealed."""
    require(permissions.may_list_reports(request.actor))
    form = report_filter(request.GET)
    scoped = permissions.visible_report_orders(request.actor)
    context = queries.report_list(scoped, state=form.cleaned_data["state"], page=request.GET.get("page"))
    context |= queries.failing_work(permissions.visible_work(request.actor))
    context |= queries.sealed_reports(request.actor) | {"form": form}
    context["may_retry"] = permissions.may_retry_report(request.actor).allowed
    return render(request, "portal/reports.html", context)


def report_file(request: HttpRequest, number: str) -> HttpResponse:
    """The finished report, from the files origin, under the policy of what it tells of."""
    order = queries.report_order(number)
    if order is None:
        raise Http404
    require(permissions.may_open_report(request.actor, order))
    if not hasattr(order, "report"):
        raise Http404
    return redirect(files.link(order.report.file, actor=request.actor, session=request.session.session_key))


@require_POST
def retry_report(request: HttpRequest, number: str) -> HttpResponse:
    """Start a failed report again."""
    order = get_object_or_404(permissions.visible_report_orders(request.actor), number=number)
    acts.retry_report(order=order, actor=request.actor, now=request.now)
    messages.success(request, _("The report is being made again."))
    return redirect("reports")


@require_POST
def retry_work(request: HttpRequest) -> HttpResponse:
    """Start failed mails and other work again: one piece by its key, or everything."""
    require(permissions.may_list_reports(request.actor))
    acts.retry_work(key=request.POST.get("key", ""), actor=request.actor, now=request.now)
    messages.success(request, _("The work is being done again."))
    return redirect("reports")
