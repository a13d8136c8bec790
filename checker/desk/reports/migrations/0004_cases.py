"""Cases, still empty, and the place of a report in one."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_forget_old_secrets"),
        ("reports", "0003_cause"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(blank=True, default="", max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "neu"),
                            ("working", "in Arbeit"),
                            ("waiting", "wartet"),
                            ("solved", "erledigt"),
                            ("solved-alone", "vom Mitarbeiter selbst gelöst"),
                        ],
                        default="new",
                        max_length=12,
                    ),
                ),
                (
                    "waiting_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("employee", "den Mitarbeiter"),
                            ("provider", "den Internetanbieter"),
                            ("purchase", "eine Bestellung"),
                            ("customer", "den Kunden"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("worker_since", models.DateTimeField(blank=True, null=True)),
                ("urgency", models.PositiveSmallIntegerField()),
                ("reference", models.CharField(max_length=20)),
                ("received", models.DateTimeField()),
                ("created", models.DateTimeField()),
                ("runs", models.PositiveIntegerField(default=1)),
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
                ("worst", models.TextField(blank=True, default="")),
                ("cause", models.CharField(blank=True, default="", max_length=80)),
                ("sureness", models.CharField(blank=True, default="", max_length=10)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("trouble", models.CharField(blank=True, default="", max_length=1000)),
                ("closed", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmation",
                    models.CharField(
                        blank=True,
                        choices=[("right", "Right"), ("wrong", "Wrong"), ("unknown", "Unknown")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("actual_cause", models.CharField(blank=True, default="", max_length=80)),
                ("solution", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "db_table": "cases_case",
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("note", "Notiz"),
                            ("assigned", "übernommen"),
                            ("released", "wieder freigegeben"),
                            ("waiting", "wartet"),
                            ("closed", "erledigt"),
                            ("opened", "wieder geöffnet"),
                            ("returned", "ein neuer Bericht ist da"),
                            ("fine", "ein späterer Bericht ist in Ordnung: von selbst abgelegt"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, default="", max_length=2000)),
            ],
            options={
                "db_table": "cases_event",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseNameWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=120)),
            ],
            options={
                "db_table": "cases_nameword",
            },
        ),
        migrations.CreateModel(
            name="ReplyText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cause", models.CharField(max_length=80)),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField(max_length=5000)),
                ("changed", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "cases_reply",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="worker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="receivedreport",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="reports.case"
            ),
        ),
        migrations.AddIndex(
            model_name="receivedreport",
            index=models.Index(django.db.models.functions.text.Substr("reference", 5), name="reports_by_second_half"),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="events", to="reports.case"
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="technician",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casenameword",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="name_words", to="reports.case"
            ),
        ),
        migrations.AddConstraint(
            model_name="replytext",
            constraint=models.UniqueConstraint(fields=("cause", "language"), name="one_reply_a_cause_and_language"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "urgency", "received"], name="cases_by_urgency"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["closed"], name="cases_by_closing"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["received"], name="cases_by_arrival"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["customer", "cause", "closed"], name="cases_by_customer"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["cause", "closed"], name="cases_by_cause"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("code", ""), _negated=True), fields=["customer", "code"], name="cases_by_code"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("confirmation", ""), _negated=True),
                fields=["cause", "sureness", "confirmation"],
                name="cases_confirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="casenameword",
            index=models.Index(fields=["word"], name="cases_by_name"),
        ),
    ]
