"""Roles, second factors, recovery codes, and the list of open sessions.

Migrations 0003 to 0006 each listed all actions of the log anew for one more of them. They change no table: Django only
compares the lists. From here on the list stands in a function that migrations name, so that no further one is needed.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import checker.desk.accounts.models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_channel"),
    ]

    operations = [
        migrations.AddField(
            model_name="technician",
            name="role",
            field=models.CharField(
                choices=[
                    ("technician", "Technik: Fälle, Kunden, Einkauf, Ratgeber"),
                    ("administrator", "Administration: dazu Firma, Schlüssel, Zugänge, Protokoll"),
                ],
                default="technician",
                max_length=13,
            ),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(choices=checker.desk.accounts.models.audit_actions, max_length=20),
        ),
        migrations.CreateModel(
            name="BrowserSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("browser", models.CharField(blank=True, max_length=60)),
                ("began", models.DateTimeField(default=django.utils.timezone.now)),
                ("used", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "technician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="browser_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-used", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("credential_id", models.CharField(max_length=1400, unique=True)),
                ("credential", models.BinaryField(max_length=4000)),
                ("sign_count", models.PositiveBigIntegerField(default=0)),
                ("last_challenge", models.PositiveBigIntegerField(default=0)),
                ("name", models.CharField(max_length=60)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("used", models.DateTimeField(blank=True, null=True)),
                (
                    "technician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passkeys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["made", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hashed", models.CharField(max_length=64, unique=True)),
                (
                    "technician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TotpSecret",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.BinaryField(max_length=200)),
                ("last_step", models.PositiveBigIntegerField(default=0)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "technician",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="totp", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
