"""The Celery application: tasks from every app's `tasks.py` and `clock.py`, settings from Django."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("gwaban")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="clock")


@worker_init.connect
def check_cluster(**kwargs: object) -> None:
    """A worker of the wrong mode ends before it takes any work."""
    from django.db import connection  # noqa: PLC0415 (Django is set up by now, not when this module is read)

    from portal.clusters import require_own_kind  # noqa: PLC0415

    require_own_kind()
    connection.close()
    # Once in the parent, so that each forked child has it.
    import portal.pdf.engine  # noqa: F401, PLC0415
