"""Documents, below the policies: the consortium's own, and after the unsealing for those who run rounds."""

from django.db import migrations

from portal.protection import row_security

OF_CONSORTIUM = """EXISTS (
    SELECT 1 FROM applications_applicationperson p
    WHERE p.application_id = applications_document.application_id AND p.user_id = (SELECT portal_actor()))"""
UNSEALED = """(SELECT portal_holds('secretary', 'manager')) AND EXISTS (
    SELECT 1 FROM applications_application a JOIN applications_round r ON r.id = a.round_id
    WHERE a.id = applications_document.application_id
      AND r.status IN ('screening', 'written', 'presentation', 'deliberation', 'published'))"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_notice_numbers"), ("portal", "0010_row_security")]

    operations = [
        row_security("applications_document", reads=f"{OF_CONSORTIUM} OR ({UNSEALED})", adds=OF_CONSORTIUM),
    ]
