"""Pages and additions of the firm's own, and how often articles are read."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0004_invitation"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.CharField(
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9-]*$", "Kleine Buchstaben, Ziffern und Bindestriche."
                            )
                        ],
                        verbose_name="Kurzname in der Adresse",
                    ),
                ),
                ("title_de", models.CharField(max_length=120, verbose_name="Titel")),
                ("text_de", models.TextField(max_length=20000, verbose_name="Text")),
                ("title_en", models.CharField(blank=True, max_length=120, verbose_name="Titel, englisch")),
                ("text_en", models.TextField(blank=True, max_length=20000, verbose_name="Text, englisch")),
            ],
            options={
                "ordering": ["title_de"],
            },
        ),
        migrations.CreateModel(
            name="Addition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_index=True, max_length=80, verbose_name="Artikel")),
                ("text_de", models.TextField(max_length=20000, verbose_name="Text")),
                ("text_en", models.TextField(blank=True, max_length=20000, verbose_name="Text, englisch")),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="additions",
                        to="customers.customer",
                        verbose_name="Nur für",
                    ),
                ),
            ],
            options={
                "ordering": ["code", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ArticleViews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80)),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["day"], name="views_by_day")],
                "constraints": [models.UniqueConstraint(fields=("code", "day"), name="one_count_a_day")],
            },
        ),
    ]
