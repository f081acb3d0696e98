"""The call's entry in Django."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Registers what the call brings to the house."""

    name = "applications"

    def ready(self) -> None:
        """Register menu entries, to-do lines, grave acts, reports and wordings."""
        import applications.registrations  # noqa: F401, PLC0415 (models must be loaded first)
