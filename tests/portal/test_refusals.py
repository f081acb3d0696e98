"""What PostgreSQL refused to the restricted role is read from its log into the house chain, each once."""

import time

import pytest
from django.db import DatabaseError, connection, transaction

from portal import refusals
from portal.clusters import server_now
from portal.models import AuditEvent

pytestmark = pytest.mark.django_db
AT = "2026-02-12 07:00:00.123 UTC [77] gwaban_web"
LOG = f"""2026-02-12 06:59:59.000 UTC [1] LOG:  checkpoint starting: time
{AT} 42501 ERROR:  permission denied for table reviews_vote
{AT} 42501 STATEMENT:  UPDATE reviews_vote SET choice = 'yes'
{AT} 23505 ERROR:  duplicate key value violates unique constraint "one_vote_per_gate"
{AT} 23505 STATEMENT:  INSERT INTO reviews_vote VALUES (1)
2026-02-12 07:00:01.000 UTC [78] gwaban_owner 42501 ERROR:  must be superuser
2026-02-12 07:00:02.000 UTC [79] gwaban_web 42501 ERROR:  new row violates row-level security policy
"""


@pytest.fixture
def log(settings, tmp_path):
    settings.DATABASE_LOG = str(tmp_path / "postgres.log")
    (tmp_path / "postgres.log").write_text(LOG)
    return tmp_path / "postgres.log"


def test_refused_are_errors_of_missing_rights_with_their_statement():
    found = [(each.role, each.text, each.statement) for each in refusals.refused(LOG.splitlines())]

    assert found == [
        ("gwaban_web", "permission denied for table reviews_vote", "UPDATE reviews_vote SET choice = 'yes'"),
        ("gwaban_owner", "must be superuser", ""),
        ("gwaban_web", "new row violates row-level security policy", ""),
    ]


def test_watch_notes_the_restricted_roles_refusals_once(log):
    first, again = refusals.watch(now=server_now()), refusals.watch(now=server_now())
    with log.open("a") as stream:
        stream.write(LOG.replace("07:00:00.123", "07:00:09.000").replace("07:00:02", "07:00:10"))
    later = refusals.watch(now=server_now())

    assert [len(found) for found in (first, again, later)] == [2, 0, 2]
    subjects = AuditEvent.objects.filter(verb=refusals.REFUSED).order_by("seq").values_list("subject", flat=True)
    assert list(subjects) == [each.subject for each in (*first, *later)]
    assert subjects[0].startswith("gwaban_web 2026-02-12 07:00:00.123 UTC [77] permission denied")
    assert not any("UPDATE" in subject for subject in subjects)


@pytest.mark.parametrize("where", ["", "/nowhere/postgres.log"])
def test_without_a_log_nothing_is_noted(settings, where):
    settings.DATABASE_LOG = where

    assert refusals.watch(now=server_now()) == []


def test_this_servers_own_log_tells():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM portal_auditevent WHERE id = 4711")
    found, deadline = [], time.monotonic() + 60
    while not any("4711" in each.statement for each in found) and time.monotonic() < deadline:
        found += refusals.watch(now=server_now())

    assert [each.text for each in found if "4711" in each.statement] == [
        "permission denied for table portal_auditevent"
    ]
