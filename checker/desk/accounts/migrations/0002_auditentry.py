"""The log of what changes whom others trust."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("sign-in-link", "Mit einem Anmeldelink angemeldet"),
                            ("password", "Passwort gesetzt"),
                            ("firm", "Angaben zur Firma geändert"),
                            ("key", "Schlüssel der Firma gewechselt"),
                            ("code", "Neue Kennung für einen Kunden"),
                            ("code-ended", "Alte Kennung eines Kunden beendet"),
                            ("technician", "Zugang angelegt, zurückgesetzt oder entfernt"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=120)),
                (
                    "technician",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
    ]
