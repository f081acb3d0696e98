"""What the house itself brings to the registry."""

from django.db.models.signals import post_migrate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import evidence, mail, matrix, reports, wording
from portal.actions import factors, roles
from portal.models import ReportOrder, StoredFile
from portal.permissions import (
    RECOVER,
    may_answer_grant,
    may_answer_recovery,
    may_audit,
    may_grant_roles,
    may_list_approvals,
    may_list_grants,
    may_list_reports,
    may_open_report,
    may_request_recovery,
)
from portal.protection import grant
from portal.registry import GraveAct, MenuEntry, StaffPage, Topic, registry
from portal.roles import Actor
from portal.todos import approvals_to_answer, months_to_sign, work_that_failed

registry.public |= {"home", "set_language", "report_file", "file", "help", "privacy", "contact", "mfa_login_webauthn"}
registry.impersonal |= {"home", "tokens", "revoke_token", "api-tokens", "api-token"}
# The demo's own pages; in production their addresses do not exist.
registry.public |= {"demo_mails", "demo_mail", "style_guide", "style_guide_confirm"}
registry.matrix |= matrix.ROWS
registry.unattended |= matrix.UNATTENDED
registry.topics |= {
    "mail": Topic("mail", mail.send, _("Mail"), mail.WAITS),
    reports.TOPIC: Topic(reports.TOPIC, reports.make, _("Report")),
}
registry.todos += [approvals_to_answer, work_that_failed, months_to_sign]
registry.audit_verbs |= wording.AUDIT_VERB
registry.evidence += evidence.PARTS
registry.scopes |= {
    "approvals:read": _("Read requests for a second person, roles and reports"),
    "approvals:write": _("Ask a second person, and answer as one"),
}
registry.acts["role.grant"] = GraveAct(
    verb="role.grant",
    label=_("Grant a role"),
    may_request=may_grant_roles,
    may_answer=may_answer_grant,
    perform=roles.grant_approved_role,
    describe=roles.describe_grant,
    url=lambda subject: reverse("roles"),  # noqa: ARG005
)
registry.acts[RECOVER] = GraveAct(
    verb=RECOVER,
    label=_("Remove a lost second factor"),
    may_request=may_request_recovery,
    may_answer=may_answer_recovery,
    perform=factors.recover_factor,
    describe=factors.describe_recovery,
    url=lambda subject: reverse("roles"),  # noqa: ARG005
)


def _report_file(actor: Actor, file: StoredFile) -> bool:
    order = ReportOrder.objects.filter(report__file=file).first()
    return order is not None and may_open_report(actor, order).allowed


registry.file_doors.append(_report_file)


registry.staff_pages += [
    StaffPage(_("Approvals"), "approvals", may_list_approvals),
    StaffPage(_("Reports"), "reports", may_list_reports),
    StaffPage(_("Roles"), "roles", may_list_grants),
    StaffPage(_("Audit log"), "audit_log", may_audit),
    StaffPage(_("Access log"), "access_log", may_audit),
    StaffPage(_("Monthly reviews of the access log"), "access_months", may_audit),
]
registry.menu += [
    MenuEntry(_("Approvals"), "approvals", 40, lambda actor: may_list_approvals(actor).allowed, prefix="/approvals/"),
    MenuEntry(_("Reports"), "reports", 50, lambda actor: may_list_reports(actor).allowed, prefix="/reports/"),
    MenuEntry(_("Audit"), "audit_log", 30, lambda actor: may_audit(actor).allowed, prefix="/audit/"),
    MenuEntry(_("Help"), "help", 90, lambda actor: not actor.roles, prefix="/help/"),
]

# Django's own hook, not a signal between apps: grants must follow every migration.
post_migrate.connect(grant, dispatch_uid="portal.protection.grant")
