"""Sheets and votes, below the policies: each member's own; after the reveal also those who run rounds and the auditor.

Before it staff know who has signed and who has voted, never what: `reviews_signature` shows sheets without a value, and
a ballot without its votes says nothing. Triggers that must count others' rows run as the owner, whom row security does
not bind; that is why it is not forced.
"""

from django.db import migrations, models

from portal.protection import row_security

STAFF = "(SELECT portal_holds('secretary', 'manager', 'auditor'))"
OWN_SEAT = "EXISTS (SELECT 1 FROM reviews_seat s WHERE s.id = {}.seat_id AND s.user_id = (SELECT portal_actor()))"
REVEALED = "EXISTS (SELECT 1 FROM reviews_review r WHERE r.id = {}.review_id AND r.status = 'revealed')"
# A score is as visible as its sheet; the sheet's own row security decides.
OF_SHEET = "EXISTS (SELECT 1 FROM reviews_sheet t WHERE t.id = reviews_score.sheet_id)"
OWN_SHEET = """EXISTS (SELECT 1 FROM reviews_sheet t JOIN reviews_seat s ON s.id = t.seat_id
    WHERE t.id = reviews_score.sheet_id AND s.user_id = (SELECT portal_actor()))"""
OWN_BALLOT = """EXISTS (SELECT 1 FROM reviews_ballot b JOIN reviews_seat s ON s.id = b.seat_id
    WHERE b.id = reviews_vote.ballot_id AND s.user_id = (SELECT portal_actor()))"""
REVEALED_VOTE = """EXISTS (SELECT 1 FROM reviews_ballot b
    JOIN reviews_session n ON n.id = b.session_id JOIN reviews_review r ON r.id = n.review_id
    WHERE b.id = reviews_vote.ballot_id AND r.status = 'revealed')"""
# A member reads files while sheets are written, except of what it stepped back from.
ON_THE_DESK = """EXISTS (
    SELECT 1 FROM applications_application a
    JOIN reviews_review r ON r.round_id = a.round_id AND r.status = 'collecting'
    JOIN reviews_panel p ON p.round_id = a.round_id
    JOIN reviews_seat s ON s.panel_id = p.id AND s.dismissed_at IS NULL AND s.user_id = (SELECT portal_actor())
    WHERE a.id = applications_document.application_id
      AND NOT EXISTS (SELECT 1 FROM reviews_recusal c WHERE c.seat_id = s.id AND c.application_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM reviews_interestdeclaration d
                      WHERE d.seat_id = s.id AND d.application_id = a.id AND d.has_conflict))"""

SIGNATURES = """
CREATE VIEW reviews_signature AS
    SELECT id, review_id, seat_id, application_id, version, signed_at FROM reviews_sheet;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_evidence_export"), ("applications", "0005_row_security")]

    operations = [
        migrations.RunSQL(SIGNATURES, "DROP VIEW reviews_signature"),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("signed_at", models.DateTimeField()),
            ],
            options={"db_table": "reviews_signature", "managed": False},
        ),
        row_security(
            "reviews_sheetdraft",
            reads=OWN_SEAT.format("reviews_sheetdraft"),
            adds=OWN_SEAT.format("reviews_sheetdraft"),
            changes=True,
        ),
        row_security(
            "reviews_sheet",
            reads=f"{OWN_SEAT.format('reviews_sheet')} OR ({STAFF} AND {REVEALED.format('reviews_sheet')})",
            adds=OWN_SEAT.format("reviews_sheet"),
        ),
        row_security("reviews_score", reads=OF_SHEET, adds=OWN_SHEET),
        row_security(
            "reviews_ballot",
            reads=f"{OWN_SEAT.format('reviews_ballot')} OR {STAFF}",
            adds=OWN_SEAT.format("reviews_ballot"),
        ),
        row_security("reviews_vote", reads=f"{OWN_BALLOT} OR ({STAFF} AND {REVEALED_VOTE})", adds=OWN_BALLOT),
        migrations.RunSQL(
            f"CREATE POLICY panel_reads ON applications_document FOR SELECT USING ({ON_THE_DESK})",
            "DROP POLICY panel_reads ON applications_document",
        ),
    ]
