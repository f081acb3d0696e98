"""Addresses of this app under /api/v1/."""

from django.urls import path

from applications.api import rounds

urlpatterns = [
    path("rounds/", rounds.RoundList.as_view(), name="api-rounds"),
    path("rounds/<slug:reference>/", rounds.round_, name="api-round"),
]
