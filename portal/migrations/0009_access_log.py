"""The access log and its monthly reviews: inserted, never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.protection import insert_only


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_guard_baseline")]

    operations = [
        migrations.CreateModel(
            name="AccessEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("label", models.CharField(max_length=60)),
                ("network", models.CharField(max_length=45)),
                ("kind", models.CharField(max_length=10)),
                ("method", models.CharField(max_length=7)),
                ("door", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=200)),
                ("status", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=500)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["user", "at"], name="access_by_user_and_time")]},
        ),
        migrations.CreateModel(
            name="AccessReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7, unique=True)),
                ("figures", models.JSONField()),
                ("findings", models.TextField()),
                ("signed_at", models.DateTimeField()),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        *insert_only("portal_accessentry", "portal_accessreview"),
    ]
