"""The page on which the sealed evidence of a round is asked for, and its line on the desk."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from applications.lifecycle import RoundStatus
from applications.models import Round
from portal.display import kdatetime, localized
from portal.models import Approval
from portal.registry import Todo
from portal.roles import Actor
from portal.rules.approvals import LIFETIME


def evidence_links(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    """The desk's line from the deliberation on, for managers; no statement."""
    if not actor.is_manager or round_.status not in {RoundStatus.DELIBERATION, RoundStatus.PUBLISHED}:
        return []
    return [
        Todo(
            what=gettext("Evidence"),
            why=gettext("Everything that proves the round, for a court or the auditor; two people let it out."),
            url=reverse("export_evidence", args=[round_.reference]),
            group=gettext("Decision"),
            state="done",
        )
    ]


def export_page(round_: Round, approved: Approval | None) -> dict[str, Any]:
    """What the sealed bundle is, and the command that an approval allows now; no statement."""
    return {
        "round": round_,
        "command": _command(round_, approved),
        "confirm": {
            "title": gettext("Ask to let the sealed evidence out?"),
            "lead": localized(round_, "title"),
            "effects": [
                gettext("The bundle holds every sheet, ballot, name and document of the round, and the signed chain."),
                gettext("With the approval the operator may write it once, within 24 hours, by a command."),
                gettext("Request, approval and export stand in the round's chain."),
            ],
            "warning": gettext(
                "Whoever gets the file can read everything in it. Give it to a court or the auditor only."
            ),
            "second_person": gettext("A manager of the other agency must approve within 24 hours."),
            "submit": gettext("Ask for the approval"),
            "cancel_url": reverse("round_desk", args=[round_.reference]),
        },
    }


def _command(round_: Round, approved: Approval | None) -> dict[str, str] | None:
    if approved is None:
        return None
    number = approved.reference
    return {
        "text": f"python manage.py export_evidence {round_.reference} --to evidence.zip --approval {number}",
        "until": kdatetime(approved.answer.answered_at + LIFETIME),
    }
