"""Two rounds are never announced under one notice number."""

from django.db import migrations, models
from django.db.models.fields.json import KT


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_guards"), ("portal", "0003_guards")]

    operations = [
        migrations.AddConstraint(
            "rulecard", models.UniqueConstraint(KT("document__notice_no"), name="one_round_per_notice_no")
        ),
    ]
