"""Whoever sent a report can see whether it was looked at, and delete it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_fill_sizes")]
    operations = [
        migrations.AddField(
            model_name="receivedreport",
            name="opened",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("new", "neu"),
                    ("working", "in Arbeit"),
                    ("waiting", "wartet"),
                    ("solved", "erledigt"),
                    ("solved-alone", "vom Mitarbeiter selbst gelöst"),
                    ("deleted", "vom Mitarbeiter gelöscht"),
                ],
                default="new",
                max_length=12,
            ),
        ),
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
                ],
                max_length=10,
            ),
        ),
    ]
