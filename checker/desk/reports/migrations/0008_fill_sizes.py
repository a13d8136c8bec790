"""The sizes of the reports that are here; and a closed case is not in work as well, whoever pressed that.

A migration of its own: PostgreSQL alters no table in the transaction that has filled it.
"""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    """Two statements, however many there are."""
    alias = schema_editor.connection.alias
    sizes = apps.get_model("reports", "Arrival").objects.using(alias).filter(pk=OuterRef("arrival_id")).values("size")
    apps.get_model("reports", "ReceivedReport").objects.using(alias).update(size=Subquery(sizes))
    cases = apps.get_model("reports", "Case").objects.using(alias)
    cases.filter(closed__isnull=False, state__in=("new", "working", "waiting")).update(state="solved", waiting_for="")


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_own_lists_for_open_cases")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
