"""Numbers of one day and customer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0004_invitation"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayCause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("cause", models.CharField(max_length=80)),
                ("by_employee", models.PositiveIntegerField(default=0)),
                ("by_technician", models.PositiveIntegerField(default=0)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="day_causes", to="customers.customer"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer", "day"], name="causes_by_customer_and_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "customer", "cause"), name="one_count_a_day_and_cause")
                ],
            },
        ),
        migrations.CreateModel(
            name="DayResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("reports", models.PositiveIntegerField(default=0)),
                ("fine", models.PositiveIntegerField(default=0)),
                ("by_employee", models.PositiveIntegerField(default=0)),
                ("by_technician", models.PositiveIntegerField(default=0)),
                ("minutes", models.PositiveBigIntegerField(default=0)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="day_results", to="customers.customer"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer", "day"], name="results_by_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "customer"), name="one_result_a_day_and_customer")
                ],
            },
        ),
    ]
