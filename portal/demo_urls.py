"""Pages that exist only in demo and test mode."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
