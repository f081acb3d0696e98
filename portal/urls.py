"""The site's addresses; each app brings its own."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from portal.views import approvals, home, reports, roles, tokens

handler404 = "portal.views.errors.not_found"

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.account.urls")),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<str:reference>/", approvals.approval, name="approval"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.request_grant, name="request_grant"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<slug:reference>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<str:number>/file/", reports.report_file, name="report_file"),
    path("reports/<str:number>/retry/", reports.retry_report, name="retry_report"),
    path("", include("applications.urls")),
    path("", include("reviews.urls")),
    path("api/v1/", include("portal.api.urls")),
]
if settings.DEMO or settings.MODE == "test":
    urlpatterns.append(path("demo/", include("portal.demo_urls")))
