"""What must never be in the database: a round that skips a step or a second person, a deadline without its approval."""

from django.db import migrations, models

FUNCTIONS = """
-- A round moves along the table of `lifecycle.ROUND_MOVES`; a move of two managers only after their approved request.
CREATE FUNCTION applications_guard_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    step text := OLD.status || ' ' || NEW.status;
    verb text;
    about text := NEW.reference;
BEGIN
    IF NEW.status = OLD.status OR step IN (
        'announced open', 'open closed', 'closed screening', 'screening written', 'screening presentation') THEN
        RETURN NEW;
    END IF;
    verb := CASE
        WHEN step = 'draft announced' THEN 'round.open'
        WHEN step = 'written presentation' THEN 'round.shortlist'
        WHEN step = 'presentation deliberation' THEN 'review.reveal'
        WHEN step = 'deliberation published' THEN 'decision.publish'
        WHEN NEW.status = 'cancelled' AND OLD.status IN ('draft', 'announced', 'open', 'closed') THEN 'round.cancel'
    END;
    IF verb IS NULL THEN
        RAISE EXCEPTION 'no such move: %', step USING ERRCODE = 'check_violation', CONSTRAINT = 'round_move_is_legal';
    END IF;
    IF verb = 'review.reveal' THEN
        about := about || '/presentation';
    END IF;
    IF NOT portal_is_approved(verb, about) THEN
        RAISE EXCEPTION '% needs two people', verb USING ERRCODE = 'check_violation', CONSTRAINT = 'round_move_approved';
    END IF;
    RETURN NEW;
END $$;

-- The approval that a deadline names was given, for this round; the unique constraint lets it be used once.
CREATE FUNCTION applications_guard_deadline_approval() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM portal_approval a JOIN portal_approvalanswer s ON s.approval_id = a.id AND s.verdict = 'approved'
        JOIN applications_round r ON r.reference = a.subject
        WHERE a.id = NEW.approval_id AND r.id = NEW.round_id AND a.verb = 'round.open'
        AND (convert_from(a.payload, 'UTF8')::jsonb #>> '{document,schedule,closes_at}')::timestamptz = NEW.closes_at;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a deadline needs its approval'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deadline_approved';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER round_move_guard BEFORE UPDATE ON applications_round
    FOR EACH ROW EXECUTE FUNCTION applications_guard_move();
ALTER TABLE applications_round ENABLE ALWAYS TRIGGER round_move_guard;
CREATE TRIGGER deadline_approval_guard BEFORE INSERT ON applications_rounddeadline
    FOR EACH ROW EXECUTE FUNCTION applications_guard_deadline_approval();
ALTER TABLE applications_rounddeadline ENABLE ALWAYS TRIGGER deadline_approval_guard;
"""

UNDO = """
DROP FUNCTION applications_guard_move() CASCADE;
DROP FUNCTION applications_guard_deadline_approval() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_truth"), ("portal", "0003_guards")]

    operations = [
        migrations.AddConstraint(
            model_name="rounddeadline",
            constraint=models.UniqueConstraint(fields=["approval"], name="one_deadline_per_approval"),
        ),
        migrations.RunSQL(FUNCTIONS, UNDO),
    ]
