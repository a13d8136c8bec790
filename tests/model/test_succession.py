"""A new key counts only by an unbroken chain of statements that the older keys signed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.codec import profile_from_toml
from checker.model.signature import fingerprint, new_key, profile_signer, public_key, sign_profile
from checker.model.succession import (
    MAX_STATEMENTS,
    parse_succession,
    predecessors,
    sign_succession,
    successions,
    with_successions,
)

TOML = 'version = 1\ncode = "MUSTER-1"\ncustomer = "Bäckerei Ö"\n'.encode()
DAY = datetime.date(2026, 11, 29)
FIRST, SECOND, THIRD = (new_key() for _ in range(3))


def _print(secret: bytes) -> str:
    return fingerprint(public_key(secret))


def test_statements_travel_in_a_signed_profile_that_earlier_programs_read() -> None:
    statement = sign_succession(FIRST, public_key(SECOND), DAY)
    signed = sign_profile(with_successions(TOML, [statement]), SECOND)
    assert profile_from_toml(signed).customer == "Bäckerei Ö"
    assert profile_signer(signed) == public_key(SECOND)
    assert successions(signed) == (statement,)
    assert predecessors(_print(SECOND), successions(signed)) == {_print(FIRST)}


def test_a_chain_is_followed_only_where_no_link_is_missing() -> None:
    first, second = sign_succession(FIRST, public_key(SECOND), DAY), sign_succession(SECOND, public_key(THIRD), DAY)
    assert predecessors(_print(THIRD), [second, first]) == {_print(FIRST), _print(SECOND)}
    assert predecessors(_print(THIRD), [first]) == frozenset()
    assert predecessors(_print(FIRST), [first, second]) == frozenset()


def test_keys_that_name_each_other_end_the_search() -> None:
    there, back = sign_succession(FIRST, public_key(SECOND), DAY), sign_succession(SECOND, public_key(FIRST), DAY)
    assert predecessors(_print(SECOND), [there, back]) == {_print(FIRST)}


def test_statements_are_replaced_and_a_signature_line_stays_the_last() -> None:
    first, second = sign_succession(FIRST, public_key(SECOND), DAY), sign_succession(SECOND, public_key(THIRD), DAY)
    once = with_successions(TOML, [first])
    assert with_successions(once, [second]) == with_successions(TOML, [second])
    assert with_successions(once, []) == TOML


@given(st.integers(0, 400), st.integers(1, 127))
def test_any_changed_character_is_refused(at: int, change: int) -> None:
    statement = sign_succession(FIRST, public_key(SECOND), DAY)
    line = bytearray(statement.line.encode())
    line[at % len(line)] ^= change
    forged = parse_succession(line.decode("ascii", "replace"))
    # base64 without padding has bits that mean nothing
    assert forged is None or (forged.old, forged.new, forged.issued) == (statement.old, statement.new, statement.issued)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# succession: v1",
        "# succession: v1 x y z s",
        "# succession: v2 " + sign_succession(FIRST, public_key(SECOND), DAY).line.removeprefix("# succession: v1 "),
        "# succession: v1 " + "A" * 100_000,
        "# succession: v1 ä ö 2026-11-29 ü",
    ],
)
def test_what_is_no_statement_is_none(line: str) -> None:
    assert parse_succession(line) is None


def test_the_new_key_cannot_state_its_own_succession() -> None:
    genuine = sign_succession(FIRST, public_key(SECOND), DAY)
    forged = sign_succession(SECOND, public_key(SECOND), DAY).line.split(" ")
    forged[3] = genuine.line.split(" ")[3]
    assert parse_succession(" ".join(forged)) is None


def test_a_file_full_of_statements_costs_only_the_first() -> None:
    line = sign_succession(FIRST, public_key(SECOND), DAY).line
    assert len(successions("\n".join([line] * 2_000).encode())) == MAX_STATEMENTS
