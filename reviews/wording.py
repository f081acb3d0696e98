"""Words for people: every state, outcome and refusal of panels, votes and decisions, the same everywhere."""

from django.utils.translation import gettext_lazy as _

from reviews.lifecycle import ApplicationOutcome, DecisionStatus, Outcome, ReviewStatus, SessionStatus, Stage
from reviews.rules.assembly import HandIn
from reviews.rules.ballots import Choice
from reviews.rules.conflicts import RecusalKind
from reviews.rules.presence import Presence
from reviews.rules.tally import Fate
from reviews.rules.what_if import Preset

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
PRESET = {
    Preset.CLEAR: _("A clear majority"),
    Preset.HALF: _("Exactly half"),
    Preset.NOBODY: _("Nobody reaches the majority"),
    Preset.ABSTAINED: _("One abstains"),
    Preset.RECUSED: _("One is recused"),
    Preset.QUORUM_LOST: _("The quorum is lost"),
    Preset.VACANT: _("The second by score is not recognised"),
    Preset.EQUAL: _("Equal scores at the last place"),
    Preset.SINGLE: _("A single applicant at the pass line"),
    Preset.BELOW_PASS: _("One below the pass line"),
}
CHOICE = {Choice.YES: _("Recognised"), Choice.NO: _("Not recognised"), Choice.ABSTAIN: _("Abstained")}
RECUSAL_KIND = {
    RecusalKind.EXCLUSION: _("Exclusion by rule"),
    RecusalKind.CHALLENGE: _("Challenge by an applicant"),
    RecusalKind.RECUSAL: _("Self-recusal"),
}
# A conflict of interest that came to light when there was nothing left to recuse from.
LATE_CONFLICT = _("Declared after the closing, counted as it stood")
TOO_LATE_TO_RECUSE = _(
    "Your conflict with %(team)s stands in the record with its time. It came after the closing, so what was counted "
    "stays as it is. Please tell the secretary."
)
SHORTLIST_OUTCOME = APPLICATION_OUTCOME | {
    ApplicationOutcome.SELECTED: _("Goes on"),
    ApplicationOutcome.RUNNER_UP: _("Does not go on"),
}
SHORTLIST_TONE = {
    ApplicationOutcome.SELECTED: "done",
    ApplicationOutcome.RUNNER_UP: "idle",
    ApplicationOutcome.BELOW_PASS: "refused",
    ApplicationOutcome.GATE_FAILED: "refused",
}
SHEET_STATE = {
    "open": _("Not begun"),
    "drafted": _("Being written"),
    "signed": _("Signed"),
    "correcting": _("Signed, correction not signed"),
}
SHEET_TONE = {"open": "idle", "drafted": "running", "signed": "done", "correcting": "soon"}
# Refusal code → sentence, for pages, forms, mails and API problem texts.
REFUSAL = {
    "pledges_first": _("Please sign the pledges first. Documents and score sheets open after that."),
    "pledges_signed": _("You have signed the pledges already."),
    "pledge_not_accepted": _("Please confirm that you take this pledge."),
    "interests_first": _("Please declare your interests for every application first. Documents open after that."),
    "screening_first": _("Interests are declared once the eligibility check has said who takes part."),
    "conflict_reason_missing": _("Please say in a few words what the conflict is."),
    "declared_too_late": _("The result has been published. Please tell the secretary of a conflict that turns up now."),
    "panel_is_over": _("The panel of this round is not changed any more."),
    "panel_is_counted": _(
        "A review has been closed and its outcome is not confirmed yet. The panel stays as it is until then."
    ),
    "panel_is_fixed": _("A pledge has been signed: a change of the panel needs a second person."),
    "panel_missing": _("Nobody has been appointed to the panel yet."),
    "already_seated": _("This person holds a seat on the panel already."),
    "member_holds_no_role": _("This person holds a seat on the panel of a round that still runs."),
    "staff_hold_no_seat": _("Staff of the agencies and the ministry cannot hold a seat."),
    "applicant_holds_no_seat": _("This person belongs to an applicant of this round and cannot hold a seat."),
    "seat_dismissed": _("This seat was dismissed already."),
    "chair_is_recused": _("This member is recused from the application and cannot chair it."),
    "screening_unfinished": _("Some applications have not been screened yet."),
    "not_the_first_review": _("The rule card begins with another review."),
    "review_not_begun": _("This review has not begun yet."),
    "review_closed": _("This review has been closed; nothing is handed in any more."),
    "review_not_revealed": _("The sheets of this review are still sealed."),
    "shortlist_tied": _("Applications are tied at the last place; a lot must be drawn before the list is confirmed."),
    "shortlist_undecided": _("An application has no signed sheet; the short list is undecided."),
    "sheet_changed": _("The sheet is not the one that you checked. Please check and sign again."),
    "sheet_correction_reason_missing": _("Please say why you correct the signed sheet."),
    "points_missing": _("Please give points."),
    "points_not_a_number": _("Please write points as a plain number, such as 35 or 35.5."),
    "points_too_fine": _("At most %(digits)s decimals are possible."),
    "points_above_max": _("At most %(max)s points are possible."),
    "comment_too_short": _("Please write at least %(min)s characters; there are %(now)s."),
    "comment_too_long": _("At most %(max)s characters are possible; there are %(now)s."),
}
AUDIT_VERB = {
    "panel.appoint": _("Panel member appointed"),
    "panel.dismiss": _("Panel member dismissed"),
    "panel.change": _("Change of the panel"),
    "panel.elect_chair": _("Chair elected"),
    "pledge.sign": _("Pledges signed"),
    "interest.declare": _("Interests declared"),
    "round.start_written": _("Written review begun"),
    "round.skip_written": _("Presentation review begun"),
    "sheet.sign": _("Score sheet signed"),
    "review.close": _("Review closed"),
    "review.reveal": _("Review revealed"),
    "round.shortlist": _("Short list confirmed"),
}
PRESENCE = {
    Presence.PRESENT: _("Present"),
    Presence.ABSENT: _("Absent"),
    Presence.CAME_LATE: _("Came after the session had begun"),
    Presence.LEFT_EARLY: _("Left before the vote and the sheet were complete"),
    Presence.NOT_BEGUN: _("Session not begun"),
    Presence.RECUSED: _("Recused"),
}
HAND_IN = {HandIn.BALLOT: _("Ballot"), HandIn.SHEET: _("Score sheet")}
# The presentation day, votes, lots and decisions.
REFUSAL |= {
    "no_meeting_now": _("The round is not in its presentation review."),
    "session_has_begun": _("A session that has begun keeps its time."),
    "slot_missing": _("Please give this team a time."),
    "slot_unknown": _("This application does not take part in this sitting."),
    "slot_twice": _("This team has two times."),
    "slot_ends_before_start": _("The session must last a while."),
    "slots_overlap": _("This time begins before the session before it has ended."),
    "seat_has_not_pledged": _("Seat %(seat)s: the pledges are not signed yet. The member signs them first."),
    "no_such_seat": _("There is no seat %(seat)s on this panel."),
    "step_in_the_future": _("Seat %(seat)s: the time lies in the future."),
    "already_in_the_room": _("Seat %(seat)s is in the room already."),
    "not_in_the_room_to_leave": _("Seat %(seat)s is not in the room."),
    "step_before_the_last": _("Seat %(seat)s: the time lies before what was recorded last."),
    "step_before_what_is_settled": _(
        "Seat %(seat)s: at that time a session had ended or the member had handed something in. That stays as it is."
    ),
    "another_session_runs": _("Another session is still running. Please end it first."),
    "chair_needed": _("This application has no chair yet. Please record the chair or an acting chair first."),
    "chair_not_in_the_room": _("The chair is not in the room. Please record the arrival or elect an acting chair."),
    "no_gates_to_vote_on": _("The rule card asks for no vote in this review."),
    "vote_not_held": _("The vote has not been opened yet."),
    "sessions_not_ended": _("Some applications have no session that has ended. Please finish the timetable first."),
    "session_not_started": _("The session of this application has not begun."),
    "application_not_reopened": _("Only the applications of the further session are open again."),
    "vote_not_open": _("The vote is not open."),
    "ballot_cast_already": _("You have cast your ballot already. It cannot be changed."),
    "seat_absent": _("You are not recorded as being in the room. Please speak to the secretary."),
    "seat_came_late": _("You came into the room after this session had begun; you take no part in it."),
    "seat_left_early": _("You left the room before your ballot and sheet were complete; you take no part in it."),
    "vote_missing": _("Please answer this question. You may abstain."),
    "vote_for_no_gate": _("The rule card does not ask this question."),
    "not_the_chair": _(
        "The consolidated opinion belongs to the member who chaired the session, or was elected in the chair's place."
    ),
    "no_opinion_now": _("The consolidated opinion is written after the session and before the result is published."),
    "opinion_too_short": _("Please write at least %(minimum)s characters."),
    "no_decision_now": _("The round is not in deliberation."),
    "not_revealed": _("The sheets and votes of this review are still sealed."),
    "decision_unchanged": _("Nothing has changed since the last version of the decision."),
    "correction_needs_reason": _("Please say why a new version is prepared."),
    "no_decision_prepared": _("No decision has been prepared yet."),
    "decision_tied": _("Teams are tied. Draw lots, if the rule card has them, or hold a further session."),
    "decision_undecided": _("The outcome is undecided. Hold a further session; then prepare the decision anew."),
    "decision_stale": _("The records have changed since this version was prepared. Please prepare the decision anew."),
    "decision_superseded": _("A newer version of the decision was prepared meanwhile."),
    "opinion_missing": _("The consolidated opinion on %(team)s is missing."),
    "no_further_sitting_needed": _("The outcome is clear; no further session is needed."),
    "no_lot_in_the_rule_card": _("The rule card does not break ties by lot."),
    "nothing_tied": _("No teams are tied, or every tied team has a lot already."),
    "lot_missing": _("Please enter the number drawn for this team."),
    "lot_for_nobody": _("This team is not tied; it draws no lot."),
    "lot_not_positive": _("A lot is a whole number from 1 up."),
    "lot_number_twice": _("The number %(number)s was drawn twice."),
    "evidence_still_sealed": _("Sheets or votes of this round are still sealed; the evidence stays closed until then."),
    "evidence_not_public": _("The decision of this round has not been published yet."),
    "export_not_approved": _("There is no approved request of this number for this round's evidence."),
    "export_used": _("This approval has been used already. Please ask for a new one."),
    "export_too_late": _("An approval is good for a day. Please ask for a new one."),
    "report_not_ready": _("The document is being made. Please try again in a minute."),
}
AUDIT_VERB |= {
    "timetable.set": _("Timetable set"),
    "attendance.record": _("Attendance recorded"),
    "session.start": _("Session started"),
    "session.open_vote": _("Vote opened"),
    "session.end": _("Session ended"),
    "ballot.cast": _("Ballot cast"),
    "opinion.sign": _("Consolidated opinion signed"),
    "lot.confirm": _("Lots confirmed"),
    "review.reopen": _("Review reopened for a further session"),
    "decision.prepare": _("Decision prepared"),
    "decision.publish": _("Decision confirmed and published"),
    "evidence.export": _("Sealed evidence exported"),
}
TIE_BREAK = {
    "criterion": _("points for %(name)s"),
    "gate": _("members who recognised “%(name)s”"),
    "lot": _("drawing lots"),
}
NO_VOTE = _("No vote (abstained)")
FATE = {
    Fate.KEPT: _("Counted"),
    Fate.DROPPED_HIGH: _("Left out: highest total"),
    Fate.DROPPED_LOW: _("Left out: lowest total"),
}
SESSION_MOVE = {
    "start": _("Start the session"),
    "open_vote": _("Open the vote"),
    "end": _("End the session"),
}
