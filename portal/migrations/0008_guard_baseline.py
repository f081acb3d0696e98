"""What a migration left as guards is kept, so that a later change by hand can be named."""

from django.db import migrations, models

from portal.protection import insert_only


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_accounts")]

    operations = [
        migrations.CreateModel(
            name="GuardBaseline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("guards", models.JSONField()),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"abstract": False},
        ),
        *insert_only("portal_guardbaseline"),
    ]
