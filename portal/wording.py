"""Words of the house for people: one for each role, agency, verdict and refusal code."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.roles import Agency, Role
from portal.rules.accesses import AccessKind
from portal.rules.approvals import Verdict

ROLE = {
    Role.MANAGER: _("Manager"),
    Role.SECRETARY: _("Secretary"),
    Role.MINISTRY: _("Ministry"),
    Role.AUDITOR: _("Auditor"),
}
AGENCY = {
    Agency.NIPA: _("National IT Industry Promotion Agency (NIPA)"),
    Agency.NIA: _("National Information Society Agency (NIA)"),
    Agency.MSIT: _("Ministry of Science and ICT (MSIT)"),
}
# 발신명의: the title under which an agency sends a paper.
SENDER = {
    Agency.NIPA: _("President of the National IT Industry Promotion Agency"),
    Agency.NIA: _("President of the National Information Society Agency"),
    Agency.MSIT: _("Minister of Science and ICT"),
}
VERDICT = {
    Verdict.APPROVED: _("Approved"),
    Verdict.REJECTED: _("Rejected"),
    Verdict.WITHDRAWN: _("Request withdrawn"),
}
# Refusal code → sentence; the apps add theirs through portal.registry.
REFUSAL: dict[str, Promise | str] = {
    "absent": _("There is no such page, or it is not yours to see."),
    "not_staff": _("Only staff who run this round may do this."),
    "not_manager": _("Only a manager may do this."),
    "login_needed": _("Please log in first."),
    "proof_needed": _("Please prove once more that it is you: the last time was more than five minutes ago."),
    "month_not_over": _("A month of the access log is signed once it is over."),
    "month_signed": _("This month has been signed already."),
    "no_second_factor": _("This account has no second factor that could be removed."),
    "own_account": _("You cannot do this for your own account."),
    "other_agency_answers": _("A manager of the other agency must answer this."),
    "second_person_needed": _("A second person must approve this; the person who asked cannot."),
    "another_agency_needed": _("A manager of another agency than the one that asked must answer this."),
    "own_role": _("Nobody asks for or approves a role of their own."),
    "roles_of_one_agency": _("This person holds a role of another agency. One person works for one agency at a time."),
    "requester_left": _("The person who asked may not ask for this any more. Please have it asked for again."),
    "other_agency_needed": _("The rule card gives this approval to the other agency."),
    "only_requester_withdraws": _("Only the person who asked may withdraw the request."),
    "approval_expired": _("The request has expired after 24 hours. Please ask again."),
    "approval_answered": _("This request has been answered already."),
    "approval_waiting": _("The same request is already waiting for a second person."),
    "state_changed": _("This step is not possible in the present state."),
    "no_such_account": _("There is no active account with this e-mail address."),
    "work_not_failed": _("This has not failed; there is nothing to start again."),
    "report_not_failed": _("This report has not failed; there is nothing to start again."),
    "too_many_tokens": _("You hold %(most)s tokens already. Please revoke one that you do not need."),
    "token_revoked_already": _("This token has been revoked already."),
    "scope_unknown": _("There is no scope %(scope)s."),
    "token_unbacked": _("This token was made without a second factor, which your role needs. Make a new one."),
    "token_invalid": _("This token is not known, has been revoked or has ended."),
    "scope_missing": _("This token was not made for this: it lacks the scope %(scope)s."),
    "session_needed": _("This needs a login in the browser; a token is not enough."),
    "csrf_failed": _(
        "The request did not come from a page of this site. Please send the CSRF token, or use an API token."
    ),
    "request_malformed": _("The request could not be read."),
    "invalid_input": _("Something in the request is missing or wrong."),
    "method_not_allowed": _("This address does not know this method."),
    "media_type_unsupported": _("This address does not take a body of this media type."),
    "too_many_requests": _("Too many requests. Please wait a moment."),
    "precondition_required": _("Please say in If-Match which version was changed (the ETag of what was read)."),
    "precondition_failed": _("Somebody has saved meanwhile. Please read it again."),
    "idempotency_key_malformed": _("An Idempotency-Key has 1 to 255 visible ASCII characters."),
    "idempotency_key_reused": _("This Idempotency-Key was used for another request."),
    "parameter_unknown": _("This list does not know the parameter %(name)s."),
    "parameter_invalid": _("This value is not offered here; possible: %(offered)s."),
    "bootstrap_done": _("The first managers exist already; further roles are granted by two people in a page."),
}

# The wording of the privacy policy that people agree to; a new wording needs a new mark.
PRIVACY_VERSION = "2026-01-01"


@dataclass(frozen=True)
class Operator:
    """Who runs the site, as its settings say; what they leave out is empty."""

    name: Promise
    email: str
    phone: str
    address: str
    privacy_officer: str


def operator() -> Operator:
    """The agency that runs this site and how to reach it. Raises ValueError for a code that is no agency."""
    return Operator(
        AGENCY[Agency(settings.OPERATOR)],
        settings.OPERATOR_EMAIL,
        settings.OPERATOR_PHONE,
        settings.OPERATOR_ADDRESS,
        settings.PRIVACY_OFFICER,
    )


APPROVAL_STEP = {
    "requested": _("asked for"),
    "approved": _("approved"),
    "rejected": _("rejected"),
    "withdrawn": _("request withdrawn"),
}
ACCESS_KIND = {
    AccessKind.READ: _("Read"),
    AccessKind.REFUSED: _("Refused"),
    AccessKind.EXPORT: _("Exported"),
}
AUDIT_VERB = {
    "access.reviewed": _("Month of the access log looked through"),
    "token.create": _("API token made"),
    "token.revoke": _("API token revoked"),
    "guards.changed": _("Guards of the database changed by a migration"),
    "guards.drifted": _("Guards of the database differ from what was migrated"),
    "guards.restored": _("Guards of the database are again as they were migrated"),
    "database.refused": _("Statement that the database refused to the portal's own role"),
    "work.retried": _("Failed work started again"),
    "report.retried": _("Failed report started again"),
}


def refusal(code: str, params: dict[str, Any] | None = None) -> str:
    """The sentence for a refusal code, filled in. Raises LookupError for a code without wording."""
    return str(REFUSAL[code]) % (params or {})
