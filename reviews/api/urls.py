"""Addresses of this app under /api/v1/."""

from django.urls import path

from reviews.api import decisions, duties, sheets, votes

urlpatterns = [
    path("rounds/<slug:reference>/decision/", decisions.DecisionView.as_view(), name="api-decision"),
    path("reviews/assignments/", sheets.Assignments.as_view(), name="api-assignments"),
    path("reviews/sheets/<str:sheet>/", sheets.SheetView.as_view(), name="api-sheet"),
    path("reviews/sheets/<str:sheet>/sign/", sheets.SheetSignature.as_view(), name="api-sign-sheet"),
    path("reviews/votes/", votes.Votes.as_view(), name="api-votes"),
    path("reviews/opinions/", votes.Opinions.as_view(), name="api-opinions"),
    path("reviews/panels/<slug:reference>/pledges/", duties.Pledges.as_view(), name="api-sign-pledges"),
    path("reviews/panels/<slug:reference>/interests/", duties.Interests.as_view(), name="api-declare-interests"),
]
