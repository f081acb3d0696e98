"""The site's addresses; each app brings its own."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from portal.views import about, approvals, audit, home, reports, roles, sessions, tokens

handler404 = "portal.views.errors.not_found"

urlpatterns = [
    path("", home.home, name="home"),
    path("privacy/", about.privacy, name="privacy"),
    path("contact/", about.contact, name="contact"),
    path("help/", about.help_, name="help"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/second-factor/", include("allauth.mfa.urls")),
    path("accounts/sessions/", sessions.sessions, name="account_sessions"),
    path("accounts/sessions/end-others/", sessions.end_others, name="account_end_other_sessions"),
    path("accounts/sessions/<slug:session>/end/", sessions.end, name="account_end_session"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<slug:reference>/", approvals.approval, name="approval"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.request_grant, name="request_grant"),
    path("roles/recover/", roles.request_recovery, name="request_recovery"),
    path("audit/", audit.audit_log, name="audit_log"),
    path("audit/access/", audit.access_log, name="access_log"),
    path("audit/export/<slug:log>/", audit.export_log, name="export_log"),
    path("audit/months/", audit.access_months, name="access_months"),
    path("audit/months/<slug:month>/", audit.sign_month, name="sign_month"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<slug:reference>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("reports/", reports.reports, name="reports"),
    path("reports/work/", reports.retry_work, name="retry_work"),
    path("reports/<slug:number>/file/", reports.report_file, name="report_file"),
    path("reports/<slug:number>/retry/", reports.retry_report, name="retry_report"),
    path("", include("applications.urls")),
    path("", include("reviews.urls")),
    path("api/v1/", include("portal.api.urls")),
]
if settings.DEMO or settings.MODE == "test":
    urlpatterns.append(path("demo/", include("portal.demo_urls")))
