"""The applicant's pages: own applications, the task list, one section, sharing, withdrawing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications import permissions, queries
from applications.actions.save_section import EditedMeanwhile, save_section
from applications.actions.share_application import share_application, unshare_application
from applications.actions.start_application import start_application as begin
from applications.actions.withdraw import withdraw_application
from applications.forms.applicant import ShareForm, StartForm, UnshareForm, WithdrawForm
from applications.forms.plan_sections import SECTIONS, section_after
from applications.forms.sections import MORE, SectionForms
from applications.models import Application
from applications.rules.plan import Section
from portal.errors import require
from portal.wording import refusal


def own(request: HttpRequest, reference: str) -> Application:
    """The door of every page here: the person's own application, with its round and rule card."""
    scoped = permissions.own_applications(request.actor).select_related("round__card")
    return get_object_or_404(scoped, reference=reference)


@login_required
@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    """Everything this person applies for, newest change first."""
    scoped = permissions.own_applications(request.actor)
    page = queries.application_list(scoped, page=request.GET.get("page"), now=request.now)
    return render(request, "applications/applicant/applications.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def start_application(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin an application, or go on with the one that stands."""
    found = get_object_or_404(permissions.visible_rounds(request.actor).with_deadline(), reference=reference)
    require(permissions.may_start(request.actor, found, found.closes_at, request.now))
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = begin(round_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        return redirect("application", made.reference)
    return render(request, "applications/applicant/start_application.html", {"round": found, "form": form})


@login_required
@require_GET
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """What is done, what is missing, and what was received."""
    found = own(request, reference)
    context = queries.application_page(found, request.now) | {
        "may_edit": permissions.may_edit(request.actor, found, request.now).allowed,
        "may_submit": permissions.may_submit(request.actor, found).allowed,
        "may_withdraw": permissions.may_withdraw(request.actor, found).allowed,
        "may_share": permissions.may_share(request.actor, found, request.now).allowed,
    }
    return render(request, "applications/applicant/application.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, reference: str, section: Section) -> HttpResponse:
    """One section to fill in; to those who may not edit, one to read."""
    found = own(request, reference)
    decision = permissions.may_edit(request.actor, found, request.now)
    if request.method == "GET" and not decision.allowed:
        context = queries.section_page(found, section) | {"why_closed": refusal(decision.code)}
        return render(request, "applications/applicant/section_read.html", context)
    require(decision)
    form = SECTIONS[section](found.plan, request.POST if request.method == "POST" else None, version=found.version)
    saved = _save(request, found, form) if request.method == "POST" and MORE not in request.POST else None
    if isinstance(saved, Application):
        return redirect(_after(reference, section, go_on="next" in request.POST))
    conflict = isinstance(saved, EditedMeanwhile)
    context = queries.section_page(found, section) | {"form": form, "conflict": conflict}
    # Sent once more after a conflict, it overwrites knowingly.
    context["version"] = found.version if conflict else form.edited
    return render(request, "applications/applicant/section.html", context, status=409 if conflict else 200)


def _save(request: HttpRequest, found: Application, form: SectionForms) -> Application | EditedMeanwhile | None:
    if not form.is_valid():
        return None
    return save_section(
        application_id=found.pk,
        section=form.section,
        content=form.content(),
        version=form.edited,
        actor=request.actor,
        now=request.now,
    )


def _after(reference: str, section: Section, *, go_on: bool) -> str:
    following = section_after(section) if go_on else section
    return reverse(str(following or "documents"), args=[reference])


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, reference: str) -> HttpResponse:
    """Who may open the application; a submitter adds people and takes them out."""
    found = own(request, reference)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        added = share_application(application_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        if added:
            return redirect("share", reference)
        form.add_error("email", refusal("person_cannot_be_added"))
    may = permissions.may_share(request.actor, found, request.now)
    context = {
        "application": found,
        "people": queries.people(found),
        "form": form,
        "may_share": may.allowed,
        "why_not": "" if may.allowed else refusal(may.code),
    }
    return render(request, "applications/applicant/share.html", context)


@login_required
@require_POST
def unshare(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a person out."""
    found = own(request, reference)
    form = UnshareForm(request.POST)
    if form.is_valid():
        unshare_application(application_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
    return redirect("share", reference)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks once more, then takes the application back."""
    found = own(request, reference)
    require(permissions.may_withdraw(request.actor, found))
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_application(application_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        return redirect("application", reference)
    confirm = {
        "title": _("Withdraw the application"),
        "effects": [
            _("The application of %(team)s takes no part in the evaluation.") % {"team": found.team_name},
            _("What was received stays on file, with its receipt."),
            _("Everybody of the consortium gets an e-mail."),
        ],
        "warning": _("This cannot be undone. Before the deadline you may begin a new application."),
        "submit": _("Withdraw"),
        "cancel_url": reverse("application", args=[reference]),
        "danger": True,
    }
    return render(
        request, "applications/applicant/withdraw.html", {"application": found, "form": form, "confirm": confirm}
    )
