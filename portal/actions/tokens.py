"""Tokens of the API: a person makes one for a purpose and a time, and takes it back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from portal import audit
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.models import ApiToken, User
from portal.permissions import may_hold_tokens, visible_tokens
from portal.registry import registry
from portal.roles import Actor
from portal.rules import tokens as rule


@transaction.atomic
def create_token(
    *, name: str, scopes: Sequence[str], actor: Actor, now: datetime, days: int = rule.USUAL_DAYS
) -> tuple[ApiToken, str]:
    """Make a token for the actor; gives its record and the secret, which nobody can read again.

    Raises NotPermitted for strangers, NotNow when the person holds too many, BrokenRule for a scope that is not
    offered.
    """
    require(may_hold_tokens(actor))
    if unknown := sorted(set(scopes) - registry.scopes.keys()):
        raise BrokenRule(*(Problem("scope_unknown", {"scope": scope}, "scopes") for scope in unknown))
    User.objects.select_for_update().get(pk=actor.user_id)
    if visible_tokens(actor).filter(revoked_at__isnull=True, expires_at__gt=now).count() >= rule.MOST_TOKENS:
        raise NotNow("too_many_tokens", most=rule.MOST_TOKENS)
    secret = rule.new_secret()
    token = ApiToken.objects.create(
        reference=rule.new_reference(),
        user_id=actor.user_id,
        name=name,
        sha256=rule.fingerprint(secret),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    audit.record(
        actor=actor,
        verb="token.create",
        subject=f"token/{token.reference}",
        at=now,
        data={"scopes": token.scopes, "expires_at": audit.timestamp(token.expires_at)},
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token_id: int, actor: Actor, now: datetime) -> ApiToken:
    """End a token at once. Raises ApiToken.DoesNotExist for a foreign one, NotNow when it is revoked already."""
    token = visible_tokens(actor).select_for_update().get(pk=token_id)
    if token.revoked_at is not None:
        raise NotNow("token_revoked_already")
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    audit.record(actor=actor, verb="token.revoke", subject=f"token/{token.reference}", at=now, data={})
    return token


def note_use(token: ApiToken, *, now: datetime) -> None:
    """Remember when a token was used last, to some minutes."""
    if token.last_used_at is None or now - token.last_used_at >= rule.SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
