"""The site's addresses; each app brings its own."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from portal.views import approvals, home

handler404 = "portal.views.errors.not_found"

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.account.urls")),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<str:reference>/", approvals.approval, name="approval"),
    path("", include("applications.urls")),
    path("", include("reviews.urls")),
    path("api/v1/", include("portal.api.urls")),
]
if settings.DEMO or settings.MODE == "test":
    urlpatterns.append(path("demo/", include("portal.demo_urls")))
