"""요건검토 of one application by the rule card's checklist."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from applications import lifecycle, notices, permissions
from applications.models import Application, Round, Screening
from applications.rules import screening as rule
from applications.rules.screening import CheckAnswer
from portal import audit
from portal.errors import BrokenRule, require
from portal.roles import Actor


@transaction.atomic
def screen(
    *, application_id: int, answers: Sequence[CheckAnswer], actor: Actor, now: datetime, reason: str = ""
) -> Screening:
    """Finish the screening, or correct it by a new version with a reason, and tell the applicant.

    Raises NotPermitted; NotNow when the review has begun; BrokenRule for an unanswered line or a missing reason.
    """
    # The round first: `start_review` must not count an application that is just being screened.
    of_application = Round.objects.filter(applications=application_id)
    round_ = of_application.with_card().select_for_update(of=("self",)).get()
    application = Application.objects.select_for_update().get(pk=application_id)
    application.round = round_
    require(permissions.may_screen(actor, application))
    result = rule.outcome(answers)
    move = lifecycle.pick(f"screen.{result}", application.status)
    checklist = [item["code"] for item in round_.card.document["screening"]]
    version = application.screenings.count() + 1
    if found := rule.problems(answers, checklist, is_correction=version > 1, reason=reason):
        raise BrokenRule(*found)
    made = Screening.objects.create(
        application=application,
        version=version,
        answers=[asdict(answer) for answer in answers],
        outcome=result.value,
        reason=reason,
        screened_by_id=actor.user_id,
        screened_at=now,
    )
    application.enter(move)
    notices.screened(made, now=now)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=application.reference,
        at=now,
        chain=round_.chain,
        data={"version": version, "answers": made.answers, "reason": reason},
    )
    return made
