"""Words for people: every state, role and refusal of the call and the application, the same everywhere."""

from django.utils.translation import gettext_lazy as _

from applications.lifecycle import ApplicationStatus, RoundStatus
from applications.rules.consortium import OrgRole, PersonRole, ResearcherRole
from applications.rules.screening import ScreeningOutcome

ROUND_STATUS = {
    RoundStatus.DRAFT: _("In preparation"),
    RoundStatus.ANNOUNCED: _("Announced"),
    RoundStatus.OPEN: _("Accepting applications"),
    RoundStatus.CLOSED: _("Closed"),
    RoundStatus.SCREENING: _("Eligibility check"),
    RoundStatus.WRITTEN: _("Written review"),
    RoundStatus.PRESENTATION: _("Presentation review"),
    RoundStatus.DELIBERATION: _("Deliberation"),
    RoundStatus.PUBLISHED: _("Result published"),
    RoundStatus.CANCELLED: _("Cancelled"),
}
APPLICATION_STATUS = {
    ApplicationStatus.DRAFT: _("Draft"),
    ApplicationStatus.SUBMITTED: _("Received"),
    ApplicationStatus.WITHDRAWN: _("Withdrawn"),
    ApplicationStatus.ELIGIBLE: _("Eligible"),
    ApplicationStatus.INELIGIBLE: _("Not eligible"),
    ApplicationStatus.WRITTEN_PASSED: _("Passed the written review"),
    ApplicationStatus.WRITTEN_FAILED: _("Did not pass the written review"),
    ApplicationStatus.SELECTED: _("Selected"),
    ApplicationStatus.RUNNER_UP: _("Next in line"),
    ApplicationStatus.GATE_FAILED: _("Not recognised by the majority"),
    ApplicationStatus.BELOW_PASS: _("Below the pass line"),
}
ORG_ROLE = {OrgRole.LEAD: _("Lead organisation"), OrgRole.PARTICIPANT: _("Participating organisation")}
RESEARCHER_ROLE = {
    ResearcherRole.PRINCIPAL: _("Principal investigator"),
    ResearcherRole.RESEARCHER: _("Researcher"),
}
PERSON_ROLE = {
    PersonRole.SUBMITTER: _("Submitter"),
    PersonRole.EDITOR: _("Editor"),
    PersonRole.VIEWER: _("Viewer"),
}
SCREENING_OUTCOME = {ScreeningOutcome.ELIGIBLE: _("Eligible"), ScreeningOutcome.INELIGIBLE: _("Not eligible")}
# Refusal code → sentence, for pages, forms, mails and API problem texts.
REFUSAL = {
    "agency_not_in_card": _("Your agency has no part in this round's rule card."),
    "round_is_fixed": _("The round has been announced; its rule card does not change any more."),
    "opening_waits": _("A request to open this round waits for the other agency. Withdraw it to edit the card."),
    "draft_changed": _("Somebody else has saved this card meanwhile."),
    "opening_time_passed": _("The announced beginning has passed. Please set a later one and ask again."),
    "window_not_begun": _("The window for applications has not begun."),
    "deadline_not_reached": _("The deadline has not come yet."),
    "reference_malformed": _("Please use 1 to 30 lower-case letters, digits and hyphens."),
    "reference_taken": _("There is already a round with the reference %(reference)s."),
    "opens_in_past": _("The beginning of the window must lie in the future."),
    "closes_before_opening": _("The deadline must come after the beginning of the window."),
}
AUDIT_VERB = {
    "round.create": _("Round created"),
    "round.edit": _("Rule card saved"),
    "round.open": _("Round announced, rule card fixed"),
    "round.start": _("Window for applications began"),
    "round.close": _("Applications closed, list fixed"),
    "round.cancel": _("Round cancelled"),
}
