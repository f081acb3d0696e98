"""Sealed evidence that left the house: one row an approval, never changed."""

import django.db.models.deletion
from django.db import migrations, models

from portal.protection import insert_only


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_guards"),
        ("portal", "0005_signed_heads"),
        ("reviews", "0003_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contents_sha256", models.CharField(max_length=64)),
                ("exported_at", models.DateTimeField()),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.approval"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_exports",
                        to="applications.round",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        *insert_only("reviews_evidenceexport"),
    ]
