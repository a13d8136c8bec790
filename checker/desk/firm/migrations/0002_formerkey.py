"""Keys that were replaced."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("firm", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_key", models.BinaryField(max_length=32)),
                ("replaced", models.DateTimeField(default=django.utils.timezone.now)),
                ("succession", models.CharField(blank=True, max_length=400)),
            ],
            options={
                "ordering": ["replaced", "pk"],
            },
        ),
    ]
