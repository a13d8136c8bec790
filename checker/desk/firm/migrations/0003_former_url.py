"""What profiles named before the desk was started elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("firm", "0002_formerkey"),
    ]

    operations = [
        migrations.AddField(
            model_name="firm", name="former_url", field=models.CharField(blank=True, default="", max_length=250)
        ),
    ]
