"""제출: one small transaction over hashes. The database's trigger stamps it or refuses it; nothing else decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from applications import lifecycle, queries
from applications.actions.consortium_rows import same_consortium, write_consortium
from applications.actions.doors import own_locked, share_round
from applications.lifecycle import ApplicationStatus
from applications.models import Application, RefusedAttempt, Submission
from applications.permissions import may_submit
from applications.rules import receipts
from portal import audit, outbox
from portal.canonical import sha256_hex
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor

# What the trigger says (applications/migrations/0002_truth.py) and what a refused attempt is filed under.
DEADLINE_PASSED, NOT_OPEN = "deadline_passed", "round_not_open"
NUMBER_TRIES = 6


@transaction.atomic
def submit_application(
    *, application_id: int, actor: Actor, idempotency_key: str, declared: bool, now: datetime, expected: str = ""
) -> Submission | RefusedAttempt:
    """Hand in the draft as it stands; again before the deadline makes a new version that counts instead.

    The same key, or a draft that has not changed since, gives the receipt that stands already, also after the
    deadline. Too late gives a RefusedAttempt with its number and the server's time; it is kept, so commit it.
    `declared`: the person makes the manifest's declaration; without it nothing is handed in.
    `expected` is the manifest's SHA-256 that the person saw: NotNow when the draft has changed since.
    Raises Absent, NotPermitted, NotNow, or BrokenRule with everything that is missing.
    """
    moment = share_round(application_id)
    application = own_locked(actor, application_id)
    key = sha256_hex(f"{application.pk}:{idempotency_key}".encode())
    earlier = queries.submissions(application)
    if known := next((each for each in earlier if each.idempotency_key == key), None):
        return known
    require(may_submit(actor, application))
    if application.status == ApplicationStatus.WITHDRAWN:
        raise NotNow("state_changed")
    standing = earlier[0] if earlier else None
    documents = queries.current_documents(application)
    manifest = queries.draft_manifest(application, documents)
    fingerprint = queries.fingerprint(manifest)
    if standing and standing.manifest_sha256 == fingerprint:
        return standing
    if application.closes_at is not None and moment >= application.closes_at:
        return _refused(application, DEADLINE_PASSED, actor)
    if expected and expected != fingerprint:
        raise NotNow("changed_since_check")
    if problems := queries.problems(application, documents, application.round.card.read()):
        raise BrokenRule(*problems)
    if not declared:
        raise BrokenRule(Problem("declaration_missing", field_name="declared"))
    return _handed_in(_Attempt(application, standing, manifest, fingerprint, key, actor, now))


@dataclass(frozen=True)
class _Attempt:
    """Everything that one 제출 is made of; `standing` is the submission that counts so far."""

    application: Application
    standing: Submission | None
    manifest: Mapping[str, Any]
    fingerprint: str
    key: str
    actor: Actor
    now: datetime


def _handed_in(attempt: _Attempt) -> Submission | RefusedAttempt:
    application, manifest = attempt.application, attempt.manifest
    move = lifecycle.pick("submit", application.status)
    submission = _stamped(attempt)
    if isinstance(submission, str):
        return _refused(application, submission, attempt.actor)
    if attempt.standing is None or not same_consortium(attempt.standing.manifest, manifest):
        write_consortium(application, manifest, attempt.actor)
    application.status = move.target
    application.team_name, application.title = manifest["team_name"], manifest["title"]
    application.save(update_fields=["status", "team_name", "title"])
    outbox.put("receipt", submission.pk)
    audit.record(
        actor=attempt.actor,
        verb=move.verb,
        subject=submission.receipt_no,
        at=submission.received_at,
        chain=application.round.chain,
        data={
            "application": application.reference,
            "version": submission.version,
            "manifest_sha256": submission.manifest_sha256,
            "received_at": audit.timestamp(submission.received_at),
        },
    )
    return submission


def _stamped(attempt: _Attempt) -> Submission | str:
    """Insert the submission; the trigger's refusal comes back as its code."""
    standing = attempt.standing
    version = standing.version + 1 if standing else 1
    for _ in range(NUMBER_TRIES):
        base = receipts.base_of(standing.receipt_no) if standing else receipts.new_number(attempt.now)
        try:
            with transaction.atomic():
                return Submission.objects.create(
                    application=attempt.application,
                    round=attempt.application.round,
                    version=version,
                    receipt_no=receipts.receipt_no(base, version),
                    idempotency_key=attempt.key,
                    manifest=attempt.manifest,
                    manifest_sha256=attempt.fingerprint,
                    submitted_by_id=attempt.actor.user_id,
                )
        except IntegrityError as error:
            name = _broken_constraint(error)
            if name in {DEADLINE_PASSED, NOT_OPEN}:
                return name
            if "receipt_no" not in name:
                raise
    raise RuntimeError("no free receipt number")


def _refused(application: Application, code: str, actor: Actor) -> RefusedAttempt:
    """File the attempt under a number of its own, with the server's time after the refusal."""
    for _ in range(NUMBER_TRIES):
        moment = server_now()
        try:
            with transaction.atomic():
                attempt = RefusedAttempt.objects.create(
                    number=receipts.refusal_no(receipts.new_number(moment)),
                    application=application,
                    round=application.round,
                    code=code,
                    attempted_by_id=actor.user_id,
                    attempted_at=moment,
                )
        except IntegrityError:
            continue
        audit.record(
            actor=actor,
            verb="submit.refused",
            subject=attempt.number,
            at=moment,
            chain=application.round.chain,
            data={"application": application.reference, "code": code},
        )
        return attempt
    raise RuntimeError("no free number for a refused attempt")


def _broken_constraint(error: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL, or the trigger, says was broken."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
