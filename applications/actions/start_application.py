"""Begin an application: a draft with its first person."""

from datetime import datetime

from django.db import transaction

from applications.lifecycle import ApplicationStatus
from applications.models import Application, ApplicationPerson, Round
from applications.permissions import may_start, own_applications, visible_rounds
from applications.rules import plan
from applications.rules.consortium import PersonRole
from applications.rules.plan import Section
from applications.rules.receipts import new_reference
from portal import audit
from portal.errors import Absent, require
from portal.models import User
from portal.roles import Actor


@transaction.atomic
def start_application(*, round_id: int, team_name: str, actor: Actor, now: datetime) -> Application:
    """Make a draft in an open round; the actor becomes its submitter.

    Whoever is a submitter in this round already gets that application back, so that a second click makes no second
    draft. Raises Absent, NotPermitted for staff, NotNow when the round does not accept applications.
    """
    round_ = visible_rounds(actor).with_deadline().filter(pk=round_id).first()
    if round_ is None:
        raise Absent("absent")
    require(may_start(actor, round_, round_.closes_at, now))
    # The person's row serialises two clicks at once.
    User.objects.select_for_update().get(pk=actor.user_id)
    if standing := _standing(round_, actor):
        return standing
    team = {"team_name": team_name, "title": "", "lead": {}, "partners": []}
    application = Application.objects.create(
        round=round_,
        reference=new_reference(),
        team_name=team_name,
        plan=plan.with_section({}, Section.TEAM, content=team, version=1, at=audit.timestamp(now), by=actor.user_id),
        version=1,
        created_at=now,
        changed_at=now,
    )
    ApplicationPerson.objects.create(application=application, user_id=actor.user_id, role=PersonRole.SUBMITTER)
    audit.record(
        actor=actor, verb="application.started", subject=application.reference, at=now, chain=round_.chain, data={}
    )
    return application


def _standing(round_: Round, actor: Actor) -> Application | None:
    own = own_applications(actor).filter(round=round_, person_role=PersonRole.SUBMITTER)
    return own.exclude(status=ApplicationStatus.WITHDRAWN).order_by("pk").first()
