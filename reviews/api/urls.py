"""Addresses of this app under /api/v1/."""

from django.urls import path

from reviews.api import decisions

urlpatterns = [
    path("rounds/<slug:reference>/decision/", decisions.decision, name="api-decision"),
]
