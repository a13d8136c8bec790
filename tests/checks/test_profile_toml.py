"""A whole profile, or only its needs, as text: taken, or a mistake with its line."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.checks.profile_toml import InvalidProfileToml, parse_needs, parse_profile
from checker.model.profile import BUILT_IN

WHOLE = 'code = "MUSTER"\ncustomer = "Muster"\n[needs.computer]\ncores = 2\n'


def test_a_whole_one_and_only_its_needs() -> None:
    whole, part = parse_profile(WHOLE), parse_profile(WHOLE.partition('Muster"\n')[2])
    assert (whole.is_complete, whole.profile.code) == (True, "MUSTER")
    assert (part.is_complete, part.profile.code) == (False, BUILT_IN.code)
    assert whole.profile.needs == part.profile.needs == {"computer": {"cores": 2}}


def test_where_only_needs_belong_nothing_else_does() -> None:
    with pytest.raises(InvalidProfileToml) as mistaken:
        parse_needs(WHOLE)
    assert mistaken.value.mistake.line == 1
    assert "“code” does not belong here" in mistaken.value.mistake.describe("en")


@given(st.text())
@example("needs = []")
@example("[needs]\n'{x}' = {}")
@example("'{' = 1")
@example("version = 99")
@example("version = true\ncode = 1")
@example("a = " + "[" * 5000)
def test_any_text_is_taken_or_has_a_mistake(text: str) -> None:
    try:
        parse_profile(text)
    except InvalidProfileToml as mistaken:
        for language in ("de", "en"):
            assert mistaken.mistake.describe(language)
