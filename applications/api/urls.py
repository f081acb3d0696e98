"""Addresses of this app under /api/v1/."""

from django.urls import path

from applications.api import applications, desk, documents, rounds, screening, submission

urlpatterns = [
    path("rounds/", rounds.Rounds.as_view(), name="api-rounds"),
    path("rounds/<slug:reference>/", rounds.RoundView.as_view(), name="api-round"),
    path(
        "rounds/<slug:reference>/applications/",
        applications.RoundApplications.as_view(),
        name="api-start-application",
    ),
    path("applications/", applications.Applications.as_view(), name="api-applications"),
    path("applications/<slug:reference>/", applications.ApplicationView.as_view(), name="api-application"),
    path("applications/<slug:reference>/people/", applications.People.as_view(), name="api-people"),
    path("applications/<slug:reference>/people/removal/", applications.Removal.as_view(), name="api-unshare"),
    path("applications/<slug:reference>/documents/", documents.Documents.as_view(), name="api-documents"),
    path(
        "applications/<slug:reference>/documents/<slug:kind>/",
        documents.DocumentKind.as_view(),
        name="api-remove-document",
    ),
    path(
        "applications/<slug:reference>/documents/<slug:kind>/<int:version>/",
        documents.DocumentVersion.as_view(),
        name="api-document",
    ),
    path("applications/<slug:reference>/submit/", submission.Submit.as_view(), name="api-submit"),
    path("applications/<slug:reference>/receipt/", submission.Receipt.as_view(), name="api-receipt"),
    path("applications/<slug:reference>/withdraw/", submission.Withdraw.as_view(), name="api-withdraw"),
    path("desk/", desk.Desk.as_view(), name="api-desk"),
    path("desk/<slug:reference>/", desk.DeskRound.as_view(), name="api-desk-round"),
    path("desk/<slug:reference>/card/<slug:section>/", desk.CardSection.as_view(), name="api-edit-section"),
    path("desk/<slug:reference>/opening/", desk.Opening.as_view(), name="api-request-opening"),
    path("desk/<slug:reference>/cancelling/", desk.Cancelling.as_view(), name="api-cancel-round"),
    path("desk/<slug:reference>/unsealing/", screening.Unsealing.as_view(), name="api-unseal"),
    path("desk/<slug:reference>/screening/", screening.ReceivedApplications.as_view(), name="api-screening"),
    path(
        "desk/<slug:reference>/screening/<slug:application>/",
        screening.ReceivedApplication.as_view(),
        name="api-screen",
    ),
]
