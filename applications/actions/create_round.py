"""Begin a round: a draft rule card from a template or from another round, and the round's chain."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from applications import queries
from applications.models import Round
from applications.permissions import may_create_round, visible_desk_rounds
from applications.rules.shifted import shifted
from portal import audit
from portal.errors import BrokenRule, Problem, require
from portal.roles import Actor

# Short enough for document numbers that contain it, and good in an address.
REFERENCE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?")


@transaction.atomic
def create_round(*, reference: str, template: str, actor: Actor, now: datetime) -> Round:
    """Make a draft round. Raises NotPermitted, or BrokenRule when the reference is malformed or taken."""
    require(may_create_round(actor))
    document = queries.card_template(template)
    return _begin(reference, document, origin={"template": template}, actor=actor, now=now)


@transaction.atomic
def clone_round(*, round_id: int, reference: str, first_day: date, actor: Actor, now: datetime) -> Round:
    """Make a draft with the card of another round, its days moved so that applications begin on `first_day`.

    The notice has a number of its own, so that field is left empty. Raises as `create_round`, Round.DoesNotExist for
    a round that the actor has no desk for, or BrokenRule when a day would leave the calendar.
    """
    require(may_create_round(actor))
    source = queries.with_page(visible_desk_rounds(actor)).get(pk=round_id)
    card = queries.card_document(source)
    try:
        document = dict(card) | {"schedule": shifted(card["schedule"], first_day), "notice_no": ""}
    except OverflowError as beyond:
        raise BrokenRule(Problem("day_beyond_calendar", field_name="first_day")) from beyond
    return _begin(reference, document, origin={"clone_of": source.reference}, actor=actor, now=now)


def _begin(
    reference: str, document: Mapping[str, Any], *, origin: Mapping[str, str], actor: Actor, now: datetime
) -> Round:
    if not REFERENCE.fullmatch(reference):
        raise BrokenRule(Problem("reference_malformed", field_name="reference"))
    try:
        # The constraint decides, so that two people at once get one round and one plain answer.
        with transaction.atomic():
            round_ = Round.objects.create(
                reference=reference,
                title=document["title"]["ko"],
                title_en=document["title"]["en"],
                draft=dict(document) | {"reference": reference},
                created_by_id=actor.user_id,
                created_at=now,
            )
    except IntegrityError as taken:
        raise BrokenRule(Problem("reference_taken", {"reference": reference}, field_name="reference")) from taken
    audit.open_chain(round_.chain)
    audit.record(actor=actor, verb="round.create", subject=reference, at=now, chain=round_.chain, data=dict(origin))
    return round_
