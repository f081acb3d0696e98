"""Agreements to the privacy policy, kept as proof."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.protection import insert_only


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_guards")]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20)),
                ("agreed_at", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        *insert_only("portal_consent"),
    ]
