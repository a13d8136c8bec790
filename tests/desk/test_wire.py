"""Addresses and tables of the desk are those that stored programs and databases know."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.stored.wire import WIRE, lost_words


def _addresses(resolver: URLResolver, before: str = "") -> list[list[str | None]]:
    addresses: list[list[str | None]] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            addresses.append([pattern.name, before + str(pattern.pattern)])
        else:
            addresses += _addresses(pattern, before + str(pattern.pattern))
    return addresses


def test_no_address_is_lost() -> None:
    from checker.desk.reports.upload.endpoint import PATH  # noqa: PLC0415 - Django is set up by a fixture

    # Reports take a path of their own, before Django's.
    addresses = [*_addresses(get_resolver()), ["reports", PATH.removeprefix("/")]]
    assert lost_words(WIRE["urls"], addresses) == []


def test_no_table_and_no_column_is_lost() -> None:
    tables = {model._meta.db_table: [field.column for field in model._meta.local_fields] for model in apps.get_models()}
    assert lost_words(WIRE["tables"], tables) == []
