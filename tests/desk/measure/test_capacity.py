"""What the firm tells of the desk's own line."""

import pytest

from checker.desk.measure.capacity import InvalidCapacity, parse_capacity


@pytest.mark.parametrize("text, both", [("200/40", (200.0, 40.0)), ("1000", (1000.0, 1000.0)), ("0.5/0", (0.5, 0.0))])
def test_is_down_and_up(text: str, both: tuple[float, float]) -> None:
    assert parse_capacity(text) == both


@pytest.mark.parametrize("text", ["", "/", "200/", "-1", "200/-1", "nan", "inf", "200 Mbit", "1/2/3"])
def test_or_nothing(text: str) -> None:
    with pytest.raises(InvalidCapacity):
        parse_capacity(text)
