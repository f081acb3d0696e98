"""What must never be in the database: a late submission, a changed call, a changed proof."""

from django.db import migrations

from portal.protection import insert_only

FUNCTIONS = """
-- 제출 (design, Deadlines): lock the round FOR SHARE, read the clock after the lock, refuse at or after the newest
-- deadline, and write that same moment as the only stamp. Closing takes FOR UPDATE and so waits for those in flight.
CREATE FUNCTION applications_stamp_submission() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    the_round applications_round%ROWTYPE;
    deadline timestamptz;
    stamp timestamptz;
BEGIN
    SELECT * INTO the_round FROM applications_round WHERE id = NEW.round_id FOR SHARE;
    stamp := portal_now();
    SELECT closes_at INTO deadline FROM applications_rounddeadline
        WHERE round_id = NEW.round_id ORDER BY id DESC LIMIT 1;
    IF the_round.status <> 'open' OR stamp < the_round.opens_at OR deadline IS NULL THEN
        RAISE EXCEPTION 'the round is not open' USING ERRCODE = 'check_violation', CONSTRAINT = 'round_not_open';
    END IF;
    IF stamp >= deadline THEN
        RAISE EXCEPTION 'the deadline has passed' USING ERRCODE = 'check_violation', CONSTRAINT = 'deadline_passed';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM applications_application WHERE id = NEW.application_id AND round_id = NEW.round_id) THEN
        RAISE EXCEPTION 'application of another round' USING ERRCODE = 'check_violation', CONSTRAINT = 'own_round';
    END IF;
    NEW.received_at := stamp;
    RETURN NEW;
END $$;

-- From the announcement on only the status of a round moves, and the window's two moves never before their time;
-- what was announced is in the rule card.
CREATE FUNCTION applications_guard_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND (NEW.reference, NEW.title, NEW.title_en, NEW.opens_at, NEW.draft, NEW.created_by_id)
        IS DISTINCT FROM (OLD.reference, OLD.title, OLD.title_en, OLD.opens_at, OLD.draft, OLD.created_by_id) THEN
        RAISE EXCEPTION 'an announced round does not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.status = 'draft' AND OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'an announced round is no draft again' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.status = 'open' AND OLD.status = 'announced' AND portal_now() < NEW.opens_at THEN
        RAISE EXCEPTION 'the window has not begun' USING ERRCODE = 'check_violation', CONSTRAINT = 'window_not_begun';
    END IF;
    IF NEW.status = 'closed' AND OLD.status = 'open' AND portal_now() < (
        SELECT closes_at FROM applications_rounddeadline WHERE round_id = NEW.id ORDER BY id DESC LIMIT 1) THEN
        RAISE EXCEPTION 'the deadline has not come' USING ERRCODE = 'check_violation', CONSTRAINT = 'deadline_not_reached';
    END IF;
    RETURN NEW;
END $$;

-- A deadline is only ever moved later, for all, and each move names its approval.
CREATE FUNCTION applications_guard_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM applications_rounddeadline
               WHERE round_id = NEW.round_id AND closes_at >= NEW.closes_at) THEN
        RAISE EXCEPTION 'a deadline moves later only' USING ERRCODE = 'check_violation', CONSTRAINT = 'later_only';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER submission_stamp BEFORE INSERT ON applications_submission
    FOR EACH ROW EXECUTE FUNCTION applications_stamp_submission();
ALTER TABLE applications_submission ENABLE ALWAYS TRIGGER submission_stamp;
CREATE TRIGGER round_guard BEFORE UPDATE ON applications_round
    FOR EACH ROW EXECUTE FUNCTION applications_guard_round();
ALTER TABLE applications_round ENABLE ALWAYS TRIGGER round_guard;
CREATE TRIGGER deadline_guard BEFORE INSERT ON applications_rounddeadline
    FOR EACH ROW EXECUTE FUNCTION applications_guard_deadline();
ALTER TABLE applications_rounddeadline ENABLE ALWAYS TRIGGER deadline_guard;
"""

UNDO = """
DROP FUNCTION applications_stamp_submission() CASCADE;
DROP FUNCTION applications_guard_round() CASCADE;
DROP FUNCTION applications_guard_deadline() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial"), ("portal", "0002_truth")]

    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        *insert_only(
            "applications_rulecard",
            "applications_rounddeadline",
            "applications_closemanifest",
            "applications_document",
            "applications_submission",
            "applications_refusedattempt",
            "applications_withdrawal",
            "applications_screening",
        ),
    ]
