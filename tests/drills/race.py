"""Many writers submit while rounds close: nothing late is stamped, nothing acknowledged is lost.

Writers are processes with connections of their own, as the restricted role, calling the real action; each round is
closed by the real action at its deadline, while submissions are in flight. Every tenth click comes twice.
"""

import multiprocessing
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, connections, transaction

from applications.actions.close_round import close_round
from applications.actions.start_round import start_round
from applications.actions.submit import submit_application
from applications.models import (
    Application,
    ApplicationPerson,
    CloseManifest,
    Document,
    RefusedAttempt,
    Round,
    Submission,
)
from applications.rules.consortium import PersonRole
from portal.actors import actor_for
from portal.clusters import server_now
from portal.demo_clock import set_clock
from portal.errors import NotNow
from portal.models import User
from tests.factories.applications import complete_application
from tests.factories.people import make_user, manager
from tests.factories.rounds import announced_round, open_round, pass_moment
from tests.plugins import databases

WRITERS = 24
SUBMITS = 5_400
WARM_UP = timedelta(seconds=3)
DOUBLE = 10
# Of the time that this machine needs for the clicks of a round, so much lies before its deadline, and after it.
BEFORE, AFTER = 0.9, 0.15
TRIALS, ROOM, SLOWEST = 8, 0.8, 25.0
GIVE_UP = 1800


@dataclass(frozen=True)
class Click:
    """One person pressing 제출, at a moment of the database's clock; `key` is that of the check page."""

    application: int
    at: datetime
    key: str


@dataclass
class Heard:
    """What a writer was told: receipts and refusals by application, and everything that went wrong."""

    receipts: list[tuple[int, str]] = field(default_factory=list)
    refusals: list[tuple[int, str]] = field(default_factory=list)
    differing: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def run(scale: int, seed: int) -> dict[str, Any]:
    """Race WRITERS processes against the closing of several rounds; returns counts, times and violations."""
    chance, count = random.Random(seed), 4 + 2 * scale
    with databases.clone():
        writers = [make_user(f"writer{number}@example.test", f"작성자 {number}") for number in range(WRITERS)]
        with transaction.atomic():
            model = complete_application(open_round(closes_in=timedelta(days=1)), actor_for(make_user()), partners=4)
        clicks = SUBMITS * scale // count
        gap = timedelta(seconds=clicks / _speed(model, writers))
        rounds = _rounds(count, gap)
        work = _work(rounds, model, writers, clicks, gap, chance)
        begun = time.monotonic()
        heard = _race(rounds, writers, work, gap)
        return {"seconds": round(time.monotonic() - begun, 1), **_figures(rounds, heard)}


def passed(figures: dict[str, Any]) -> bool:
    """Enough was tried, on both sides of the deadlines, and nothing was violated."""
    violations = ("stamped_late", "outside_manifest", "acknowledged_missing", "refused_early", "differing", "errors")
    return (
        all(figures[name] == 0 for name in violations)
        and figures["writers"] >= WRITERS
        and figures["submits"] >= 5_000
        and figures["accepted"] >= figures["submits"] // 10
        and figures["refused"] > 0
        and figures["in_last_half_second"] > 0
    )


def _speed(model: Application, writers: list[User]) -> float:
    """How many submissions a second this machine takes from all writers at once, with some room."""
    drafts, now = _drafts(model.round, model, writers, TRIALS * len(writers)), server_now()
    work = [[Click(draft.pk, now, draft.reference) for draft in drafts[n :: len(writers)]] for n in range(len(writers))]
    begun = time.monotonic()
    with _at_work(writers, work):
        pass
    return max(SLOWEST, ROOM * len(drafts) / (time.monotonic() - begun))


def _rounds(count: int, gap: timedelta) -> list[Round]:
    """Open rounds that close one after the other; the clock is set to just before the first deadline later."""
    asks = manager()
    made = [announced_round(actor=asks, closes_in=timedelta(hours=6) + number * gap) for number in range(count)]
    pass_moment(max(each.opens_at for each in made))
    return [start_round(round_id=each.pk, now=server_now()) for each in made]


def _work(
    rounds: list[Round], model: Application, writers: list[User], clicks: int, gap: timedelta, chance: random.Random
) -> list[list[Click]]:
    """Complete drafts for every writer, copies of one that was made by the real moves, and when each is submitted."""
    work: list[list[Click]] = [[] for _ in writers]
    for round_ in rounds:
        deadline = round_.deadlines.get().closes_at
        for number, draft in enumerate(_drafts(round_, model, writers, clicks * (DOUBLE - 1) // DOUBLE)):
            moment = deadline + gap * chance.uniform(-BEFORE, AFTER)
            times = 2 if chance.randrange(DOUBLE - 1) == 0 else 1
            work[number % len(writers)] += [Click(draft.pk, moment, draft.reference)] * times
    return [sorted(clicks, key=lambda click: click.at) for clicks in work]


def _drafts(round_: Round, model: Application, writers: list[User], count: int) -> list[Application]:
    filed, now = list(Document.objects.filter(application=model)), server_now()
    made = Application.objects.bulk_create(
        Application(
            round=round_,
            reference=f"R{round_.pk}-{number}",
            team_name=model.team_name,
            plan=model.plan,
            created_at=now,
            changed_at=now,
        )
        for number in range(count)
    )
    ApplicationPerson.objects.bulk_create(
        ApplicationPerson(application=each, user=writers[number % len(writers)], role=PersonRole.SUBMITTER)
        for number, each in enumerate(made)
    )
    Document.objects.bulk_create(
        Document(
            application=each,
            kind=document.kind,
            version=1,
            file_id=document.file_id,
            pages=document.pages,
            added_by_id=document.added_by_id,
            added_at=now,
        )
        for each in made
        for document in filed
    )
    return made


def _race(rounds: list[Round], writers: list[User], work: list[list[Click]], gap: timedelta) -> list[Heard]:
    set_clock(min(round_.deadlines.get().closes_at for round_ in rounds) - WARM_UP - gap * BEFORE)
    with _at_work(writers, work) as heard:
        for round_ in rounds:
            _close(round_)
    return heard


@contextmanager
def _at_work(writers: list[User], work: list[list[Click]]) -> Iterator[list[Heard]]:
    """Every writer in a process of its own while the block runs; what they heard is there when it has ended."""
    forked, heard = multiprocessing.get_context("fork"), []
    answers = forked.Queue()
    connections.close_all()
    people = [
        forked.Process(target=_write, args=(user.pk, clicks, answers), daemon=True)
        for user, clicks in zip(writers, work, strict=True)
    ]
    for process in people:
        process.start()
    yield heard
    heard += [answers.get(timeout=GIVE_UP) for _ in people]
    for process in people:
        process.join()


def _write(user_id: int, clicks: list[Click], answers: Any) -> None:
    """One writer: clicks when it is time, or as soon as it can."""
    heard = Heard()
    with _own_connection():
        actor = actor_for(User.objects.get(pk=user_id))
        ahead = server_now() - datetime.now(tz=clicks[0].at.tzinfo)
        known: dict[int, str] = {}
        for click in clicks:
            time.sleep(max(0.0, (click.at - datetime.now(tz=click.at.tzinfo) - ahead).total_seconds()))
            begun = time.monotonic()
            try:
                done = submit_application(
                    application_id=click.application,
                    actor=actor,
                    idempotency_key=click.key,
                    declared=True,
                    now=server_now(),
                )
            except Exception as error:  # noqa: BLE001 (whatever it is, it must be counted)
                heard.errors.append(f"{type(error).__name__}: {error}")
                continue
            heard.seconds.append(time.monotonic() - begun)
            if isinstance(done, RefusedAttempt):
                heard.refusals.append((click.application, done.number))
                continue
            heard.receipts.append((click.application, done.receipt_no))
            heard.differing += known.setdefault(click.application, done.receipt_no) != done.receipt_no
    answers.put(heard)


@contextmanager
def _own_connection() -> Iterator[None]:
    connections.close_all()
    try:
        yield
    finally:
        connections.close_all()


def _close(round_: Round) -> None:
    """As the clock does, but without its pause: close as soon as the deadline has come."""
    while True:
        try:
            close_round(round_id=round_.pk, now=server_now())
        except NotNow:
            time.sleep(0.005)
        else:
            return


_LATE = """
SELECT count(*) FROM applications_submission s
WHERE s.received_at >= (SELECT closes_at FROM applications_rounddeadline d WHERE d.round_id = s.round_id
                        ORDER BY id DESC LIMIT 1)
"""
_EARLY = """
SELECT count(*) FROM applications_refusedattempt r
WHERE r.attempted_at < (SELECT closes_at FROM applications_rounddeadline d WHERE d.round_id = r.round_id
                        ORDER BY id DESC LIMIT 1)
"""
_CLOSE_CALLS = """
SELECT count(*) FROM applications_submission s JOIN applications_rounddeadline d ON d.round_id = s.round_id
WHERE s.received_at >= d.closes_at - interval '0.5 seconds'
"""


def _figures(rounds: list[Round], heard: list[Heard]) -> dict[str, Any]:
    stored = dict(Submission.objects.filter(round__in=rounds).values_list("receipt_no", "manifest_sha256"))
    listed = {
        entry["receipt_no"]: entry["manifest_sha256"]
        for manifest in CloseManifest.objects.filter(round__in=rounds)
        for entry in manifest.document["submissions"]
    }
    told = {receipt for each in heard for _, receipt in each.receipts}
    refused = {number for each in heard for _, number in each.refusals}
    kept = set(RefusedAttempt.objects.values_list("number", flat=True))
    times = sorted(second for each in heard for second in each.seconds)
    errors = [error for each in heard for error in each.errors]
    return {
        "writers": len(heard),
        "rounds": len(rounds),
        "submits": sum(len(each.receipts) + len(each.refusals) for each in heard) + len(errors),
        "accepted": len(stored),
        "refused": len(refused),
        "doubles": sum(len(each.receipts) for each in heard) - len(told),
        "in_last_half_second": _count(_CLOSE_CALLS),
        "stamped_late": _count(_LATE),
        "refused_early": _count(_EARLY),
        "outside_manifest": len(set(stored.items()) ^ set(listed.items())),
        "acknowledged_missing": len(told - set(stored)) + len(refused - kept),
        "differing": sum(each.differing for each in heard),
        "errors": len(errors),
        "error_kinds": sorted(set(errors))[:5],
        "ms_p50": round(statistics.median(times) * 1000),
        "ms_p95": round(times[len(times) * 95 // 100] * 1000),
    }


def _count(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
