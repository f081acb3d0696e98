"""Words for people: every state, outcome and refusal of panels, votes and decisions, the same everywhere."""

from django.utils.translation import gettext_lazy as _

from reviews.lifecycle import ApplicationOutcome, DecisionStatus, Outcome, ReviewStatus, SessionStatus, Stage
from reviews.rules.ballots import Choice
from reviews.rules.conflicts import RecusalKind

STAGE = {Stage.WRITTEN: _("Written review"), Stage.PRESENTATION: _("Presentation review")}
REVIEW_STATUS = {
    ReviewStatus.COLLECTING: _("Sheets are being written"),
    ReviewStatus.CLOSED: _("Closed, still sealed"),
    ReviewStatus.REVEALED: _("Revealed"),
}
SESSION_STATUS = {
    SessionStatus.SCHEDULED: _("Scheduled"),
    SessionStatus.RUNNING: _("In session"),
    SessionStatus.VOTING: _("Voting"),
    SessionStatus.ENDED: _("Ended"),
}
DECISION_STATUS = {
    DecisionStatus.COMPUTED: _("Computed"),
    DecisionStatus.PREPARED: _("Waiting for confirmation"),
    DecisionStatus.PUBLISHED: _("Published"),
    DecisionStatus.SUPERSEDED: _("Superseded"),
}
OUTCOME = {
    Outcome.SELECTED: _("Selected"),
    Outcome.NO_SELECTION: _("No team selected"),
    Outcome.TIED: _("Tied"),
    Outcome.UNDECIDED: _("Undecided"),
}
APPLICATION_OUTCOME = {
    ApplicationOutcome.SELECTED: _("Selected"),
    ApplicationOutcome.RUNNER_UP: _("Next in line"),
    ApplicationOutcome.GATE_FAILED: _("Not recognised by the majority"),
    ApplicationOutcome.BELOW_PASS: _("Below the pass line"),
    ApplicationOutcome.TIED: _("Tied"),
    ApplicationOutcome.UNDECIDED: _("Undecided"),
    ApplicationOutcome.PENDING: _("Waiting for the other teams"),
}
CHOICE = {Choice.YES: _("Recognised"), Choice.NO: _("Not recognised"), Choice.ABSTAIN: _("Abstained")}
RECUSAL_KIND = {
    RecusalKind.EXCLUSION: _("Exclusion by rule"),
    RecusalKind.CHALLENGE: _("Challenge by an applicant"),
    RecusalKind.RECUSAL: _("Self-recusal"),
}
