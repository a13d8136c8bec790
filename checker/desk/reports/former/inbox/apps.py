"""The label under which the migrations of inbox stand in every database."""

from django.apps import AppConfig


class FormerInboxConfig(AppConfig):
    """No models any more."""

    name = "checker.desk.reports.former.inbox"
    label = "inbox"
