"""What a start leaves to the tests, so that it is quick."""

from django.core.checks import run_checks


def test_djangos_own_checks_find_nothing() -> None:
    assert run_checks() == []
