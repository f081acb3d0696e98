"""Who asks, for the row security of the apps' tables: the actor that `portal.clusters` names to each transaction."""

from django.db import migrations

FUNCTIONS = """
-- The account, or nothing: an unnamed transaction sees no row, and the system is nobody's account.
CREATE FUNCTION portal_actor() RETURNS bigint LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT nullif(nullif(current_setting('app.actor', true), ''), 'system')::bigint
$$;
CREATE FUNCTION portal_is_system() RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(current_setting('app.actor', true), '') = 'system'
$$;
CREATE FUNCTION portal_holds(VARIADIC p_roles text[]) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM portal_rolegrant
        WHERE user_id = portal_actor() AND role = ANY (p_roles)
          AND starts_at <= portal_now() AND ends_at > portal_now())
$$;
"""
UNDO = """
DROP FUNCTION portal_holds(text[]);
DROP FUNCTION portal_is_system();
DROP FUNCTION portal_actor();
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0009_access_log")]

    operations = [migrations.RunSQL(FUNCTIONS, UNDO)]
