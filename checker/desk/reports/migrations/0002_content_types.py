"""The rows of the two models' content types follow them, so that what refers to these rows by id stays right."""

from typing import Any

from django.db import migrations

_FORMER_APPS = {"arrival": "intake", "receivedreport": "inbox"}


def rename_content_types(apps: Any, schema_editor: Any) -> None:
    """Into this app, where no row of it is there yet."""
    rows = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    for model, former_app in _FORMER_APPS.items():
        if not rows.filter(app_label="reports", model=model).exists():
            rows.filter(app_label=former_app, model=model).update(app_label="reports")


class Migration(migrations.Migration):
    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("reports", "0001_initial")]
    operations = [migrations.RunPython(rename_content_types, migrations.RunPython.noop)]
