"""Office hours, promise, logo, colour, imprint and what the firm adds about privacy."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("firm", "0003_former_url"),
    ]

    operations = [
        migrations.CreateModel(
            name="Logo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("image", models.BinaryField()),
                ("content_type", models.CharField(max_length=20)),
            ],
        ),
        migrations.AddField(
            model_name="firm",
            name="colour",
            field=models.CharField(
                blank=True,
                default="",
                max_length=7,
                validators=[
                    django.core.validators.RegexValidator(
                        "^#[0-9a-fA-F]{6}$", "Eine Farbe besteht aus # und sechs Ziffern, zum Beispiel #1a5fb4."
                    )
                ],
                verbose_name="Farbe",
            ),
        ),
        migrations.AddField(
            model_name="firm",
            name="imprint",
            field=models.TextField(blank=True, default="", max_length=20000, verbose_name="Impressum"),
        ),
        migrations.AddField(
            model_name="firm",
            name="logo_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="firm",
            name="office_hours",
            field=models.CharField(
                blank=True,
                default="",
                max_length=120,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[^\\x00-\\x1f\\x7f-\\x9f]*$(?!\\n)", "Bitte eine Zeile ohne Sonderzeichen."
                    )
                ],
                verbose_name="Sprechzeiten",
            ),
        ),
        migrations.AddField(
            model_name="firm",
            name="privacy_text",
            field=models.TextField(
                blank=True, default="", max_length=20000, verbose_name="Datenschutz: was Sie hinzufügen"
            ),
        ),
        migrations.AddField(
            model_name="firm",
            name="promise",
            field=models.CharField(
                blank=True,
                default="",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[^\\x00-\\x1f\\x7f-\\x9f]*$(?!\\n)", "Bitte eine Zeile ohne Sonderzeichen."
                    )
                ],
                verbose_name="Bis wann Sie sich melden",
            ),
        ),
    ]
