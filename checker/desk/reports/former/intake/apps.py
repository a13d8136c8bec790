"""The label under which the migrations of intake stand in every database."""

from django.apps import AppConfig


class FormerIntakeConfig(AppConfig):
    """No models any more."""

    name = "checker.desk.reports.former.intake"
    label = "intake"
