"""The base app's entry in Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers what the house itself brings."""

    name = "portal"

    def ready(self) -> None:
        """Give fields their words, load the Celery app and register the house's own topics, acts and menu."""
        from portal.forms import messages  # noqa: PLC0415 (display needs settings)

        messages.install()
        import portal.registrations  # noqa: F401, PLC0415 (models must be loaded first)
        from portal import celery, checks  # noqa: F401, PLC0415 (shared_task and `check` bind to them)
        from portal.accounts import receivers  # noqa: PLC0415

        receivers.connect()
