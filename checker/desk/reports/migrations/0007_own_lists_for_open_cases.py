"""Indexes of open cases alone, those of closed ones alone, and the size of each report, not filled in yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_invitation"),
        ("reports", "0006_states_stand_in_the_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_urgency",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_closing",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_customer",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_cause",
        ),
        migrations.RemoveIndex(
            model_name="receivedreport",
            name="reports_by_customer",
        ),
        migrations.RemoveIndex(
            model_name="casenameword",
            name="cases_by_name",
        ),
        migrations.AddField(
            model_name="receivedreport",
            name="size",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="case",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="customer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cases",
                to="customers.customer",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="worker",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="receivedreport",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="receivedreport",
            name="customer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="customers.customer",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed", None)),
                fields=["closed", "urgency", "received", "customer", "cause", "state"],
                name="open_by_urgency",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed", None)),
                fields=["closed", "cause", "customer", "state", "urgency", "received"],
                name="open_by_cause",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed", None)),
                fields=["closed", "customer", "cause", "state", "urgency", "received"],
                name="open_by_customer",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["state", "closed", "received", "customer", "cause"],
                name="waiting_by_arrival",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed__isnull", False)), fields=["closed"], name="cases_by_closing"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["customer", "received", "cause"], name="cases_by_customer"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["cause", "received", "customer"], name="cases_by_cause"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("worker__isnull", False)), fields=["worker"], name="cases_by_worker"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_by__isnull", False)), fields=["closed_by"], name="cases_by_closer"
            ),
        ),
        migrations.AddIndex(
            model_name="receivedreport",
            index=models.Index(fields=["customer", "received", "size"], name="reports_by_customer"),
        ),
        migrations.AddIndex(
            model_name="receivedreport",
            index=models.Index(
                condition=models.Q(("closed_by__isnull", False)), fields=["closed_by"], name="reports_by_closer"
            ),
        ),
        migrations.AddIndex(
            model_name="casenameword",
            index=models.Index(fields=["word", "case"], name="cases_by_name"),
        ),
    ]
