"""The applicant's own pages: the task list, a section, the documents, the check before 제출."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from applications import plan_wording
from applications import wording as words
from applications.lifecycle import ApplicationStatus, RoundStatus
from applications.models import Application, ApplicationPerson, Document, Round, Submission
from applications.models.round import is_accepting
from applications.plan_wording import DOCUMENTS
from applications.queries.applications import current_of, draft_manifest, fingerprint, problems, submissions
from applications.rules import file_formats
from applications.rules.completeness import section_of
from applications.rules.consortium import PersonRole
from applications.rules.plan import Section
from applications.rules.rule_card import RequiredDocument
from portal import wording
from portal.display import kdatetime_s, kday, ktime, localized
from portal.errors import Problem
from portal.registry import Todo

HOME_ROWS = 20
_CHANGING = (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED)


@dataclass(frozen=True)
class Gap:
    """Something that is missing, in words, and where to put it right."""

    text: str
    url: str
    section: str


@dataclass(frozen=True)
class Draft:
    """A draft as it stands: what it lacks, what was handed in of it, whether it has changed since."""

    documents: Sequence[Document]
    gaps: Sequence[Gap]
    received: Sequence[Submission]
    manifest: dict[str, Any]
    fingerprint: str

    @property
    def standing(self) -> Submission | None:
        """The submission that counts."""
        return self.received[0] if self.received else None

    @property
    def has_changed(self) -> bool:
        """Whether the draft says something else than what was handed in."""
        return bool(self.received) and self.received[0].manifest_sha256 != self.fingerprint

    @property
    def is_ready(self) -> bool:
        """Nothing is missing and there is something to hand in."""
        return not self.gaps and (not self.received or self.has_changed)


def draft(application: Application) -> Draft:
    """Two statements; the application comes with its round and rule card."""
    documents = current_of(document_versions(application))
    manifest = draft_manifest(application, documents)
    return Draft(
        documents=documents,
        gaps=[gap(problem, application) for problem in problems(application, documents, application.round.card.read())],
        received=submissions(application),
        manifest=manifest,
        fingerprint=fingerprint(manifest),
    )


def gap(problem: Problem, application: Application) -> Gap:
    """A problem of a draft as people read it."""
    section = section_of(problem)
    return Gap(
        text=wording.refusal(problem.code, dict(problem.params)),
        url=reverse(section, args=[application.reference]),
        section=section,
    )


def application_page(application: Application, now: datetime) -> dict[str, Any]:
    """The task list; three statements beside the application itself, and one for attempts that came too late."""
    state, team = draft(application), people(application)
    listed = tasks(application, state.gaps, team)
    done = sum(1 for task in listed if task["status"]["tone"] == "done")
    is_accepted = is_accepting(application.round, application.closes_at, now)
    return {
        "application": application,
        "draft": state,
        "tasks": listed,
        "progress": gettext("%(done)s of %(all)s complete") % {"done": done, "all": len(listed)},
        "people": team,
        "tone": words.APPLICATION_TONE[application.status],
        "receipt_label": words.receipt_label(state.standing.receipt_no) if state.standing else "",
        "is_changing": application.status in _CHANGING and is_accepted,
        # While the call accepts applications nothing can have been refused.
        "refused": [] if is_accepted else list(application.refused_attempts.order_by("-pk")),
    } | {"heading": _heading(application, state, now)}


def _heading(application: Application, state: Draft, now: datetime) -> str:
    """How things stand, in one line."""
    if application.status == ApplicationStatus.DRAFT:
        if not is_accepting(application.round, application.closes_at, now):
            return gettext("Not submitted")
        if state.gaps:
            count = len(state.gaps)
            return ngettext("%(count)s thing is left", "%(count)s things are left", count) % {"count": count}
        return gettext("Ready to be submitted")
    if application.status == ApplicationStatus.SUBMITTED and state.standing:
        return gettext("Received · %(number)s") % {"number": words.receipt_label(state.standing.receipt_no)}
    status = ApplicationStatus(application.status)
    if status in words.APPLICATION_OUTCOME:
        return f"{words.APPLICATION_OUTCOME[status]} · {application.team_name}"
    return str(words.APPLICATION_STATUS[status])


def people(application: Application) -> list[ApplicationPerson]:
    """Who may open the application, submitters first."""
    named = ApplicationPerson.objects.filter(application=application).select_related("user")
    order = {role.value: place for place, role in enumerate(PersonRole)}
    listed = sorted(named, key=lambda person: (order[person.role], person.user.name, person.pk))
    for person in listed:
        person.may = words.PERSON_MAY[PersonRole(person.role)]
    return listed


def tasks(
    application: Application, gaps: Sequence[Gap], team: Sequence[ApplicationPerson] = ()
) -> list[dict[str, Any]]:
    """The sections and the documents with their state, in order."""
    names = {person.user_id: person.user.name for person in team}
    listed = []
    for section in (*Section, DOCUMENTS):
        missing = [gap.text for gap in gaps if gap.section == section]
        saved = application.plan.get(section, {})
        listed.append(
            {
                "section": str(section),
                "label": plan_wording.SECTION[section],
                "url": reverse(str(section), args=[application.reference]),
                "hint": _hint(missing),
                "who": _who(saved, names),
                "status": _status(missing, has_begun=bool(saved)),
            }
        )
    return listed


def _hint(missing: Sequence[str]) -> str:
    if len(missing) <= 1:
        return missing[0] if missing else ""
    more = ngettext("and %(count)s more", "and %(count)s more", len(missing) - 1) % {"count": len(missing) - 1}
    return f"{missing[0]} · {more}"


def _who(saved: dict[str, Any], names: dict[int, str]) -> str:
    if not saved:
        return ""
    moment = f"{kday(saved['at'])} {ktime(saved['at'])}"
    return " · ".join(part for part in (names.get(saved["by"], ""), moment) if part)


def _status(missing: Sequence[str], *, has_begun: bool) -> dict[str, str]:
    if not missing:
        return {"label": gettext("complete"), "tone": "done"}
    if not has_begun:
        return {"label": gettext("not begun"), "tone": "idle"}
    count = len(missing)
    return {"label": ngettext("%(count)s missing", "%(count)s missing", count) % {"count": count}, "tone": "soon"}


def section_page(application: Application, section: Section) -> dict[str, Any]:
    """A section's surroundings: who saved it last and when, what it lacks, the way to the others. Two statements."""
    documents, team = current_of(document_versions(application)), people(application)
    gaps = [gap(problem, application) for problem in problems(application, documents, application.round.card.read())]
    saved = application.plan.get(section, {})
    return {
        "application": application,
        "section": section,
        "label": plan_wording.SECTION[section],
        "lead": plan_wording.LEAD[section],
        "gaps": [each for each in gaps if each.section == section] if saved else [],
        "tasks": tasks(application, gaps),
        "saved_at": kdatetime_s(saved.get("at", "")),
        "saved_by": {person.user_id: person.user.name for person in team}.get(saved.get("by"), ""),
        "blocks": plan_wording.blocks(application.plan, section),
        "target_percent": application.round.card.document.get("target_percent", ""),
    }


def document_versions(application: Application) -> list[Document]:
    """Every version of every document, newest first within its kind; one statement."""
    return list(
        Document.objects.filter(application=application).select_related("file", "added_by").order_by("kind", "-version")
    )


@dataclass
class Slot:
    """One document of the rule card with what was uploaded for it; the view adds the form of its upload."""

    wanted: RequiredDocument
    label: str
    hint: str
    current: Document | None
    earlier: Sequence[Document]
    form: Any = None

    @property
    def status(self) -> dict[str, str]:
        """Its state for people."""
        if self.current:
            return {"label": gettext("uploaded"), "tone": "done"}
        if self.wanted.required:
            return {"label": gettext("missing"), "tone": "soon"}
        return {"label": gettext("not uploaded"), "tone": "idle"}


def documents_page(application: Application) -> dict[str, Any]:
    """The documents with what is missing; one statement."""
    listed = slots(application)
    gaps = [
        gap(problem, application)
        for problem in problems(
            application, [slot.current for slot in listed if slot.current], application.round.card.read()
        )
    ]
    return {
        "application": application,
        "slots": listed,
        "missing": sum(1 for slot in listed if slot.wanted.required and not slot.current),
        "tasks": tasks(application, gaps),
        "section": DOCUMENTS,
        "label": plan_wording.SECTION[DOCUMENTS],
        "lead": plan_wording.LEAD[DOCUMENTS],
    }


def slots(application: Application) -> list[Slot]:
    """The documents that the rule card names, in its order; one statement."""
    versions = document_versions(application)
    current = {document.kind: document for document in current_of(versions)}
    return [
        Slot(
            wanted=wanted,
            label=localized({"ko": wanted.name.ko, "en": wanted.name.en}),
            hint=_limits(wanted),
            current=current.get(wanted.code),
            earlier=[
                each for each in versions if each.kind == wanted.code and each.file and each != current.get(wanted.code)
            ],
        )
        for wanted in application.round.card.read().documents
    ]


def _limits(wanted: RequiredDocument) -> str:
    parts = [file_formats.labels(wanted.formats), gettext("up to %(size)s MB") % {"size": wanted.max_mb}]
    if wanted.max_pages is not None:
        parts.append(
            ngettext("up to %(count)s page", "up to %(count)s pages", wanted.max_pages) % {"count": wanted.max_pages}
        )
    return " · ".join(parts)


def check_page(application: Application, now: datetime) -> dict[str, Any]:
    """Everything that would be handed in, with every file's size and hash; two statements."""
    state, open_ = draft(application), is_accepting(application.round, application.closes_at, now)
    labels = {item["code"]: localized(item["name"]) for item in application.round.card.document["documents"]}
    order = {code: place for place, code in enumerate(labels)}
    files = [
        {
            "kind": labels.get(document.kind, document.kind),
            "name": document.file.name,
            "size": document.file.size,
            "sha256": document.file.sha256,
            "url": reverse("document", args=[application.reference, document.kind, document.version]),
        }
        for document in sorted(state.documents, key=lambda each: order.get(each.kind, len(order)))
    ]
    return {
        "application": application,
        "draft": state,
        "files": files,
        "same_files": _same_files(files),
        "declaration": [words.DECLARATION[code] for code in state.manifest["declaration"]],
        "size": sum(document.file.size for document in state.documents),
        "is_late": not open_,
        "heading": _check_heading(state, is_open=open_),
    }


def _same_files(files: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The documents under which one and the same file stands, a list for each such file."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for file in files:
        kinds[file["sha256"]].append(file["kind"])
    return [each for each in kinds.values() if len(each) > 1]


def _check_heading(state: Draft, *, is_open: bool) -> str:
    if not is_open:
        return gettext("The time for submitting is over")
    if state.gaps:
        count = len(state.gaps)
        return ngettext("%(count)s thing is left", "%(count)s things are left", count) % {"count": count}
    if state.received and not state.has_changed:
        return gettext("This has been received already")
    return gettext("Please check everything and submit")


def applications_to_do(scoped: QuerySet[Application], now: datetime) -> list[Todo]:
    """Lines of the home page: own applications whose deadline lies ahead, with what is missing. Two statements."""
    ahead = scoped.filter(round__status=RoundStatus.OPEN, closes_at__gt=now, status__in=_CHANGING)
    listed = list(ahead.select_related("round__card").order_by("closes_at", "pk")[:HOME_ROWS])
    versions: dict[int, list[Document]] = defaultdict(list)
    if listed:
        for document in Document.objects.filter(application__in=listed).order_by("kind", "-version"):
            versions[document.application_id].append(document)
    return [_todo(application, current_of(versions[application.pk])) for application in listed]


def _todo(application: Application, documents: Sequence[Document]) -> Todo:
    count = len(problems(application, documents, application.round.card.read()))
    if application.status == ApplicationStatus.SUBMITTED:
        why = gettext("Received. Until the deadline you may change it and submit it again.")
    elif count:
        why = ngettext("%(count)s thing is missing", "%(count)s things are missing", count) % {"count": count}
    else:
        why = gettext("Nothing is missing. It has not been submitted yet.")
    return Todo(
        what=application.team_name,
        why=f"{localized(application.round, 'title')} · {why}",
        url=reverse("application", args=[application.reference]),
        until=application.closes_at,
        group=gettext("My applications"),
        state="done" if application.status == ApplicationStatus.SUBMITTED else "todo",
    )


def round_links(scoped: QuerySet[Application], round_: Round) -> list[Todo]:
    """What a round's page offers to somebody who applies there already; one statement."""
    own = scoped.filter(round=round_).order_by("-pk").values_list("reference", "team_name", "status")[:HOME_ROWS]
    return [
        Todo(
            what=gettext("Your application: %(team)s") % {"team": team_name},
            url=reverse("application", args=[reference]),
        )
        for reference, team_name, status in own
        if status != ApplicationStatus.WITHDRAWN
    ]
