"""Needs, the firm's prices, and links for managers."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0004_invitation"),
        ("reports", "0006_states_stand_in_the_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("webcam", "Webcam"),
                            ("headset", "Headset"),
                            ("cable", "Netzwerkkabel"),
                            ("memory", "Arbeitsspeicher"),
                            ("notebook", "Computer"),
                            ("screen", "Bildschirm"),
                            ("line", "Schnellerer Anschluss"),
                        ],
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("product", models.CharField(blank=True, default="", max_length=120)),
                (
                    "low",
                    models.PositiveIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)]
                    ),
                ),
                (
                    "high",
                    models.PositiveIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)]
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ManagerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hashed", models.CharField(max_length=64, unique=True)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="manager_links",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "ordering": ["-made"],
            },
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20)),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("webcam", "Webcam"),
                            ("headset", "Headset"),
                            ("cable", "Netzwerkkabel"),
                            ("memory", "Arbeitsspeicher"),
                            ("notebook", "Computer"),
                            ("screen", "Bildschirm"),
                            ("line", "Schnellerer Anschluss"),
                        ],
                        max_length=10,
                    ),
                ),
                ("finding", models.TextField()),
                ("free_fix_tried", models.BooleanField(default=False)),
                ("person", models.CharField(blank=True, default="", max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("needed", "gebraucht"),
                            ("approved", "genehmigt"),
                            ("ordered", "bestellt"),
                            ("sent", "verschickt"),
                            ("checked", "geprüft, es hilft"),
                            ("not-needed", "ohne Kauf gelöst"),
                            ("declined", "abgelehnt"),
                        ],
                        default="needed",
                        max_length=10,
                    ),
                ),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="purchases",
                        to="reports.case",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="purchases", to="customers.customer"
                    ),
                ),
            ],
            options={
                "ordering": ["item", "made", "pk"],
                "indexes": [models.Index(fields=["customer", "state"], name="purchases_by_customer")],
                "constraints": [models.UniqueConstraint(fields=("case", "item"), name="one_purchase_a_case_and_item")],
            },
        ),
    ]
