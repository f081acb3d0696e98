"""Pages of this app. A round's own addresses come before those with a stage."""

from django.urls import path, register_converter

from reviews.converters import StageConverter
from reviews.views import (
    decision,
    decision_desk,
    evidence,
    meeting,
    panel_desk,
    panelist,
    result,
    results,
    review_desk,
    sheets,
    timetable,
    vote,
    what_if,
)

register_converter(StageConverter, "stage")

urlpatterns = [
    path("results/", decision.decisions, name="decisions"),
    path("rounds/<slug:reference>/decision/", decision.decision, name="decision"),
    path("rounds/<slug:reference>/decision.pdf", decision.decision_pdf, name="decision_pdf"),
    path("applications/<slug:reference>/result/", result.result, name="result"),
    path("desk/<slug:reference>/what-if/", what_if.what_if, name="what_if"),
    path("desk/<slug:reference>/timetable/", timetable.timetable, name="timetable"),
    path("desk/<slug:reference>/meeting/", meeting.meeting, name="meeting"),
    path("desk/<slug:reference>/meeting/attendance/", meeting.attendance, name="attendance"),
    *(
        path(
            f"desk/<slug:reference>/meeting/<slug:application>/{move.replace('_', '-')}/",
            meeting.session_move,
            {"move": move},
            name=f"session_{move}",
        )
        for move in meeting.MOVES
    ),
    path("desk/<slug:reference>/results/", results.results, name="results"),
    path("desk/<slug:reference>/results/<slug:application>/", results.derivation, name="derivation"),
    path("desk/<slug:reference>/<stage:stage>/lots/", results.lots, name="lots"),
    path("desk/<slug:reference>/<stage:stage>/further-sitting/", timetable.further_sitting, name="further_sitting"),
    path("desk/<slug:reference>/decision/", decision_desk.decision_desk, name="decision_desk"),
    path("desk/<slug:reference>/decision/prepare/", decision_desk.prepare_decision, name="prepare_decision"),
    path("desk/<slug:reference>/decision/publish/", decision_desk.request_publication, name="request_publication"),
    path("desk/<slug:reference>/evidence/", evidence.export_evidence, name="export_evidence"),
    path("panel/<slug:reference>/meeting/", vote.meeting_room, name="meeting_room"),
    path("panel/<slug:reference>/meeting/<slug:application>/vote/", vote.vote, name="vote"),
    path("panel/<slug:reference>/meeting/<slug:application>/opinion/", vote.opinion, name="opinion"),
    path("desk/<slug:reference>/panel/", panel_desk.panel, name="panel"),
    path("desk/<slug:reference>/panel/chair/", panel_desk.elect_chair, name="elect_chair"),
    path("desk/<slug:reference>/panel/<slug:label>/dismiss/", panel_desk.dismiss, name="dismiss"),
    path("desk/<slug:reference>/shortlist/", review_desk.shortlist, name="shortlist"),
    path("desk/<slug:reference>/<stage:stage>/", review_desk.progress, name="progress"),
    path("desk/<slug:reference>/<stage:stage>/start/", review_desk.start_review, name="start_review"),
    path("desk/<slug:reference>/<stage:stage>/close/", review_desk.close_review, name="close_review"),
    path("desk/<slug:reference>/<stage:stage>/reveal/", review_desk.reveal, name="reveal"),
    path("panel/", panelist.panels, name="panels"),
    path("panel/<slug:reference>/", panelist.panel_home, name="panel_home"),
    path("panel/<slug:reference>/pledges/", panelist.sign_pledges, name="sign_pledges"),
    path("panel/<slug:reference>/interests/", panelist.declare_interests, name="declare_interests"),
    path("panel/<slug:reference>/<stage:stage>/<slug:application>/", sheets.sheet, name="sheet"),
    path("panel/<slug:reference>/<stage:stage>/<slug:application>/sign/", sheets.sign_sheet, name="sign_sheet"),
    path(
        "panel/<slug:reference>/<stage:stage>/<slug:application>/receipt/", sheets.sheet_receipt, name="sheet_receipt"
    ),
    path(
        "panel/<slug:reference>/<stage:stage>/<slug:application>/documents/<slug:kind>/",
        sheets.panel_document,
        name="panel_document",
    ),
]
