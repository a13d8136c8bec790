"""Takes the secrets out of every version of a profile but the newest, as a new version does from now on."""

from typing import Any

from django.db import migrations

from checker.desk.customers.needs_secrets import blank_secrets


def forget(apps: Any, schema_editor: Any) -> None:
    """Of each customer the highest number stays as it is."""
    versions = apps.get_model("customers", "ProfileVersion").objects.using(schema_editor.connection.alias)
    newest = {}
    for customer, number in versions.order_by("number").values_list("customer_id", "number"):
        newest[customer] = number
    for version in versions.all():
        needs = blank_secrets(version.needs)
        if version.number != newest[version.customer_id] and needs != version.needs:
            version.needs = needs
            version.save(update_fields=["needs"])


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_formercode")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
