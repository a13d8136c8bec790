"""The models of the former apps intake and inbox: their tables are there already and keep their names."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("intake", "0002_moved_to_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Arrival",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("size", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        ("received", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("quarantined", "Quarantined"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                ],
                                default="quarantined",
                                max_length=12,
                            ),
                        ),
                        ("refusal", models.CharField(blank=True, max_length=60)),
                        ("raw", models.BinaryField()),
                    ],
                    options={
                        "db_table": "intake_arrival",
                        "indexes": [models.Index(fields=["state", "received"], name="arrivals_by_state")],
                    },
                ),
                migrations.CreateModel(
                    name="ReceivedReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("report_id", models.CharField(max_length=32, unique=True)),
                        ("reference", models.CharField(max_length=20, unique=True)),
                        ("received", models.DateTimeField()),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("ready", "ready"),
                                    ("ready-with-warnings", "ready-with-warnings"),
                                    ("not-ready", "not-ready"),
                                    ("unknown", "unknown"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("urgency", models.PositiveSmallIntegerField()),
                        ("worst", models.TextField(blank=True)),
                        ("closed", models.DateTimeField(blank=True, null=True)),
                        (
                            "arrival",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="report", to="reports.arrival"
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="customers.customer",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "inbox_receivedreport",
                        "indexes": [
                            models.Index(fields=["closed", "urgency", "received"], name="reports_by_urgency"),
                            models.Index(fields=["customer", "received"], name="reports_by_customer"),
                        ],
                    },
                ),
            ]
        )
    ]
