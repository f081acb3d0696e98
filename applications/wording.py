"""Words for people: every state, role and refusal of the call and the application, the same everywhere."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

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
# One colour a meaning: blue running, green done, amber soon, red refused, grey not yet.
ROUND_TONE = {
    RoundStatus.DRAFT: "idle",
    RoundStatus.ANNOUNCED: "soon",
    RoundStatus.OPEN: "running",
    RoundStatus.CLOSED: "running",
    RoundStatus.SCREENING: "running",
    RoundStatus.WRITTEN: "running",
    RoundStatus.PRESENTATION: "running",
    RoundStatus.DELIBERATION: "running",
    RoundStatus.PUBLISHED: "done",
    RoundStatus.CANCELLED: "refused",
}
STAGE = {"written": _("Written review"), "presentation": _("Presentation review")}
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
# The decision as a sentence, for those whom it concerns; the team's name follows.
APPLICATION_OUTCOME = {
    ApplicationStatus.SELECTED: _("You have been selected"),
    ApplicationStatus.RUNNER_UP: _("You are next in line"),
    ApplicationStatus.GATE_FAILED: _("You were not recognised by the majority"),
    ApplicationStatus.BELOW_PASS: _("You did not reach the pass line"),
}
APPLICATION_TONE = {
    ApplicationStatus.DRAFT: "idle",
    ApplicationStatus.SUBMITTED: "done",
    ApplicationStatus.WITHDRAWN: "idle",
    ApplicationStatus.ELIGIBLE: "running",
    ApplicationStatus.INELIGIBLE: "refused",
    ApplicationStatus.WRITTEN_PASSED: "running",
    ApplicationStatus.WRITTEN_FAILED: "refused",
    ApplicationStatus.SELECTED: "done",
    ApplicationStatus.RUNNER_UP: "idle",
    ApplicationStatus.GATE_FAILED: "refused",
    ApplicationStatus.BELOW_PASS: "refused",
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
PERSON_MAY = {
    PersonRole.SUBMITTER: _("fill in, share, submit and withdraw"),
    PersonRole.EDITOR: _("fill in"),
    PersonRole.VIEWER: _("read"),
}
SCREENING_OUTCOME = {ScreeningOutcome.ELIGIBLE: _("Eligible"), ScreeningOutcome.INELIGIBLE: _("Not eligible")}
# What is declared by submitting (applications.rules.manifest).
DECLARATION = {
    "facts_true": _("Everything stated in the application and its files is true."),
    "no_ban": _(
        "No organisation of the consortium and not its principal investigator is excluded from national R&D programmes."
    ),
}
# Sections of the rule card's editor and the fields that `rules.readiness` names.
CARD_SECTION = {
    "notice": _("Notice"),
    "schedule": _("Schedule"),
    "documents": _("Documents"),
    "screening": _("Eligibility checklist"),
    "pledges": _("Pledges"),
    "gates": _("Questions to vote on"),
    "written_rule": _("Rule of the written review"),
    "written_criteria": _("Criteria of the written review"),
    "presentation_rule": _("Rule of the presentation review"),
    "presentation_criteria": _("Criteria of the presentation review"),
    "other": _("Other rules"),
}
CARD_FIELD = {
    "title": _("Title"),
    "summary": _("Summary"),
    "notice": _("Text of the notice"),
    "notice_no": _("Notice no."),
    "eligibility": _("Who may apply"),
    "requests": _("Agency that asks"),
    "approves": _("Agency that approves"),
    "opens_at": _("Applications from"),
    "closes_at": _("Deadline"),
    "screening_on": _("Eligibility check"),
    "written_on": _("Written review"),
    "presentation_on": _("Presentation review"),
    "result_on": _("Announcement of the result"),
    "name": _("Name"),
    "anchor": _("Scale"),
    "question": _("Question"),
    "text": _("Text"),
    "code": _("Code"),
    "formats": _("File formats"),
    "max_mb": _("Largest size (MB)"),
    "max_pages": _("Most pages"),
    "max": _("Points"),
    "min": _("Least mean"),
    "seats": _("Seats"),
    "gates": _("Questions to vote on"),
    "of": _("Base of the majority"),
    "gate_order": _("Questions and ranks"),
    "pass": _("Pass line"),
    "pass_single": _("Pass line for a single applicant"),
    "comment_min": _("Least length of a reason"),
    "objection_days": _("Days for objections"),
    "deadline": _("Deadline rule"),
    "disclosure": _("Disclosure"),
    "score_window": _("Scores"),
    "ballot_secrecy": _("Votes"),
}
# The list of what was received, for those who screen it.
SCREENING_STATE = {"waiting": _("To be screened"), "ineligible": _("Not eligible"), "eligible": _("Eligible")}
SCREENING_TONE = {"waiting": "idle", "ineligible": "refused", "eligible": "done"}
# What the chain says of an act that needs two people, after the act's own words.
# Refusal code → sentence, for pages, forms, mails and API problem texts.
REFUSAL = {
    "agency_not_in_card": _("Your agency has no part in this round's rule card."),
    "day_beyond_calendar": _("With this first day, other days would lie beyond the calendar."),
    "round_is_fixed": _("The round has been announced; its rule card does not change any more."),
    "opening_waits": _("A request to open this round waits for the other agency. Withdraw it to edit the card."),
    "draft_changed": _("Somebody else has saved this card meanwhile."),
    "opening_time_passed": _("The announced beginning has passed. Please set a later one and ask again."),
    "window_not_begun": _("The window for applications has not begun."),
    "deadline_not_reached": _("The deadline has not come yet."),
    "reference_malformed": _("Please use 1 to 30 lower-case letters, digits and hyphens."),
    "reference_taken": _("There is already a round with the reference %(reference)s."),
    "card_unreadable": _("The card cannot be read. Please go through its sections and save each."),
    "text_missing": _("Please write this text."),
    "notice_no_taken": _("Another round was announced under this notice number. Please write this round's own."),
    "agency_missing": _("Please choose NIPA or NIA."),
    "day_missing": _("Please set this day."),
    "day_out_of_order": _("This day lies before the step that comes earlier."),
    "list_empty": _("At least one entry is needed."),
    "code_doubled": _("The code %(code)s stands twice."),
    "no_required_document": _("At least one document must be required of every application."),
    "format_unknown": _("Please choose at least one file format."),
    "size_out_of_range": _("The size must be from 1 to %(most)s MB."),
    "pages_out_of_range": _("The number of pages must be from 1 to %(most)s."),
    "number_out_of_range": _("The number must be from %(least)s to %(most)s."),
    "value_not_offered": _("This value is not offered."),
    "measured_points_missing": _(
        "Benchmark and user points cannot be entered yet, so a stage evaluation can be prepared but not opened."
    ),
    "no_presentation": _("A round needs a presentation review: it decides."),
    "max_not_positive": _("A criterion must give more than 0 points."),
    "min_above_max": _("The least mean is above the criterion's points."),
    "no_seat": _("There must be at least one seat."),
    "nothing_decides": _("Without questions and criteria nothing is decided."),
    "gate_unknown": _("The question %(code)s is not among the card's questions."),
    "majority_missing": _("A majority is needed when there are questions, and only then."),
    "order_without_gates": _("Without questions all teams are ranked alike."),
    "line_above_total": _("The pass line is above the %(total)s points that can be reached."),
    "tie_break_unknown": _("This names nothing in the rule, or stands twice."),
    "rule_malformed": _("The tally does not accept the rule: %(path)s %(message)s."),
    "opens_in_past": _("The beginning of the window must lie in the future."),
    "closes_before_opening": _("The deadline must come after the beginning of the window."),
    "no_close_manifest": _("The list of what was received at the deadline does not exist yet."),
    "screening_over": _("The eligibility check has ended; the review has begun."),
    "checklist_incomplete": _("Please answer every line of the checklist."),
    "check_reason_missing": _("Please say why this requirement is not met."),
    "correction_reason_missing": _("Please say why the earlier result is corrected."),
    # Applications
    "applicant_holds_no_role": _("This person takes part in an application of a round that still runs."),
    "staff_cannot_apply": _("Staff accounts cannot apply. Please use an account of your organisation."),
    "not_editor": _("You may read this application; a submitter of your consortium can let you edit it."),
    "not_submitter": _("Only a submitter of the consortium may do this."),
    "deadline_passed": _("The deadline for applications has passed."),
    "round_not_open": _("This call does not accept applications now."),
    "declaration_missing": _("Please confirm this declaration. Nothing can be submitted without it."),
    "changed_since_check": _("The draft has changed since you checked it. Please look at it again and submit it then."),
    "cannot_withdraw": _(
        "An application can be withdrawn after it was submitted and until its eligibility is decided."
    ),
    "last_submitter": _("An application needs a submitter. Please name another one first."),
    "no_document_to_remove": _("There is no file here to remove."),
    "person_cannot_be_added": _(
        "This person cannot be added. They need an account of their own under exactly this address."
    ),
    # What a draft lacks (applications.rules.completeness)
    "team_name_missing": _("The team has no name yet."),
    "title_missing": _("The proposal has no title yet."),
    "lead_name_missing": _("The lead organisation is missing."),
    "lead_registration_no_missing": _("The business registration number of the lead organisation is missing."),
    "partner_name_missing": _("Participating organisation %(row)s has no name."),
    "organisation_twice": _("%(name)s stands in the consortium twice."),
    "principal_missing": _("The principal investigator is missing."),
    "principal_email_missing": _("The e-mail address of the principal investigator is missing."),
    "researcher_name_missing": _("Researcher %(row)s has no name."),
    "researcher_without_place": _("%(name)s belongs to no organisation of the consortium."),
    "summary_missing": _("The summary of the goals is missing."),
    "benchmarks_missing": _("No benchmark is named yet."),
    "benchmarks_incomplete": _("Benchmark %(row)s lacks its name, the model compared with, its score or the target."),
    "approach_missing": _("The approach is not described yet."),
    "training_missing": _("Data and training are not described yet."),
    "independence_missing": _("It is not said yet what makes the model your own."),
    "milestones_missing": _("The schedule has no step yet."),
    "milestones_incomplete": _("Step %(row)s of the schedule lacks its days or its work."),
    "gpus_missing": _("The GPUs that you need are not listed."),
    "gpus_incomplete": _("Line %(row)s of the GPUs lacks the kind, the number or the months."),
    "gpus_contradict": _("You say that you need no GPUs, and yet GPUs are listed. Please keep one of the two."),
    "data_contradict": _("You say that you need no data, and yet data are listed. Please keep one of the two."),
    "data_missing": _("The data that you need are not listed."),
    "data_incomplete": _("Line %(row)s of the data lacks its name, amount or purpose."),
    "release_missing": _("It is not said yet what you will release, and how."),
    "spread_missing": _("It is not said yet how the ecosystem will benefit."),
    "document_missing": _("%(document)s: the file is missing."),
    # What is wrong with a file (applications.rules.file_formats)
    "file_is_empty": _("The file is empty. Please choose another one."),
    "file_too_large": _("The file is larger than %(max)s MB. Please make it smaller or split it."),
    "format_not_taken": _("This kind of file is not taken here. Please upload %(formats)s."),
    "content_is_another_format": _(
        "The name ends in %(extension)s, but the content is %(found)s. Please save it in the right format and upload "
        "it again."
    ),
    "content_is_unknown": _("The content is no readable %(extension)s file. Please save it again and upload it."),
    "file_is_locked": _("A password locks this file. Please take the password off and upload it again."),
    "file_is_broken": _("The file is damaged and cannot be opened. Please save it again and upload it."),
    "too_many_pages": _("The file has %(pages)s pages; %(max)s are allowed."),
    "archive_is_empty": _("The archive holds no file."),
    "archive_too_large_inside": _("The archive unpacks to too much. Please split it or leave something out."),
    "archive_has_unsafe_names": _(
        "The archive holds links or names that lead out of it. Please pack the files anew and upload it again."
    ),
}
AUDIT_VERB = {
    "round.create": _("Round created"),
    "round.edit": _("Rule card saved"),
    "round.open": _("Round announced, rule card fixed"),
    "round.start": _("Window for applications began"),
    "round.close": _("Applications closed, list fixed"),
    "round.cancel": _("Round cancelled"),
    "round.unseal": _("Received applications opened"),
    "screen.eligible": _("Eligibility check: eligible"),
    "screen.ineligible": _("Eligibility check: not eligible"),
    "application.started": _("Application begun"),
    "application.shared": _("Access to an application changed"),
    "document.added": _("Document added to a draft"),
    "document.removed": _("Document taken out of a draft"),
    "submit": _("Application received"),
    "submit.refused": _("Attempt to submit refused"),
    "withdraw": _("Application withdrawn"),
}


def receipt_label(number: str) -> str:
    """A receipt number as people write it."""
    return pgettext("receipt", "No. %(number)s") % {"number": number}
