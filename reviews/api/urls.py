"""Addresses of this app under /api/v1/."""

from django.urls import path, register_converter

from reviews.api import decision_desk, decisions, duties, meetings, panels, review_desk, sheets, votes
from reviews.converters import SheetConverter

register_converter(SheetConverter, "sheet")

urlpatterns = [
    path("rounds/<slug:reference>/decision/", decisions.DecisionView.as_view(), name="api-decision"),
    path("reviews/assignments/", sheets.Assignments.as_view(), name="api-assignments"),
    path("reviews/sheets/<sheet:sheet>/", sheets.SheetView.as_view(), name="api-sheet"),
    path("reviews/sheets/<sheet:sheet>/sign/", sheets.SheetSignature.as_view(), name="api-sign-sheet"),
    path("reviews/votes/", votes.Votes.as_view(), name="api-votes"),
    path("reviews/opinions/", votes.Opinions.as_view(), name="api-opinions"),
    path("reviews/panels/<slug:reference>/pledges/", duties.Pledges.as_view(), name="api-sign-pledges"),
    path("reviews/panels/<slug:reference>/interests/", duties.Interests.as_view(), name="api-declare-interests"),
    path("desk/<slug:reference>/panel/", panels.PanelView.as_view(), name="api-panel"),
    path("desk/<slug:reference>/panel/chair/", panels.Chair.as_view(), name="api-elect-chair"),
    path("desk/<slug:reference>/panel/<slug:label>/dismissal/", panels.Dismissal.as_view(), name="api-dismiss"),
    path("desk/<slug:reference>/shortlist/", review_desk.Shortlist.as_view(), name="api-shortlist"),
    path("desk/<slug:reference>/reviews/<slug:stage>/", review_desk.ReviewView.as_view(), name="api-progress"),
    path("desk/<slug:reference>/reviews/<slug:stage>/start/", review_desk.Start.as_view(), name="api-start-review"),
    path("desk/<slug:reference>/reviews/<slug:stage>/close/", review_desk.Close.as_view(), name="api-close-review"),
    path("desk/<slug:reference>/reviews/<slug:stage>/reveal/", review_desk.Reveal.as_view(), name="api-reveal"),
    path("desk/<slug:reference>/reviews/<slug:stage>/lots/", meetings.Lots.as_view(), name="api-lots"),
    path(
        "desk/<slug:reference>/reviews/<slug:stage>/further-sitting/",
        meetings.FurtherSitting.as_view(),
        name="api-further-sitting",
    ),
    path("desk/<slug:reference>/timetable/", meetings.Timetable.as_view(), name="api-timetable"),
    path("desk/<slug:reference>/attendance/", meetings.AttendanceView.as_view(), name="api-attendance"),
    path(
        "desk/<slug:reference>/sessions/<slug:application>/<slug:move>/",
        meetings.SessionMove.as_view(),
        name="api-session-move",
    ),
    path("desk/<slug:reference>/decision/", decision_desk.Versions.as_view(), name="api-prepare-decision"),
    path(
        "desk/<slug:reference>/decision/publication/",
        decision_desk.PublicationView.as_view(),
        name="api-request-publication",
    ),
]
