"""The rule card's editor: an overview with what is still open, and one page a section."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import permissions, queries
from applications.actions.edit_round import save_round_draft
from applications.actions.open_round import problems_of
from applications.forms.card_editor import section_after, sections_of
from applications.forms.card_sections import Section
from applications.models import Round
from applications.rules import readiness
from portal.display import ktime_s
from portal.errors import BrokenRule, NotNow, require


def edit_round(request: HttpRequest, reference: str) -> HttpResponse:
    """The sections, and everything that must be settled before the round can be opened."""
    found = get_object_or_404(permissions.visible_desk_rounds(request.actor), reference=reference)
    require(permissions.may_edit_round(request.actor, found))
    context = queries.editor_page(found, sections_of(found.draft), problems_of(found, now=request.now))
    return render(request, "applications/rounds/edit_round.html", context)


@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    """One section; what was typed stays on the page whatever happens."""
    found = get_object_or_404(permissions.visible_desk_rounds(request.actor), reference=reference)
    require(permissions.may_edit_round(request.actor, found))
    offered = {each.code: each for each in sections_of(found.draft)}
    if section not in offered:
        raise Http404
    editor = offered[section](found.draft, request.POST or None)
    typed = request.method == "POST" and editor.is_valid()
    previewed = typed and "preview" in request.POST
    saved = _save(request, found, editor) if typed and not previewed else None
    if saved:
        messages.success(request, _("Saved at %(time)s.") % {"time": ktime_s(request.now)})
        return _after(request, saved, section)
    # Somebody else was faster: the page says so, and sending it once more overwrites knowingly.
    conflict = typed and not previewed
    document = editor.write() if previewed else found.draft
    problems = [] if editor.is_dirty else problems_of(found, now=request.now)
    context = queries.editor_section(found, editor, list(offered.values()), problems, document)
    context |= {"conflict": conflict, "previewed": previewed}
    return render(request, "applications/rounds/edit_section.html", context, status=409 if conflict else 200)


def _save(request: HttpRequest, found: Round, editor: Section) -> Round | None:
    version = request.POST.get("version", "")
    try:
        return save_round_draft(
            round_id=found.pk,
            document=editor.write(),
            version=int(version) if version.isdecimal() else -1,
            actor=request.actor,
            now=request.now,
        )
    except BrokenRule as broken:
        editor.add_problems(broken.problems)
        return None
    except NotNow as refusal:
        if refusal.code != "draft_changed":
            raise
        return None


def _after(request: HttpRequest, saved: Round, section: str) -> HttpResponse:
    """On to the next section, unless something is open in this one: then its page says what."""
    open_points = readiness.problems(saved.draft, now=request.now)
    is_open = any(point.field_name.partition(".")[0] == section for point in open_points)
    following = section_after(section, saved.draft) if "next" in request.POST and not is_open else section
    return (
        redirect("edit_section", saved.reference, following) if following else redirect("edit_round", saved.reference)
    )
