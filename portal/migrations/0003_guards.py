"""What must never be in the database: a role that two agencies did not give, a second agency for one person."""

from django.db import migrations, models

from portal.protection import insert_only

FUNCTIONS = """
-- A role is asked for by a manager of one agency and approved by a manager of another, for somebody else; only the
-- first two managers, of two agencies, come without (design, Ten principles 7; `bootstrap`).
CREATE FUNCTION portal_guard_grant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    asked portal_approval%ROWTYPE;
    answered portal_approvalanswer%ROWTYPE;
    wanted jsonb;
BEGIN
    -- Two grants to one person wait for each other, and so do two attempts to make the first managers.
    PERFORM 1 FROM portal_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM portal_rolegrant WHERE user_id = NEW.user_id AND agency <> NEW.agency
               AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at) THEN
        RAISE EXCEPTION 'roles of two agencies' USING ERRCODE = 'check_violation', CONSTRAINT = 'roles_of_one_agency';
    END IF;
    IF NEW.approval_id IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('portal_guard_grant'));
        IF NEW.role <> 'manager' OR (SELECT count(*) FROM portal_rolegrant) > 1
            OR EXISTS (SELECT 1 FROM portal_rolegrant
                       WHERE approval_id IS NOT NULL OR user_id = NEW.user_id OR agency = NEW.agency) THEN
            RAISE EXCEPTION 'a role needs an approval' USING ERRCODE = 'check_violation', CONSTRAINT = 'role_approved';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO asked FROM portal_approval WHERE id = NEW.approval_id AND verb = 'role.grant';
    SELECT * INTO answered FROM portal_approvalanswer WHERE approval_id = asked.id AND verdict = 'approved';
    IF answered.id IS NULL THEN
        RAISE EXCEPTION 'a role needs an approval' USING ERRCODE = 'check_violation', CONSTRAINT = 'role_approved';
    END IF;
    wanted := convert_from(asked.payload, 'UTF8')::jsonb;
    IF (wanted ->> 'email', wanted ->> 'role', wanted ->> 'agency') IS DISTINCT FROM
        ((SELECT email::text FROM portal_user WHERE id = NEW.user_id), NEW.role::text, NEW.agency::text)
        OR NEW.ends_at > NEW.starts_at + make_interval(days => (wanted ->> 'days')::int) THEN
        RAISE EXCEPTION 'not the role that was approved'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'role_as_approved';
    END IF;
    IF NEW.user_id IN (asked.requested_by_id, answered.answered_by_id)
        OR NOT EXISTS (SELECT 1 FROM portal_rolegrant WHERE user_id = asked.requested_by_id AND role = 'manager'
                       AND agency = asked.requested_agency
                       AND starts_at <= asked.requested_at AND ends_at > asked.requested_at)
        OR NOT EXISTS (SELECT 1 FROM portal_rolegrant WHERE user_id = answered.answered_by_id AND role = 'manager'
                       AND agency <> asked.requested_agency
                       AND starts_at <= answered.answered_at AND ends_at > answered.answered_at) THEN
        RAISE EXCEPTION 'two agencies give a role' USING ERRCODE = 'check_violation', CONSTRAINT = 'role_by_two_agencies';
    END IF;
    RETURN NEW;
END $$;

-- Whether two people agreed on this act; for the guards of the tables that such acts write.
CREATE FUNCTION portal_is_approved(p_verb text, p_subject text) RETURNS boolean LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM portal_approval a JOIN portal_approvalanswer s ON s.approval_id = a.id
                   WHERE a.verb = p_verb AND a.subject = p_subject AND s.verdict = 'approved')
$$;

-- A file's link carries the hash of its session's key (`files.link`); the link ends with the session.
CREATE INDEX portal_session_digest ON django_session (sha256(session_key::bytea));

CREATE TRIGGER grant_guard BEFORE INSERT ON portal_rolegrant FOR EACH ROW EXECUTE FUNCTION portal_guard_grant();
ALTER TABLE portal_rolegrant ENABLE ALWAYS TRIGGER grant_guard;
"""

UNDO = """
DROP INDEX portal_session_digest;
DROP FUNCTION portal_guard_grant() CASCADE;
DROP FUNCTION portal_is_approved(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_truth"), ("sessions", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.UniqueConstraint(fields=["approval"], name="one_grant_per_approval"),
        ),
        migrations.RunSQL(FUNCTIONS, UNDO),
        *insert_only("portal_rolegrant"),
    ]
