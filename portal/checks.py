"""What `manage.py check --deploy` refuses about accounts."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Production never relaxes the second factor of staff and panel."""
    if settings.SECOND_FACTOR == "required":
        return []
    return [Error("SECOND_FACTOR=optional is for demonstrations and tests.", id="portal.E001")]
