"""All that the files origin answers."""

from django.urls import path

from portal.views import files

handler404 = "portal.views.errors.not_found"

urlpatterns = [path("files/<str:token>/", files.file, name="file")]
