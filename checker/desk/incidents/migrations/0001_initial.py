"""An incident, and the cases that belong to it."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

_technician: dict[str, Any] = {
    "blank": True,
    "null": True,
    "on_delete": django.db.models.deletion.SET_NULL,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("customers", "0004_invitation"),
        ("reports", "0006_states_stand_in_the_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cause", models.CharField(blank=True, default="", max_length=80)),
                ("subject", models.CharField(blank=True, default="", max_length=60)),
                ("began", models.DateTimeField()),
                ("opened", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_manual", models.BooleanField(default=False)),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("announced", models.BooleanField(default=True)),
                ("people", models.PositiveIntegerField(default=0)),
                ("closed", models.DateTimeField(blank=True, null=True)),
                ("cases", models.ManyToManyField(blank=True, related_name="incidents", to="reports.case")),
                ("closed_by", models.ForeignKey(**_technician)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="incidents", to="customers.customer"
                    ),
                ),
                ("opened_by", models.ForeignKey(**_technician)),
                ("worker", models.ForeignKey(**_technician)),
            ],
            options={
                "ordering": ["-opened", "-pk"],
                "indexes": [
                    models.Index(condition=models.Q(("closed", None)), fields=["customer"], name="incidents_open"),
                    models.Index(fields=["-opened"], name="incidents_by_opening"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed", None), models.Q(("cause", ""), _negated=True)),
                        fields=("customer", "cause", "subject"),
                        name="one_open_incident_a_cause",
                    )
                ],
            },
        ),
    ]
