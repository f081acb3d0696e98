"""What must never be in the database: a sheet or ballot out of its time or of a recused seat, a changed proof."""

from django.db import migrations

from portal.protection import insert_only

FUNCTIONS = """
-- A signed sheet: the review is collecting, the seat is the panel's, not dismissed and not recused.
CREATE FUNCTION reviews_guard_sheet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    the_review reviews_review%ROWTYPE;
BEGIN
    SELECT * INTO the_review FROM reviews_review WHERE id = NEW.review_id FOR SHARE;
    IF the_review.status <> 'collecting' THEN
        RAISE EXCEPTION 'the review is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_closed';
    END IF;
    PERFORM reviews_check_seat(the_review.round_id, NEW.seat_id, NEW.application_id);
    RETURN NEW;
END $$;

-- A ballot: the review is collecting, this session's vote is open, the seat is the panel's and not recused.
CREATE FUNCTION reviews_guard_ballot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    the_session reviews_session%ROWTYPE;
    the_review reviews_review%ROWTYPE;
BEGIN
    SELECT * INTO the_session FROM reviews_session WHERE id = NEW.session_id FOR SHARE;
    SELECT * INTO the_review FROM reviews_review WHERE id = the_session.review_id FOR SHARE;
    IF the_review.status <> 'collecting' THEN
        RAISE EXCEPTION 'the review is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_closed';
    END IF;
    IF the_session.status <> 'voting' THEN
        RAISE EXCEPTION 'no vote is open' USING ERRCODE = 'check_violation', CONSTRAINT = 'vote_not_open';
    END IF;
    PERFORM reviews_check_seat(the_review.round_id, NEW.seat_id, the_session.application_id);
    RETURN NEW;
END $$;

CREATE FUNCTION reviews_check_seat(p_round bigint, p_seat bigint, p_application bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM reviews_seat s JOIN reviews_panel p ON p.id = s.panel_id
        JOIN applications_application a ON a.round_id = p.round_id
        WHERE s.id = p_seat AND p.round_id = p_round AND a.id = p_application AND s.dismissed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a seat of this round' USING ERRCODE = 'check_violation', CONSTRAINT = 'own_panel';
    END IF;
    IF EXISTS (SELECT 1 FROM reviews_recusal WHERE seat_id = p_seat AND application_id = p_application) THEN
        RAISE EXCEPTION 'the seat is recused' USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_recused';
    END IF;
END $$;

CREATE TRIGGER sheet_guard BEFORE INSERT ON reviews_sheet FOR EACH ROW EXECUTE FUNCTION reviews_guard_sheet();
ALTER TABLE reviews_sheet ENABLE ALWAYS TRIGGER sheet_guard;
CREATE TRIGGER ballot_guard BEFORE INSERT ON reviews_ballot FOR EACH ROW EXECUTE FUNCTION reviews_guard_ballot();
ALTER TABLE reviews_ballot ENABLE ALWAYS TRIGGER ballot_guard;
"""

UNDO = """
DROP FUNCTION reviews_guard_sheet() CASCADE;
DROP FUNCTION reviews_guard_ballot() CASCADE;
DROP FUNCTION reviews_check_seat(bigint, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("applications", "0002_truth")]

    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        *insert_only(
            "reviews_chairelection",
            "reviews_pledgesignature",
            "reviews_interestdeclaration",
            "reviews_recusal",
            "reviews_reveal",
            "reviews_sheet",
            "reviews_score",
            "reviews_attendance",
            "reviews_lotdraw",
            "reviews_consolidatedopinion",
            "reviews_ballot",
            "reviews_vote",
            "reviews_decision",
            "reviews_publication",
        ),
    ]
