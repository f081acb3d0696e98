"""Addresses under /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from portal.api import approvals, codes, house, tokens

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("problems/", codes.Codes.as_view(), name="api-problems"),
    path("problems/<slug:code>/", codes.Code.as_view(), name="api-problem"),
    path("tokens/", tokens.Tokens.as_view(), name="api-tokens"),
    path("tokens/<slug:token>/", tokens.Token.as_view(), name="api-token"),
    path("approvals/", approvals.Approvals.as_view(), name="api-approvals"),
    path("approvals/<slug:approval>/", approvals.ApprovalView.as_view(), name="api-approval"),
    path("approvals/<slug:approval>/answer/", approvals.Answer.as_view(), name="api-answer"),
    path("roles/", house.Roles.as_view(), name="api-roles"),
    path("reports/", house.Reports.as_view(), name="api-reports"),
    path("reports/<slug:number>/retry/", house.Retry.as_view(), name="api-retry-report"),
    path("", include("applications.api.urls")),
    path("", include("reviews.api.urls")),
]
