"""The cause of each report, to group and count by; what is all right waits for nobody."""

from typing import Any

import msgspec
from django.db import migrations, models
from django.utils import timezone

_CHUNK = 500


class _Named(msgspec.Struct):
    """What is read of a stored finding, whatever else later versions put there."""

    code: str
    sure: str | None = ""


def fill_in(apps: Any, schema_editor: Any) -> None:
    """From the weightiest finding; reports without one are closed, as new ones of that kind are when they come in."""
    reports = apps.get_model("reports", "ReceivedReport").objects.using(schema_editor.connection.alias)
    changed = []
    for report in reports.exclude(worst="").only("worst").iterator(_CHUNK):
        try:
            named = msgspec.json.decode(report.worst, type=_Named)
        except msgspec.MsgspecError:
            continue
        report.cause, report.sureness = named.code[:80], (named.sure or "")[:10]
        changed.append(report)
        if len(changed) == _CHUNK:
            reports.bulk_update(changed, ["cause", "sureness"])
            changed.clear()
    reports.bulk_update(changed, ["cause", "sureness"])
    reports.filter(verdict="ready", closed=None).update(closed=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_content_types")]
    operations = [
        migrations.AddField("receivedreport", "cause", models.CharField(max_length=80, blank=True, default="")),
        migrations.AddField("receivedreport", "sureness", models.CharField(max_length=10, blank=True, default="")),
        migrations.AddField(
            "receivedreport",
            "confirmation",
            models.CharField(
                max_length=8,
                choices=[("right", "Right"), ("wrong", "Wrong"), ("unknown", "Unknown")],
                blank=True,
                default="",
            ),
        ),
        migrations.AddField("receivedreport", "actual_cause", models.CharField(max_length=80, blank=True, default="")),
        migrations.AddIndex("receivedreport", models.Index(fields=["closed", "cause"], name="reports_by_cause")),
        migrations.CreateModel(
            "ConfirmedCauseCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("cause", models.CharField(max_length=80)),
                ("sureness", models.CharField(blank=True, max_length=10)),
                (
                    "confirmation",
                    models.CharField(
                        choices=[("right", "Right"), ("wrong", "Wrong"), ("unknown", "Unknown")], max_length=8
                    ),
                ),
                ("actual_cause", models.CharField(blank=True, max_length=80)),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["cause", "sureness", "confirmation", "actual_cause"],
                        name="one_count_a_confirmed_cause",
                    )
                ]
            },
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True),
    ]
