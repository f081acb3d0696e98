"""Who sees an application, and who may fill in, submit and withdraw it (design, People; Deadlines).

The consortium's people come through `own_applications`, which also says their role; staff see what was submitted as
metadata, and its content only from the unsealing (개찰) on. Nobody outside the consortium opens a document before.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from applications.lifecycle import UNSEALED, ApplicationStatus, pick
from applications.models import Application, ApplicationPerson, Document, Round, RoundDeadline, Submission
from applications.models.round import is_accepting
from applications.permissions.rounds import visible_desk_rounds
from applications.permissions.screening import visible_received_applications
from applications.rules.consortium import MAY_EDIT, MAY_SUBMIT
from portal.errors import ABSENT, ALLOWED, Decision, NotNow, forbidden, not_now
from portal.models import ReportOrder
from portal.roles import Actor

_EDITABLE = frozenset({ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED})


def own_applications(actor: Actor) -> Any:
    """Applications whose consortium names this person, with `person_role` and the round's `closes_at`.

    None for staff: whoever works for an agency acts for no applicant, whatever the account did before.
    """
    newest = RoundDeadline.objects.filter(round=OuterRef("round")).order_by("-pk").values("closes_at")[:1]
    named = Application.objects.filter(people__user_id=actor.user_id)
    return (
        (named if actor.is_known and not actor.roles else named.none())
        .annotate(person_role=F("people__role"), closes_at=Subquery(newest))
        .select_related("round")
    )


def visible_applications(actor: Actor) -> Any:
    """One's own; for staff also every application that was submitted, whatever became of it, but no drafts."""
    if actor.runs_rounds or actor.is_system:
        return Application.objects.exclude(status=ApplicationStatus.DRAFT)
    return Application.objects.filter(_is_of(actor))


def own_documents(actor: Actor) -> Any:
    """Every version of every file of one's own applications. Staff and panels have doors of their own, later."""
    if not actor.is_known or actor.roles:
        return Document.objects.none()
    return Document.objects.filter(application__people__user_id=actor.user_id, file__isnull=False).select_related(
        "file"
    )


def may_start(actor: Actor, round_: Round, closes_at: datetime | None, now: datetime) -> Decision:
    """Anybody logged in who holds no staff role, while the round accepts applications."""
    if not actor.is_known:
        return forbidden("login_needed")
    if actor.roles:
        return forbidden("staff_cannot_apply")
    return ALLOWED if is_accepting(round_, closes_at, now) else _closed(round_, closes_at, now)


def may_edit(actor: Actor, application: Any, now: datetime) -> Decision:
    """Submitters and editors, until the deadline; `application` comes from `own_applications`."""
    if application.person_role not in MAY_EDIT:
        return forbidden("not_editor")
    if application.status not in _EDITABLE:
        return not_now("state_changed")
    if not is_accepting(application.round, application.closes_at, now):
        return _closed(application.round, application.closes_at, now)
    return ALLOWED


def may_submit(actor: Actor, application: Any) -> Decision:
    """A submitter of the consortium. The time is not asked here: the database's trigger decides it."""
    return ALLOWED if application.person_role in MAY_SUBMIT else forbidden("not_submitter")


def may_share(actor: Actor, application: Any, now: datetime) -> Decision:
    """A submitter says until the deadline who else of the consortium may open the application.

    Later it would change who is excluded from the panel by rule (제척), for and against the applicant.
    """
    if application.person_role not in MAY_SUBMIT:
        return forbidden("not_submitter")
    if application.status not in _EDITABLE:
        return not_now("state_changed")
    if not is_accepting(application.round, application.closes_at, now):
        return _closed(application.round, application.closes_at, now)
    return ALLOWED


def may_withdraw(actor: Actor, application: Any) -> Decision:
    """A submitter, also after closing, until the eligibility check has been finished."""
    if application.person_role not in MAY_SUBMIT:
        return forbidden("not_submitter")
    try:
        pick("withdraw", application.status)
    except NotNow:
        return not_now("cannot_withdraw")
    return ALLOWED


def may_see_receipt(actor: Actor, order: ReportOrder) -> Decision:
    """The receipt's PDF belongs to the consortium; staff read it once the round is unsealed."""
    return ALLOWED if _receipts(actor).filter(receipt_no=order.subject).exists() else ABSENT


def opened_receipts(actor: Actor) -> Q:
    """The same for a list of report orders: nobody on the staff has a team's row before the round is unsealed."""
    return Q(subject__in=_receipts(actor).values("receipt_no"))


def visible_sealed_rounds(actor: Actor) -> Any:
    """Rounds whose receipts staff do not read: until the unsealing; never, of a round that was cancelled before."""
    return visible_desk_rounds(actor).exclude(status__in=UNSEALED)


def _receipts(actor: Actor) -> Any:
    own, received = Application.objects.filter(_is_of(actor)), visible_received_applications(actor)
    return Submission.objects.filter(Q(application__in=own) | Q(application__in=received))


def _is_of(actor: Actor) -> Q:
    if not actor.is_known:
        return Q(pk__in=())
    return Q(Exists(ApplicationPerson.objects.filter(application=OuterRef("pk"), user_id=actor.user_id)))


def _closed(round_: Round, closes_at: datetime | None, now: datetime) -> Decision:
    if closes_at is not None and now >= closes_at:
        return not_now("deadline_passed")
    return not_now("round_not_open")
