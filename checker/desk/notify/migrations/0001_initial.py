"""Channels, the mail server, and the queue."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("mail", "E-Mail"), ("webhook", "Webhook")], max_length=8)),
                ("target", models.CharField(max_length=300)),
                ("secret", models.CharField(blank=True, default="", max_length=64)),
                ("only_urgent", models.BooleanField(default=True)),
                ("last_case", models.PositiveBigIntegerField(default=0)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["kind", "target"],
            },
        ),
        migrations.CreateModel(
            name="MailServer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "host",
                    models.CharField(
                        max_length=250,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^\\x00-\\x1f\\x7f]*$", "Bitte eine Zeile ohne Sonderzeichen."
                            )
                        ],
                        verbose_name="Mailserver",
                    ),
                ),
                (
                    "port",
                    models.PositiveIntegerField(
                        default=587,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(65535),
                        ],
                        verbose_name="Port",
                    ),
                ),
                (
                    "security",
                    models.CharField(
                        choices=[
                            ("starttls", "STARTTLS, meist Port 587"),
                            ("tls", "TLS von Anfang an, meist Port 465"),
                            ("none", "gar nicht: nur für einen Server auf diesem Rechner"),
                        ],
                        default="starttls",
                        max_length=8,
                        verbose_name="Schutz",
                    ),
                ),
                (
                    "user",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^\\x00-\\x1f\\x7f]*$", "Bitte eine Zeile ohne Sonderzeichen."
                            )
                        ],
                        verbose_name="Benutzer",
                    ),
                ),
                ("password", models.CharField(blank=True, default="", max_length=200, verbose_name="Passwort")),
                ("sender", models.EmailField(max_length=120, verbose_name="Absender")),
            ],
        ),
        migrations.CreateModel(
            name="QueuedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "wartet"), ("sent", "gesendet"), ("failed", "aufgegeben")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("next_try", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("error", models.CharField(blank=True, default="", max_length=200)),
                ("sent", models.DateTimeField(blank=True, null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="notify.channel"
                    ),
                ),
            ],
            options={
                "ordering": ["-made", "-pk"],
                "indexes": [models.Index(fields=["state", "next_try"], name="messages_due")],
            },
        ),
    ]
