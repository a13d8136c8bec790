"""What the company's own line can send."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_sites_and_preflight")]

    operations = [
        migrations.AddField(
            "customer",
            "uplink_mbit",
            models.PositiveIntegerField(
                blank=True,
                help_text="Freiwillig. Bei einer Störung steht damit, ob sie für alle zugleich reicht.",
                null=True,
                validators=[MinValueValidator(1), MaxValueValidator(400_000)],
                verbose_name="Leitung der Firma hinauf, in Mbit/s",
            ),
        )
    ]
