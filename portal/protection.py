"""Insert-only tables: the trigger every such table gets in a migration, and the grants of the restricted role.

Triggers are ENABLE ALWAYS, so that `session_replication_role = replica` does not skip them. The owner of the tables
can still switch them off; what that cannot hide is shown by heads of the chain kept elsewhere.
"""

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations import RunSQL
from psycopg import sql

# Tables that move only through SECURITY DEFINER functions or the owner; the restricted role may at most read them.
READ_ONLY = ("portal_auditevent", "portal_auditseal", "portal_cluster", "portal_guardbaseline", "django_migrations")
# Inserted by the restricted role, moved by definer functions.
INSERT_ONLY_BY_GRANT = ("portal_chain",)


def insert_only(*tables: str) -> list[RunSQL]:
    """Migration operations that make UPDATE, DELETE and TRUNCATE of these tables fail for everybody."""
    return [
        RunSQL(
            f"""
            CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();
            ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_insert_only;
            ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate;
            """,
            f"DROP TRIGGER {table}_insert_only ON {table}; DROP TRIGGER {table}_no_truncate ON {table};",
        )
        for table in tables
    ]


def row_security(table: str, *, reads: str, adds: str, changes: bool = False) -> RunSQL:
    """Migration operation: the restricted role sees and adds only the rows for which these conditions hold.

    The conditions are SQL; they ask `portal_actor()` and `portal_holds(role, …)`. Where no actor is named there are no
    rows; the system (clock, worker, commands) has all of them. `changes` lets rows that may be read be changed too.
    """
    everything = "(SELECT portal_is_system())"
    ways = [
        ("reads", "SELECT", f"USING ({everything} OR {reads})"),
        ("adds", "INSERT", f"WITH CHECK ({everything} OR {adds})"),
    ]
    if changes:
        ways.append(("changes", "UPDATE", f"USING ({everything} OR {reads})"))
    policies = "".join(f"CREATE POLICY {name} ON {table} FOR {way} {condition};" for name, way, condition in ways)
    undo = "".join(f"DROP POLICY {name} ON {table};" for name, _way, _condition in ways)
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; {policies}",
        f"{undo} ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def views() -> list[str]:
    """Every view that a model reads, sorted; whoever could write to one would pass by the row security below it."""
    return sorted(model._meta.db_table for model in apps.get_models() if not model._meta.managed)


def protected_tables() -> list[str]:
    """Every table whose model is `InsertOnly`, sorted."""
    from portal.models import InsertOnly  # noqa: PLC0415 (migrations import this module before models load)

    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, InsertOnly))


def grant(sender: AppConfig, using: str, **kwargs: object) -> None:
    """After each migration, give the restricted role exactly what it needs: DML, but only INSERT on proof."""
    if using != "owner" or sender.label != "reviews":
        return
    call_command("createcachetable", database=using, verbosity=0)
    owner, web = connections[using], connections["default"].settings_dict["USER"]
    role = sql.Identifier(web)
    proof = [sql.Identifier(table) for table in (*protected_tables(), *INSERT_ONLY_BY_GRANT)]
    fixed = [sql.Identifier(table) for table in (*READ_ONLY, *views())]
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role),
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
        sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(role),
        sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {} FROM {}").format(
            sql.SQL(", ").join(proof), role
        ),
        sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {} FROM {}").format(
            sql.SQL(", ").join(fixed), role
        ),
    ]
    with owner.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    keep_baseline(using)


def keep_baseline(using: str) -> None:
    """Note, as the owner, what now protects the records, unless it is what was noted last."""
    from portal import drift  # noqa: PLC0415 (migrations import this module before models load)
    from portal.models import GuardBaseline  # noqa: PLC0415

    with connections[using].cursor() as cursor:
        found = drift.guards(cursor)
    newest = GuardBaseline.objects.using(using).order_by("pk").last()
    if newest is None or newest.guards != found:
        GuardBaseline(guards=found).save(using=using)
