"""The web door: `gunicorn portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from portal.clusters import require_own_kind

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()
require_own_kind()
