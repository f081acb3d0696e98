"""Who counts and when is not changed afterwards: reviews, sessions, seats and recusals move along their tables only."""

from django.db import migrations, models

FUNCTIONS = """
-- A review moves along its table: reopened once for every approved `review.reopen`, revealed once for every reveal.
CREATE FUNCTION reviews_guard_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    reveals bigint;
    reopenings bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a review stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'collecting' THEN
            RAISE EXCEPTION 'a review begins by collecting' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'review_move';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.round_id, NEW.stage, NEW.opened_at)
        IS DISTINCT FROM (OLD.id, OLD.round_id, OLD.stage, OLD.opened_at) THEN
        RAISE EXCEPTION 'only the status of a review moves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.status = OLD.status OR (OLD.status = 'collecting' AND NEW.status = 'closed') THEN
        RETURN NEW;
    END IF;
    SELECT count(*) INTO reveals FROM reviews_reveal WHERE review_id = NEW.id;
    SELECT count(*) INTO reopenings FROM portal_approval asked
        JOIN portal_approvalanswer answer ON answer.approval_id = asked.id AND answer.verdict = 'approved'
        WHERE asked.verb = 'review.reopen' AND asked.subject = (
            SELECT reference || '/' || NEW.stage FROM applications_round WHERE id = NEW.round_id);
    IF (OLD.status = 'closed' AND NEW.status = 'revealed' AND reveals = reopenings + 1)
        OR (OLD.status = 'revealed' AND NEW.status = 'collecting' AND reveals = reopenings) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'no such move of a review' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_move';
END $$;

-- A session moves along its table while its review is collecting; each time and the chair are written once.
CREATE FUNCTION reviews_guard_session() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a session stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM reviews_review WHERE id = NEW.review_id AND status = 'collecting' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the review is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_closed';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'scheduled' OR num_nonnulls(NEW.chair_id, NEW.started_at, NEW.vote_opened_at, NEW.ended_at) > 0
        THEN
            RAISE EXCEPTION 'a session begins by being scheduled' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'session_move';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.review_id, NEW.application_id, NEW.sitting)
        IS DISTINCT FROM (OLD.id, OLD.review_id, OLD.application_id, OLD.sitting)
        OR (OLD.status <> 'scheduled'
            AND (NEW.starts_at, NEW.ends_at) IS DISTINCT FROM (OLD.starts_at, OLD.ends_at)) THEN
        RAISE EXCEPTION 'a session that has begun keeps its place' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.status, NEW.chair_id, NEW.started_at, NEW.vote_opened_at, NEW.ended_at)
        IS NOT DISTINCT FROM (OLD.status, OLD.chair_id, OLD.started_at, OLD.vote_opened_at, OLD.ended_at)
        OR (OLD.status = 'scheduled' AND NEW.status = 'running'
            AND num_nonnulls(NEW.chair_id, NEW.started_at) = 2 AND num_nonnulls(NEW.vote_opened_at, NEW.ended_at) = 0)
        OR (OLD.status = 'running' AND NEW.status = 'voting' AND NEW.vote_opened_at IS NOT NULL
            AND (NEW.chair_id, NEW.started_at, NEW.ended_at)
                IS NOT DISTINCT FROM (OLD.chair_id, OLD.started_at, OLD.ended_at))
        OR (OLD.status IN ('running', 'voting') AND NEW.status = 'ended' AND NEW.ended_at IS NOT NULL
            AND (NEW.chair_id, NEW.started_at, NEW.vote_opened_at)
                IS NOT DISTINCT FROM (OLD.chair_id, OLD.started_at, OLD.vote_opened_at)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'no such move of a session' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_move';
END $$;

-- A seat is dismissed once and otherwise stays; nobody joins or leaves from the closing of a review to its outcome.
-- Once a pledge is signed a new seat names its own approved `panel.change`.
CREATE FUNCTION reviews_guard_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    the_round applications_round%ROWTYPE;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a seat stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.panel_id, NEW.label, NEW.user_id, NEW.affiliation, NEW.appointed_at, NEW.approval_id)
            IS DISTINCT FROM
            (OLD.id, OLD.panel_id, OLD.label, OLD.user_id, OLD.affiliation, OLD.appointed_at, OLD.approval_id)
            OR (OLD.dismissed_at IS NOT NULL AND NEW.dismissed_at IS DISTINCT FROM OLD.dismissed_at) THEN
            RAISE EXCEPTION 'a seat is dismissed once and otherwise stays' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.dismissed_at IS NULL OR OLD.dismissed_at IS NOT NULL THEN
            RETURN NEW;
        END IF;
    ELSIF NEW.dismissed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a seat begins undismissed' USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_move';
    END IF;
    SELECT r.* INTO the_round FROM applications_round r JOIN reviews_panel p ON p.round_id = r.id
        WHERE p.id = NEW.panel_id;
    PERFORM 1 FROM reviews_review WHERE round_id = the_round.id FOR SHARE;
    IF EXISTS (SELECT 1 FROM reviews_review WHERE round_id = the_round.id AND status <> 'collecting'
               AND (stage = 'presentation' OR the_round.status = 'written')) THEN
        RAISE EXCEPTION 'the panel is being counted' USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_is_counted';
    END IF;
    IF TG_OP = 'INSERT'
        AND EXISTS (SELECT 1 FROM reviews_pledgesignature g JOIN reviews_seat s ON s.id = g.seat_id
                    WHERE s.panel_id = NEW.panel_id)
        AND (EXISTS (SELECT 1 FROM reviews_seat WHERE approval_id = NEW.approval_id)
             OR NOT EXISTS (
                SELECT 1 FROM portal_approval asked
                JOIN portal_approvalanswer answer ON answer.approval_id = asked.id AND answer.verdict = 'approved'
                WHERE asked.id = NEW.approval_id AND asked.verb = 'panel.change'
                AND asked.subject = the_round.reference)) THEN
        RAISE EXCEPTION 'the panel is fixed' USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_is_fixed';
    END IF;
    RETURN NEW;
END $$;

-- A recusal takes nothing away from what is closed: not after the application's session has ended or the presentation
-- review was closed, and from the presentation on once the written review was.
CREATE FUNCTION reviews_guard_recusal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    the_round bigint;
BEGIN
    SELECT p.round_id INTO the_round FROM reviews_seat s JOIN reviews_panel p ON p.id = s.panel_id
        JOIN applications_application a ON a.round_id = p.round_id
        WHERE s.id = NEW.seat_id AND a.id = NEW.application_id;
    IF the_round IS NULL THEN
        RAISE EXCEPTION 'not a seat of this round' USING ERRCODE = 'check_violation', CONSTRAINT = 'own_panel';
    END IF;
    PERFORM 1 FROM reviews_review WHERE round_id = the_round FOR SHARE;
    IF EXISTS (SELECT 1 FROM reviews_review WHERE round_id = the_round AND status <> 'collecting'
               AND (stage = 'presentation' OR (stage = 'written' AND NEW.from_stage = 'written')))
        OR (SELECT s.status FROM reviews_session s JOIN reviews_review r ON r.id = s.review_id
            WHERE r.round_id = the_round AND s.application_id = NEW.application_id
            ORDER BY s.sitting DESC LIMIT 1) = 'ended' THEN
        RAISE EXCEPTION 'what this recusal would change is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recusal_too_late';
    END IF;
    RETURN NEW;
END $$;

-- Lots are drawn for a tie that a reveal has shown, never while sheets and votes are still to come.
CREATE FUNCTION reviews_guard_lot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM reviews_review WHERE id = NEW.review_id AND status = 'revealed' FOR SHARE;
    IF NOT FOUND OR NEW.sitting <> (SELECT count(*) FROM reviews_reveal WHERE review_id = NEW.review_id) THEN
        RAISE EXCEPTION 'no lot now' USING ERRCODE = 'check_violation', CONSTRAINT = 'lot_not_now';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER review_guard BEFORE INSERT OR UPDATE OR DELETE ON reviews_review
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_review();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER review_guard;
CREATE TRIGGER session_guard BEFORE INSERT OR UPDATE OR DELETE ON reviews_session
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_session();
ALTER TABLE reviews_session ENABLE ALWAYS TRIGGER session_guard;
CREATE TRIGGER seat_guard BEFORE INSERT OR UPDATE OR DELETE ON reviews_seat
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_seat();
ALTER TABLE reviews_seat ENABLE ALWAYS TRIGGER seat_guard;
CREATE TRIGGER recusal_guard BEFORE INSERT ON reviews_recusal
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_recusal();
ALTER TABLE reviews_recusal ENABLE ALWAYS TRIGGER recusal_guard;
CREATE TRIGGER lot_guard BEFORE INSERT ON reviews_lotdraw
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_lot();
ALTER TABLE reviews_lotdraw ENABLE ALWAYS TRIGGER lot_guard;
"""

UNDO = """
DROP FUNCTION reviews_guard_review() CASCADE;
DROP FUNCTION reviews_guard_session() CASCADE;
DROP FUNCTION reviews_guard_seat() CASCADE;
DROP FUNCTION reviews_guard_recusal() CASCADE;
DROP FUNCTION reviews_guard_lot() CASCADE;
"""

# A conflict shuts the member out of sheets and ballots also where it came too late for a recusal.
CHECK_SEAT = """
CREATE OR REPLACE FUNCTION reviews_check_seat(p_round bigint, p_seat bigint, p_application bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM reviews_seat s JOIN reviews_panel p ON p.id = s.panel_id
        JOIN applications_application a ON a.round_id = p.round_id
        WHERE s.id = p_seat AND p.round_id = p_round AND a.id = p_application AND s.dismissed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a seat of this round' USING ERRCODE = 'check_violation', CONSTRAINT = 'own_panel';
    END IF;
    IF EXISTS (SELECT 1 FROM reviews_recusal WHERE seat_id = p_seat AND application_id = p_application)%s THEN
        RAISE EXCEPTION 'the seat is recused' USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_recused';
    END IF;
END $$;
"""
DECLARED = """
        OR EXISTS (SELECT 1 FROM reviews_interestdeclaration
                   WHERE seat_id = p_seat AND application_id = p_application AND has_conflict)"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_truth")]

    operations = [
        migrations.AddField(
            "recusal",
            "from_stage",
            models.CharField(
                choices=[("written", "Written review"), ("presentation", "Presentation review")],
                db_default="written",
                default="written",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "recusal",
            models.CheckConstraint(
                condition=models.Q(("from_stage__in", ["written", "presentation"])), name="recusal_stage_is_known"
            ),
        ),
        migrations.AddField("lotdraw", "sitting", models.PositiveSmallIntegerField(db_default=1, default=1)),
        migrations.RemoveConstraint("lotdraw", "one_lot_per_application"),
        migrations.RemoveConstraint("lotdraw", "one_lot_per_number"),
        migrations.AddConstraint(
            "lotdraw",
            models.UniqueConstraint(fields=("review", "sitting", "application"), name="one_lot_per_application"),
        ),
        migrations.AddConstraint(
            "lotdraw", models.UniqueConstraint(fields=("review", "sitting", "number"), name="one_lot_per_number")
        ),
        migrations.RunSQL(FUNCTIONS, UNDO),
        migrations.RunSQL(CHECK_SEAT % DECLARED, CHECK_SEAT % ""),
    ]
