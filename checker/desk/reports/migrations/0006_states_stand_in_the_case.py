"""What a case says is no longer said by each of its reports."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_a_case_for_each_report")]
    operations = [
        migrations.AlterField(
            "receivedreport",
            "case",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="reports.case"),
        ),
        migrations.RemoveIndex(
            model_name="receivedreport",
            name="reports_by_urgency",
        ),
        migrations.RemoveIndex(
            model_name="receivedreport",
            name="reports_by_cause",
        ),
        migrations.RemoveField(
            model_name="receivedreport",
            name="actual_cause",
        ),
        migrations.RemoveField(
            model_name="receivedreport",
            name="cause",
        ),
        migrations.RemoveField(
            model_name="receivedreport",
            name="confirmation",
        ),
        migrations.RemoveField(
            model_name="receivedreport",
            name="sureness",
        ),
    ]
