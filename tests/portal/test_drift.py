"""The owner changes what protects the records: each change is named, and stands in the chain once."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from portal import drift
from portal.clusters import server_now
from portal.models import AuditEvent, GuardBaseline
from portal.protection import keep_baseline

CHANGES = {
    "disabled trigger": (
        "ALTER TABLE reviews_ballot DISABLE TRIGGER reviews_ballot_insert_only",
        [("trigger", "reviews_ballot.reviews_ballot_insert_only")],
    ),
    "trigger that replicas skip": (
        "ALTER TABLE reviews_ballot ENABLE TRIGGER reviews_ballot_no_truncate",
        [("trigger", "reviews_ballot.reviews_ballot_no_truncate")],
    ),
    "dropped trigger": (
        "DROP TRIGGER reviews_ballot_no_truncate ON reviews_ballot",
        [("trigger", "reviews_ballot.reviews_ballot_no_truncate")],
    ),
    "changed grant": (
        "GRANT UPDATE ON reviews_ballot TO gwaban_web",
        [("grant", "reviews_ballot to gwaban_web")],
    ),
    "grant of one column": (
        "GRANT UPDATE (seq) ON portal_auditevent TO gwaban_web",
        [("column grant", "portal_auditevent.seq")],
    ),
    "grant to everybody": (
        "GRANT DELETE ON portal_auditevent TO PUBLIC",
        [("grant", "portal_auditevent to everybody")],
    ),
    "changed function": (
        "CREATE OR REPLACE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        [("function", "portal_refuse_change()")],
    ),
    "function with another search path": (
        "ALTER FUNCTION portal_now() RESET search_path",
        [("function", "portal_now()")],
    ),
    "rule that swallows rows": (
        "CREATE RULE quiet AS ON INSERT TO portal_auditseal DO INSTEAD NOTHING",
        [("rule", "portal_auditseal.quiet")],
    ),
    "dropped constraint": (
        "ALTER TABLE portal_signedhead DROP CONSTRAINT one_head_per_link",
        [("constraint", "portal_signedhead.one_head_per_link"), ("unique index", "one_head_per_link")],
    ),
}


@pytest.fixture
def owner(fresh_database):
    """The owner's hand in a database of its own."""
    with connections["owner"].cursor() as cursor:
        yield cursor
    connections["owner"].close()


def named():
    return [(each.kind, each.name) for each in drift.drift()]


def notes():
    return list(AuditEvent.objects.filter(verb__startswith="guards.").order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize("change", CHANGES)
def test_drift_names_what_the_owner_changed(owner, change):
    statement, expected = CHANGES[change]
    assert named() == []

    owner.execute(statement)

    assert named() == expected


def test_watch_notes_a_drift_once_and_its_end(owner):
    owner.execute("SELECT 1")
    drift.watch(now=server_now())
    assert notes() == ["guards.changed"]

    owner.execute("ALTER TABLE reviews_ballot DISABLE TRIGGER reviews_ballot_insert_only")
    for _minute in range(3):
        drift.watch(now=server_now())
    owner.execute("ALTER TABLE reviews_ballot ENABLE ALWAYS TRIGGER reviews_ballot_insert_only")
    for _minute in range(2):
        drift.watch(now=server_now())

    assert notes() == ["guards.changed", "guards.drifted", "guards.restored"]


def test_watch_notes_what_a_migration_changed(owner):
    drift.watch(now=server_now())
    owner.execute("ALTER TABLE reviews_ballot DISABLE TRIGGER USER")

    keep_baseline("owner")
    keep_baseline("owner")

    assert (drift.watch(now=server_now()), notes()) == ([], ["guards.changed", "guards.changed"])
    assert GuardBaseline.objects.count() == 2


def test_drift_command_ends_with_1_and_names_the_guard(owner, capsys):
    call_command("drift")
    owner.execute("GRANT UPDATE ON reviews_ballot TO gwaban_web")

    with pytest.raises(SystemExit) as ended:
        call_command("drift")

    assert ended.value.code == 1
    assert capsys.readouterr().out == (
        "grant reviews_ballot to gwaban_web: INSERT, SELECT, UPDATE; was INSERT, SELECT\n"
    )


def test_drift_command_needs_a_baseline(owner):
    owner.execute("ALTER TABLE portal_guardbaseline DISABLE TRIGGER USER; DELETE FROM portal_guardbaseline")

    with pytest.raises(CommandError) as told:
        call_command("drift")

    assert told.value.returncode == 2


def test_restricted_role_writes_no_baseline(fresh_database):
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("INSERT INTO portal_guardbaseline (guards, noted_at) VALUES ('{}', now())")
