"""What a technician may write, and how a mistake is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.desk.customers.needs import InvalidNeeds, parse_customer_needs

GATEWAY = '[[needs.vpn.gateways]]\nkind = "https"\nid = "p"\nname = "P"\nhost = "p.example"\n'
GOOD = f"[needs.computer]\nmemory_gib = 8\n{GATEWAY}"


def test_good_ones_are_taken() -> None:
    assert parse_customer_needs("") == {}
    assert parse_customer_needs("# nur ein Kommentar") == {}
    assert parse_customer_needs(GOOD)["computer"] == {"memory_gib": 8}


@pytest.mark.parametrize(
    ("toml", "line", "mistake"),
    [
        ("a", 1, "kein gültiges TOML"),
        ("\n[needs.computer\n", 2, "kein gültiges TOML"),
        ("[needs.computer]\nmemory_gib = 8\nmemory_gib = 9\n", 3, "kein gültiges TOML"),
        ('code = "X"\n', 1, "„code“ gehört nicht hierher"),
        ("[firm]\nname = 1\n", 1, "„firm“ gehört nicht hierher"),
        ("[needs.cook]\n", 1, "„cook“ gibt es nicht"),
        ("[needs]\ncomputer = 3\n", 2, "needs.computer muss eine Tabelle sein"),
        ("needs = 3\n", 1, "needs muss eine Tabelle sein"),
        ("[needs.computer]\n\nmemory_gib = 'viel'\n", 3, "needs.computer.memory_gib"),
        ("[needs.computer]\ncores = 2\nmemori = 8\n", 3, "„memori“ kennt diese Prüfung nicht"),
        (GOOD.replace('"https"', '"magic"'), 4, "needs.vpn.gateways[0].kind"),
        (GOOD + "port = 70000\n", 8, "needs.vpn.gateways[0].port"),
        (GOOD.replace('host = "p.example"\n', ""), 3, "needs.vpn.gateways[0]"),
    ],
)
def test_mistakes_are_named_at_their_line(toml: str, line: int | None, mistake: str) -> None:
    with pytest.raises(InvalidNeeds) as wrong:
        parse_customer_needs(toml)
    assert mistake in wrong.value.problem.message
    assert wrong.value.problem.line == line


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_customer_needs(text)
    except InvalidNeeds as wrong:
        assert wrong.problem.message
