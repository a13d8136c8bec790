"""Customer codes."""

import re

import pytest

from checker.desk.customers.customer_code import new_customer_code
from checker.model.profile import CODE_ALPHABET, CUSTOMER_CODE


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Muster GmbH (Beispiel)", "MUSTER"),
        ("Bäckerei Köhler & Söhne", "BAECKEREI"),
        ("Straßenbau", "STRASSENBA"),
        ("Éclair", "ECLAIR"),
        ("日本", "KUNDE"),
        ("", "KUNDE"),
        ("3D-Druck", "3D"),
    ],
)
def test_begins_with_the_name_and_ends_in_chance(name: str, begins: str) -> None:
    codes = {new_customer_code(name) for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert re.fullmatch(rf"{begins}-[{CODE_ALPHABET}]{{4}}-[{CODE_ALPHABET}]{{4}}", code)
        assert re.fullmatch(CUSTOMER_CODE, code)
