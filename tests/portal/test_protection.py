"""As the restricted role: what proves something can be inserted and never changed, by nobody's mistake or will."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from applications.actions.cancel_round import request_cancelling
from portal.actions.roles import request_grant
from portal.clusters import server_now
from portal.models import ApprovalAnswer, RoleGrant
from portal.protection import protected_tables
from portal.roles import Agency, Role
from tests.factories import people, rounds

pytestmark = pytest.mark.django_db


def refused(statement: str) -> bool:
    """Whether the database refuses the statement for this role."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


def test_tests_run_as_the_restricted_role():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("gwaban_web", False, False, False)


def test_restricted_role_reads_every_protected_table():
    assert not any(refused(f"SELECT 1 FROM {table} LIMIT 1") for table in protected_tables())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        "DROP TABLE {table}",
        "DROP TRIGGER {table}_insert_only ON {table}",
        "CREATE TRIGGER t BEFORE INSERT ON {table} EXECUTE FUNCTION portal_refuse_change()",
    ],
)
def test_restricted_role_is_refused_on_every_protected_table(statement):
    column = {"portal_auditseal": "event_id"}

    allowed = [
        table
        for table in protected_tables()
        if not refused(statement.format(table=table).replace("id = id", f"{column.get(table, 'id')} = 1"))
    ]

    assert allowed == []


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE gwaban_owner",
        "SET SESSION AUTHORIZATION gwaban_owner",
        "SET session_replication_role = replica",
        "CREATE TABLE mine (id int)",
        "CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
        "INSERT INTO portal_auditevent SELECT * FROM portal_auditevent",
        "INSERT INTO portal_auditevent VALUES (99, 1, 99, '', '', '', 'x', 'x', now())",
        "UPDATE portal_chain SET length = 0",
        "DELETE FROM portal_chain",
        "UPDATE portal_cluster SET \"offset\" = '1 day'",
        "INSERT INTO portal_cluster VALUES (2, 'demo', '0', now())",
    ],
)
def test_restricted_role_cannot_reach_around(statement):
    assert refused(statement)


def test_role_needs_the_approval_of_two_agencies():
    """The same row is taken with such an approval and refused with any other."""
    user, asks = people.make_user(), people.manager()
    wanted = {"role": Role.MANAGER, "agency": Agency.NIA, "days": 30, "reason": "담당자", "now": server_now()}

    def taken(approval, days=30, **changes):
        now = server_now()
        row = {"user": user, "role": "manager", "agency": "NIA", "starts_at": now, "ends_at": now + timedelta(days)}
        try:
            with transaction.atomic():
                RoleGrant.objects.create(**row | changes, approval=approval)
                transaction.set_rollback(True)
        except DatabaseError:
            return False
        return True

    def answered(approval, who):
        ApprovalAnswer.objects.create(
            approval=approval, verdict="approved", answered_by_id=who.user_id, answered_at=server_now()
        )
        return approval

    announced = rounds.announced_round()
    other = request_cancelling(round_id=announced.pk, reason="예산", actor=asks, now=server_now())
    unanswered = request_grant(email=user.email, actor=asks, **wanted)
    same_agency = request_grant(email=people.make_user().email, actor=asks, **wanted)
    by_two = answered(unanswered, people.approver())

    assert {
        "none": taken(None),
        "another act": taken(answered(other, people.approver())),
        "another person's": taken(answered(same_agency, people.approver())),
        "another role": taken(by_two, role="secretary"),
        "longer": taken(by_two, days=31),
        "as approved": taken(by_two),
    } == {
        "none": False,
        "another act": False,
        "another person's": False,
        "another role": False,
        "longer": False,
        "as approved": True,
    }


@pytest.mark.parametrize(("who", "holds"), [(people.manager, False), (people.approver, True)])
def test_role_by_one_agency_is_refused(who, holds):
    user = people.make_user()
    asked = request_grant(
        email=user.email,
        role=Role.MANAGER,
        agency=Agency.NIA,
        days=30,
        reason="",
        actor=people.manager(),
        now=server_now(),
    )
    ApprovalAnswer.objects.create(
        approval=asked, verdict="approved", answered_by_id=who().user_id, answered_at=server_now()
    )
    row = f"{user.pk}, 'manager', 'NIA', portal_now(), portal_now() + '1 day', {asked.pk}"

    insert = "INSERT INTO portal_rolegrant (user_id, role, agency, starts_at, ends_at, approval_id)"
    assert refused(f"{insert} VALUES ({row})") != holds


def test_every_protected_table_has_its_triggers_always_on():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgenabled = 'A' AND (tgname LIKE '%_insert_only' OR tgname LIKE '%_no_truncate') GROUP BY relname"
        )
        found = dict(cursor.fetchall())

    assert found == dict.fromkeys(protected_tables(), 2)


def test_new_chain_starts_empty_whatever_was_asked():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_chain (name, length, head) VALUES ('forged', 7, '\\x01') RETURNING length, head"
        )
        length, head = cursor.fetchone()

    assert (length, bytes(head)) == (0, bytes(32))
