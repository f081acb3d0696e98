"""What must never be in the database: the clock, the chain's only door, insert-only proof, two-person answers."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from portal.protection import insert_only

FUNCTIONS = """
CREATE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- The deciding clock (design, Deadlines): the database's, shifted only in demo and test clusters.
CREATE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT clock_timestamp() + (SELECT "offset" FROM portal_cluster) $$;

-- The mark is set at creation; the offset moves forward only, and never in production.
CREATE FUNCTION portal_guard_cluster() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR NEW.kind <> OLD.kind OR NEW.created_at <> OLD.created_at OR NEW."offset" < OLD."offset" THEN
        RAISE EXCEPTION 'the cluster mark is fixed and its clock moves forward only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- h = SHA-256(tag || prev || seq || canonical bytes); the lock on the chain's row is taken last of all locks.
CREATE FUNCTION portal_append(
    p_chain text, p_body bytea, p_verb text, p_subject text, p_at timestamptz,
    p_actor bigint, p_data bytea, p_nonce bytea, OUT seq bigint, OUT hash bytea
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    the_chain portal_chain%ROWTYPE;
    the_event bigint;
BEGIN
    SELECT * INTO the_chain FROM portal_chain WHERE name = p_chain FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no chain %', p_chain;
    END IF;
    seq := the_chain.length + 1;
    hash := sha256(convert_to('gwaban/chain-1', 'UTF8') || '\\x00'::bytea || the_chain.head || int8send(seq) || p_body);
    INSERT INTO portal_auditevent (chain_id, seq, prev, hash, body, verb, subject, at)
        VALUES (the_chain.id, seq, the_chain.head, hash, p_body, p_verb, p_subject, p_at) RETURNING id INTO the_event;
    INSERT INTO portal_auditseal (event_id, actor_id, data, nonce) VALUES (the_event, p_actor, p_data, p_nonce);
    UPDATE portal_chain SET length = seq, head = hash WHERE id = the_chain.id;
END $$;

CREATE FUNCTION portal_new_chain_is_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.length := 0;
    NEW.head := decode(repeat('00', 32), 'hex');
    RETURN NEW;
END $$;

-- The requester may only withdraw, nobody else may; an expired request is not approved (rules/approvals.py).
CREATE FUNCTION portal_guard_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked portal_approval%ROWTYPE;
BEGIN
    SELECT * INTO asked FROM portal_approval WHERE id = NEW.approval_id;
    IF (NEW.verdict = 'withdrawn') <> (NEW.answered_by_id = asked.requested_by_id) THEN
        RAISE EXCEPTION 'a second person must answer' USING ERRCODE = 'check_violation', CONSTRAINT = 'second_person';
    END IF;
    IF NEW.verdict = 'approved' AND portal_now() >= asked.expires_at THEN
        RAISE EXCEPTION 'the request has expired' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_expired';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION portal_outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END $$;

CREATE TRIGGER cluster_guard BEFORE UPDATE OR DELETE ON portal_cluster
    FOR EACH ROW EXECUTE FUNCTION portal_guard_cluster();
ALTER TABLE portal_cluster ENABLE ALWAYS TRIGGER cluster_guard;
CREATE TRIGGER chain_starts_empty BEFORE INSERT ON portal_chain
    FOR EACH ROW EXECUTE FUNCTION portal_new_chain_is_empty();
CREATE TRIGGER answer_guard BEFORE INSERT ON portal_approvalanswer
    FOR EACH ROW EXECUTE FUNCTION portal_guard_answer();
ALTER TABLE portal_approvalanswer ENABLE ALWAYS TRIGGER answer_guard;
CREATE TRIGGER outbox_notify AFTER INSERT ON portal_outboxmessage
    FOR EACH STATEMENT EXECUTE FUNCTION portal_outbox_notify();
INSERT INTO portal_chain (name, length, head) VALUES ('house', 0, decode(repeat('00', 32), 'hex'));
REVOKE ALL ON FUNCTION portal_append(text, bytea, text, text, timestamptz, bigint, bytea, bytea) FROM PUBLIC;
"""

UNDO = """
DROP FUNCTION portal_append(text, bytea, text, text, timestamptz, bigint, bytea, bytea);
DROP FUNCTION portal_now() CASCADE;
DROP FUNCTION portal_guard_cluster() CASCADE;
DROP FUNCTION portal_new_chain_is_empty() CASCADE;
DROP FUNCTION portal_guard_answer() CASCADE;
DROP FUNCTION portal_outbox_notify() CASCADE;
DROP FUNCTION portal_refuse_change() CASCADE;
"""


def mark_cluster(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the mark that is never changed later: the kind, and where a demo's or test's clock starts."""
    kind = {"tool": "production"}.get(settings.MODE, settings.MODE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO portal_cluster (id, kind, "offset", created_at) VALUES '
            "(1, %s, coalesce(%s::timestamptz - clock_timestamp(), '0'::interval), clock_timestamp())",
            [kind, settings.CLUSTER_STARTS_AT if kind != "production" else None],
        )


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        migrations.RunPython(mark_cluster, migrations.RunPython.noop),
        *insert_only(
            "portal_auditevent",
            "portal_auditseal",
            "portal_approval",
            "portal_approvalanswer",
            "portal_storedfile",
            "portal_mail",
            "portal_reportorder",
            "portal_report",
        ),
    ]
