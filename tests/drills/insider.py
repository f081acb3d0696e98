"""What one person inside can do alone: twenty attempts by manager, secretary and ministry, and the auditor's view of each.

Each goes through the real pages or the API with a real session, or as SQL past the portal with the restricted role's
password. It must be refused, or end in a request that waits for a second person; and it must stand in the access log or
the audit log for the auditor. All that the restricted role may not do is in `tests/portal/test_protection.py`.
"""

import re
import time
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from portal import refusals
from portal.clusters import server_now
from portal.models import Approval
from portal.roles import Actor
from tests.architecture import scenes
from tests.architecture.test_urls import address
from tests.architecture.url_table import Row
from tests.plugins import databases

REFUSED = {403, 404, 409}


@dataclass(frozen=True)
class Attempt:
    """Somebody sends something; `asks` if a request for a second person is the most that may come of it."""

    who: str
    door: str
    scene: str
    names: dict[str, str] = field(default_factory=dict)
    sends: dict[str, Any] | None = None
    asks: bool = False


REASON = {"reason": "급한 사정이 있습니다"}
STAGE = {"stage": "presentation"}
ATTEMPTS = [
    # A manager alone.
    Attempt("manager", "cancel_round", "open", sends=REASON, asks=True),
    Attempt("manager", "edit_round", "open"),
    Attempt("manager", "request_publication", "deliberation", sends=REASON, asks=True),
    Attempt("manager", "export_evidence", "published", sends=REASON, asks=True),
    Attempt("manager", "edit_section", "open", {"section": "schedule"}, {"closes_at": "2030-01-01T16:00"}),
    Attempt("manager", "edit_section", "presentation", {"section": "presentation_rule"}, {"seats": "9"}),
    Attempt("manager", "submit", "open", sends={"declared": "on"}),
    Attempt("manager", "screening_document", "closed", {"kind": "proposal"}),
    Attempt("manager", "results", "presentation"),
    Attempt("manager", "vote", "presentation", sends={"competitiveness": "yes"}),
    Attempt("manager", "prepare_decision", "presentation", sends={}),
    # The secretary.
    Attempt("secretary", "reveal", "written", {"stage": "written"}, REASON),
    Attempt("secretary", "cancel_round", "open", sends=REASON),
    Attempt("secretary", "sheet", "written", {"stage": "written"}, {"tech": "40"}),
    Attempt("secretary", "opinion", "deliberation", sends={"text": "다른 의견"}),
    Attempt("secretary", "request_grant", "open", sends=REASON),
    # The ministry.
    Attempt("ministry", "results", "deliberation"),
    Attempt("ministry", "derivation", "deliberation"),
    Attempt("ministry", "round_desk", "open"),
    Attempt("ministry", "request_publication", "deliberation", sends=REASON),
]

# With the password of the restricted role, past the portal.
STATEMENTS = [
    "UPDATE reviews_vote SET choice = 'yes'",
    "DELETE FROM portal_auditevent",
    "ALTER TABLE reviews_sheet DISABLE TRIGGER USER",
    "SET ROLE gwaban_owner",
]


def run(scale: int, seed: int) -> dict:
    """Make every attempt once; `scale` and `seed` change nothing."""
    with databases.clone(), override_settings(ALLOWED_HOSTS=["*"]):
        people, found = scenes.staff(), scenes.build()
        outcomes = {f"{each.who} {each.door} {each.scene}": _try(each, people, found) for each in ATTEMPTS}
        outcomes |= {f"web role {statement}": _send(statement, people) for statement in STATEMENTS}
    kinds = [kind for kind, _seen in outcomes.values()]
    return {
        "attempts": len(ATTEMPTS) + len(STATEMENTS),
        "refused": kinds.count("refused"),
        "asked_second_person": kinds.count("asked"),
        "got_through": sorted(name for name, (kind, _seen) in outcomes.items() if kind == "through"),
        "unseen": sorted(name for name, (_kind, seen) in outcomes.items() if not seen),
    }


def passed(figures: dict) -> bool:
    """Nothing got through, and the auditor sees all."""
    stopped = figures["refused"] + figures["asked_second_person"]
    return stopped == figures["attempts"] >= 20 and not figures["got_through"] and not figures["unseen"]


def _try(attempt: Attempt, people: dict[str, Actor], found: dict[str, scenes.Scene]) -> tuple[str, bool]:
    scene, browser = found[attempt.scene], _browser(people[attempt.who])
    where = address(attempt.door, Row(attempt.scene, "", named=attempt.names), scene)
    waiting = Approval.objects.count()
    response = browser.get(where) if attempt.sends is None else browser.post(where, attempt.sends)
    if response.status_code in REFUSED:
        return "refused", _is_told(
            people, "access_log", q=people[attempt.who].email, kind="refused", words=attempt.door
        )
    if attempt.asks and Approval.objects.count() == waiting + 1:
        about = scene.round.reference
        return "asked", _is_told(people, "audit_log", q=people[attempt.who].email, chain=about, words=about)
    return "through", False


def _send(statement: str, people: dict[str, Actor]) -> tuple[str, bool]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        wanted = str(error).splitlines()[0]
    else:
        return "through", False
    # PostgreSQL writes its log through a pipe of its own.
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        noted = refusals.watch(now=server_now())
        if any(each.statement == statement and each.text == wanted for each in noted):
            return "refused", _is_told(people, "audit_log", q="database.refused", words=noted[-1].subject[:36])
        time.sleep(0.1)
    return "refused", False


def _browser(actor: Actor) -> Client:
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=actor.user_id))
    return browser


def _is_told(people: dict[str, Actor], page: str, *, words: str, **query: str) -> bool:
    """Whether the auditor finds the attempt on this page."""
    answer = _browser(people["auditor"]).get(reverse(page), query)
    return re.search(re.escape(words), answer.content.decode()) is not None
