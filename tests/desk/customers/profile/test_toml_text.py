"""Needs that the form changed, written into the technician's own TOML."""

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checker.desk.customers.profile.toml_text import write_needs

TEXT = """# Frau Koch ist bis Mai in Elternzeit
[needs.computer]
memory_gib = 8  # seit 2025

# die alte Firewall
[[needs.vpn.gateways]]
kind = "openvpn"
id = "alt"
name = "Alt"
host = "alt.example"

# die neue
[[needs.vpn.gateways]]
kind = "https"
id = "neu"
name = "Neu"
host = "neu.example"
"""


def _tables(text: str) -> dict[str, Any]:
    return dict(tomllib.loads(text).get("needs", {}))


def test_what_did_not_change_stays_as_it_stands() -> None:
    assert write_needs(_tables(TEXT), TEXT) == TEXT


def test_only_the_changed_table_is_written_anew() -> None:
    tables = _tables(TEXT)
    tables["vpn"]["gateways"][1]["host"] = "vpn.example"
    text = write_needs(tables, TEXT)
    assert _tables(text) == tables
    assert text.startswith(TEXT.partition("# die neue")[0])
    assert '# die neue\n[[needs.vpn.gateways]]\nkind = "https"' in text


def test_a_removed_gateway_leaves_its_comment_and_the_others_lines() -> None:
    tables = _tables(TEXT)
    del tables["vpn"]["gateways"][0]
    text = write_needs(tables, TEXT)
    assert _tables(text) == tables
    assert "# die alte Firewall" in text
    assert "memory_gib = 8  # seit 2025" in text


def test_new_tables_stand_at_the_end() -> None:
    tables = _tables(TEXT) | {"line": {"roles": ["video"]}}
    tables["vpn"]["gateways"].append({"kind": "rdp", "id": "rdp", "name": "R", "host": "r.example"})
    text = write_needs(tables, TEXT)
    assert _tables(text) == tables
    assert text.startswith(TEXT)


def test_another_order_is_written_in_that_order_and_keeps_the_comments() -> None:
    tables = _tables(TEXT)
    tables["vpn"]["gateways"].reverse()
    text = write_needs(tables, TEXT)
    assert _tables(text) == tables
    assert "# die alte Firewall" in text


def test_a_text_in_another_shape_keeps_its_comments() -> None:
    text = '# Notiz\nneeds.vpn.gateways = [{kind = "https", id = "a", name = "A", host = "a.example"}]\n'
    tables = _tables(text) | {"computer": {"cores": 4}}
    changed = write_needs(tables, text)
    assert _tables(changed) == tables
    assert "# Notiz" in changed


def test_nothing_left_is_no_table() -> None:
    assert _tables(write_needs({}, TEXT)) == {}


_SCALARS = st.one_of(st.text(max_size=12), st.integers(-5, 5), st.booleans(), st.lists(st.text(max_size=4), max_size=3))
_TABLES = st.fixed_dictionaries(
    {},
    optional={
        "line": st.dictionaries(st.sampled_from(["roles", "public", "stun"]), _SCALARS, min_size=1, max_size=3),
        "vpn": st.fixed_dictionaries(
            {
                "gateways": st.lists(
                    st.fixed_dictionaries({"id": st.sampled_from("abc"), "name": _SCALARS}),
                    min_size=1,
                    max_size=4,
                    unique_by=lambda entry: entry["id"],
                )
            },
            optional={"stun": _SCALARS},
        ),
    },
)


@given(before=_TABLES, after=_TABLES)
def test_any_needs_are_read_back_as_they_were_meant(before: dict[str, Any], after: dict[str, Any]) -> None:
    text = write_needs(before)
    assert _tables(text) == before
    assert _tables(write_needs(after, text)) == after
