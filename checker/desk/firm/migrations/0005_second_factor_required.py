"""Whether every account needs a second factor."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("firm", "0004_appearance"),
    ]

    operations = [
        migrations.AddField(
            model_name="firm",
            name="second_factor_required",
            field=models.BooleanField(default=False),
        ),
    ]
