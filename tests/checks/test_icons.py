"""Every check has a drawing of its own."""

from checker.checks.registry import checks


def test_every_check_has_its_own_icon() -> None:
    icons = [check.icon for check in checks().values()]
    assert all(icons)
    assert len(set(icons)) == len(icons)
