"""Arrival goes to the app reports; its table stays. After the report that refers to it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("inbox", "0002_moved_to_reports")]
    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Arrival")])]
