"""What a phone hands over for a PC without internet."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_own_report")]
    operations = [
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("note", "Notiz"),
                    ("assigned", "übernommen"),
                    ("released", "wieder freigegeben"),
                    ("waiting", "wartet"),
                    ("closed", "erledigt"),
                    ("opened", "wieder geöffnet"),
                    ("returned", "ein neuer Bericht ist da"),
                    ("fine", "ein späterer Bericht ist in Ordnung: von selbst abgelegt"),
                    ("deleted", "der Mitarbeiter hat einen Bericht gelöscht"),
                    ("phone", "ein Handy hat einen Kurzbericht übergeben"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="PhoneSummary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report_id", models.CharField(max_length=32, unique=True)),
                ("reference", models.CharField(db_index=True, max_length=20)),
                ("received", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("findings", models.TextField()),
                ("left_out", models.PositiveSmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="summaries", to="reports.case"
                    ),
                ),
            ],
            options={
                "db_table": "cases_phonesummary",
            },
        ),
    ]
