"""Begin a round: a draft rule card from a template, and the round's chain."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction

from applications import queries
from applications.models import Round
from applications.permissions import may_create_round
from portal import audit
from portal.errors import BrokenRule, Problem, require
from portal.roles import Actor

# Short enough for document numbers that contain it, and good in an address.
REFERENCE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?")


@transaction.atomic
def create_round(*, reference: str, template: str, actor: Actor, now: datetime) -> Round:
    """Make a draft round. Raises NotPermitted, or BrokenRule when the reference is malformed or taken."""
    require(may_create_round(actor))
    if not REFERENCE.fullmatch(reference):
        raise BrokenRule(Problem("reference_malformed", field_name="reference"))
    document = queries.card_template(template) | {"reference": reference}
    try:
        # The constraint decides, so that two people at once get one round and one plain answer.
        with transaction.atomic():
            round_ = Round.objects.create(
                reference=reference,
                title=document["title"]["ko"],
                title_en=document["title"]["en"],
                draft=document,
                created_by_id=actor.user_id,
                created_at=now,
            )
    except IntegrityError as taken:
        raise BrokenRule(Problem("reference_taken", {"reference": reference}, field_name="reference")) from taken
    audit.open_chain(round_.chain)
    audit.record(
        actor=actor, verb="round.create", subject=reference, at=now, chain=round_.chain, data={"template": template}
    )
    return round_
