"""The panel's entry in Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Registers what panels bring to the house."""

    name = "reviews"

    def ready(self) -> None:
        """Register menu entries, to-do lines, grave acts, reports and wordings."""
        import reviews.registrations  # noqa: F401, PLC0415 (models must be loaded first)
