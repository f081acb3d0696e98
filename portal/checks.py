"""What `manage.py check --deploy` refuses besides Django's own list."""

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

from portal import signing

OTHERS = stat.S_IRWXG | stat.S_IRWXO


@register(Tags.security, deploy=True)
def signing_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Heads of the chains are signed by a key that the operator made and that nobody else can read."""
    path = Path(settings.SIGNING_KEY_FILE or "/nonexistent")
    try:
        signing.read(path)
        mode = path.stat().st_mode
    except (OSError, ValueError) as problem:
        hint = "Make one with `python -m portal.signing FILE` and set SIGNING_KEY_FILE to it."
        return [checks.Error(f"SIGNING_KEY_FILE names no readable Ed25519 key: {problem}", hint=hint, id="portal.E001")]
    if mode & OTHERS:
        return [checks.Warning("The signing key can be read by others.", hint="chmod 600", id="portal.W001")]
    return []


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Production never relaxes the second factor of staff and panel."""
    if settings.SECOND_FACTOR == "required":
        return []
    return [checks.Error("SECOND_FACTOR=optional is for demonstrations and tests.", id="portal.E002")]
