"""All accounts of before administer: until now all had the same rights. Their sessions end: they are in no list.

A migration of its own: PostgreSQL alters no table in the transaction that has filled it.
"""

from typing import Any

from django.db import migrations


def make_everybody_administrator(apps: Any, schema_editor: Any) -> None:
    """Nobody's rights are taken away."""
    alias = schema_editor.connection.alias
    apps.get_model("accounts", "Technician").objects.using(alias).update(role="administrator")
    apps.get_model("sessions", "Session").objects.using(alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_second_factors"), ("sessions", "0001_initial")]
    operations = [migrations.RunPython(make_everybody_administrator, migrations.RunPython.noop)]
