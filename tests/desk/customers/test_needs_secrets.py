"""Secrets of former versions: gone from the text, with everything else as it was."""

import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.desk.customers.needs_secrets import blank_secrets

KEY = "dGhpcyBpcyBhIGtleSBvZiAzMiBvY3RldHMhISEhISE="
PLAIN = [
    f'[[needs.vpn.gateways]]\nkind = "wireguard"\nhost = "a.example"  # ours\npreshared_key_secret = "{KEY}"\n',
    f"[[needs.vpn.gateways]]\nkind = \"openvpn\"\nkey_secret = '''\n-----BEGIN\n{KEY}\n-----END\n'''\nhost = \"b\"\n",
    f'[[needs.vpn.gateways]]\nkey_secret = """\n{KEY}\\\n  {KEY}"""\n',
    f'# preshared_key_secret = "{KEY}"\n# was {KEY} before\n[needs.computer]\ncores = 2\n',
    f'needs = {{ vpn = {{ gateways = [ {{ host = "a", key_secret = "{KEY}", port = 1 }} ] }} }}\n',
    f'"needs"."vpn"."probe_private_key_secret" = "{KEY}"\n[needs.computer]\ncores = 2\n',
    f'[needs.vpn]\n"key\\u005fsecret" = "{KEY}"\ncores = 2\n',
    f'[needs.vpn]\nkey_secret = ["{KEY}", "{KEY}2"]\nport = 3\n',
    f'[needs.vpn]\nkey_secret="{KEY}"\r\nport = 3\r\n',
    '[needs.vpn]\nkey_secret = "abcdefgh\\"ijkl\\\\"\nport = 3\n',
]


def _public(fields: object) -> object:
    if isinstance(fields, dict):
        return {key: _public(value) for key, value in fields.items() if not key.endswith("_secret")}
    return [_public(item) for item in fields] if isinstance(fields, list) else fields


@pytest.mark.parametrize("toml", PLAIN)
def test_they_are_gone_and_all_else_is_there(toml: str) -> None:
    blanked = blank_secrets(toml)
    assert KEY not in blanked
    assert "ijkl" not in blanked
    assert _public(tomllib.loads(blanked)) == _public(tomllib.loads(toml))
    assert blank_secrets(blanked) == blanked


def test_comments_stay() -> None:
    assert "# ours" in blank_secrets(PLAIN[0])


@pytest.mark.parametrize("toml", ["", "# nichts\n", '[needs.computer]\nname = "my_secret = 5"\n', "= broken _secret"])
def test_what_holds_none_is_not_touched(toml: str) -> None:
    assert _public(toml) == toml
    if toml and "=" in toml and "secret" not in toml:
        assert blank_secrets(toml) == toml
    if not toml.startswith("="):
        assert tomllib.loads(blank_secrets(toml)) == tomllib.loads(toml)


def test_what_cannot_be_read_loses_them_too() -> None:
    assert KEY not in blank_secrets(f'[needs.vpn\nkey_secret = "{KEY}"\n')


_VALUES = st.one_of(st.text(max_size=30), st.integers(-5, 5), st.booleans())
_TABLES = st.recursive(
    st.dictionaries(st.sampled_from(["host", "a_secret", "key_secret", "port", "é x", "secret"]), _VALUES, max_size=4),
    lambda inner: st.dictionaries(
        st.sampled_from(["vpn", "b_secret", "x"]), st.one_of(inner, st.lists(inner)), max_size=3
    ),
    max_leaves=8,
)


@settings(max_examples=30, deadline=None)
@given(_TABLES)
def test_any_tables(table: dict[str, object]) -> None:
    blanked = tomllib.loads(blank_secrets(tomli_w.dumps(table)))
    assert _public(blanked) == _public(table)
