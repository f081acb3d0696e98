"""Has somebody changed by hand what protects the records: a trigger, a function, a grant, a constraint, a role?

The owner of the tables can switch any of them off. A migration notes what it left (`GuardBaseline`); every minute the
running system is compared with it, and a difference goes into the house chain, whose heads are kept elsewhere.
Source: reliability, Truth in the database (`tgenabled`, grants, hashes of function sources).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from portal import audit
from portal.canonical import canonical
from portal.models import AuditEvent, GuardBaseline
from portal.roles import SYSTEM

CHANGED, DRIFTED, RESTORED = "guards.changed", "guards.drifted", "guards.restored"
# Each gives rows of (name, state); together they are what must be as a migration left it. A long state is hashed.
_STATES = {
    "trigger": """
        SELECT c.relname || '.' || coalesce(k.conname || ' ' || t.tgtype, t.tgname),
               CASE t.tgenabled WHEN 'A' THEN 'always' WHEN 'O' THEN 'enabled' WHEN 'R' THEN 'replica only'
                    ELSE 'disabled' END || CASE WHEN t.tgisinternal THEN '' ELSE ': ' || pg_get_triggerdef(t.oid) END
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint AND t.tgisinternal
        WHERE c.relnamespace = 'public'::regnamespace""",
    "function": """
        SELECT oid::regprocedure::text, encode(sha256(convert_to(pg_get_functiondef(oid), 'UTF8')), 'hex')
               || ' owner ' || proowner::regrole || ' grants ' || coalesce(proacl::text, 'default')
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "table": """
        SELECT relname, relkind::text || ' owner ' || relowner::regrole
               || CASE WHEN relrowsecurity THEN ', row security' ELSE '' END
               || CASE WHEN relforcerowsecurity THEN ', forced' ELSE '' END
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')""",
    "grant": """
        SELECT c.relname || ' to ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'everybody'),
               string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN ' with grant' ELSE '' END, ', '
                          ORDER BY a.privilege_type)
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.relnamespace = 'public'::regnamespace GROUP BY c.relname, a.grantee""",
    "column grant": """
        SELECT c.relname || '.' || t.attname, t.attacl::text
        FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND t.attacl IS NOT NULL""",
    "rule": """
        SELECT c.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        WHERE c.relnamespace = 'public'::regnamespace AND NOT (c.relkind IN ('v', 'm') AND r.rulename = '_RETURN')""",
    "policy": """
        SELECT tablename || '.' || policyname, concat_ws(' ', permissive, cmd, roles::text, qual, with_check)
        FROM pg_policies WHERE schemaname = 'public'""",
    "constraint": """
        SELECT c.relname || '.' || k.conname,
               pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN '' ELSE ' not valid' END
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE c.relnamespace = 'public'::regnamespace""",
    "unique index": """
        SELECT c.relname, pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' not valid' END
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique""",
    "schema": """
        SELECT nspname, 'owner ' || nspowner::regrole || ' grants ' || coalesce(nspacl::text, 'default')
        FROM pg_namespace WHERE nspname = 'public'""",
    "role": """
        SELECT r.rolname, concat_ws(', ',
               CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolcreaterole THEN 'creates roles' END,
               CASE WHEN r.rolbypassrls THEN 'bypasses row security' END,
               CASE WHEN r.rolreplication THEN 'replication' END,
               (SELECT 'member of ' || string_agg(m.roleid::regrole::text, ', ' ORDER BY m.roleid::regrole::text)
                FROM pg_auth_members m WHERE m.member = r.oid))
        FROM pg_roles r WHERE r.rolname !~ '^pg_'""",
    "setting": """
        SELECT coalesce(nullif(setrole, 0)::regrole::text, 'everybody'), setconfig::text FROM pg_db_role_setting
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))""",
}
_LONGEST = 400


@dataclass(frozen=True)
class Difference:
    """One guard that is not as it was; `before` or `after` is "" where it did not or does not exist."""

    kind: str
    name: str
    before: str
    after: str


def guards(cursor: CursorWrapper) -> dict[str, str]:
    """Every guard of the database as {"kind name": state}. Each role may read these catalogues."""
    found = {}
    for kind, states in _STATES.items():
        cursor.execute(states)
        found |= {f"{kind}\t{name}": state for name, state in cursor.fetchall()}
    return found


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """What differs between two states, by kind and name."""
    return [
        Difference(*key.split("\t", 1), before.get(key, "")[:_LONGEST], after.get(key, "")[:_LONGEST])
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    ]


def drift() -> list[Difference]:
    """What differs now from what the last migration left. Raises GuardBaseline.DoesNotExist before any migration."""
    baseline = GuardBaseline.objects.latest("pk")
    with connection.cursor() as cursor:
        return differences(baseline.guards, guards(cursor))


@transaction.atomic
def watch(*, now: datetime) -> list[Difference]:
    """Compare, and put what is new into the house chain: a migration's new baseline, a change by hand, its end.

    The same drift is noted once, until it changes. Gives the drift.
    """
    with connection.cursor() as cursor:
        # Two clocks must not note the same; the restricted role has no row locks.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [DRIFTED])
    _note_baselines(now)
    found = drift()
    subject = _digest([asdict(each) for each in found]) if found else ""
    noted = AuditEvent.objects.filter(verb__in=(DRIFTED, RESTORED)).order_by("-pk").first()
    was_drifted = noted is not None and noted.verb == DRIFTED
    if found and not (was_drifted and noted.subject == subject):
        _note(DRIFTED, subject, found, now)
    elif was_drifted and not found:
        _note(RESTORED, noted.subject, [], now)
    return found


def _note_baselines(now: datetime) -> None:
    noted = AuditEvent.objects.filter(verb=CHANGED).count()
    guards_before: Mapping[str, str] = {}
    for place, baseline in enumerate(GuardBaseline.objects.order_by("pk")):
        if place >= noted:
            _note(CHANGED, _digest(baseline.guards), differences(guards_before, baseline.guards) if place else [], now)
        guards_before = baseline.guards


def _note(verb: str, subject: str, found: Sequence[Difference], now: datetime) -> None:
    audit.record(
        actor=SYSTEM, verb=verb, subject=subject, at=now, data={"differences": [asdict(each) for each in found]}
    )


def _digest(value: Any) -> str:
    return "guards/" + hashlib.sha256(canonical(value)).hexdigest()[:16]
