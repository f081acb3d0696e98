"""Signed heads: inserted at the gates, never changed."""

from django.db import migrations, models

from portal.protection import insert_only


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_consent")]

    operations = [
        migrations.CreateModel(
            name="SignedHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=60)),
                ("seq", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("gate", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("public_key", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "seq", "public_key"), name="one_head_per_link")
                ],
            },
        ),
        *insert_only("portal_signedhead"),
    ]
