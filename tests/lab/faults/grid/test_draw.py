"""A seed draws the same again; what makes no sense is left out; the kinds that are known to be hard are in it."""

from random import Random

import pytest

from tests.lab.faults.grid.build import MECHANISMS, Mechanism
from tests.lab.faults.grid.draw import can_stand_beside, combinations, draw
from tests.lab.faults.grid.filters import nft_match
from tests.lab.faults.grid.homes import GRID_HOMES
from tests.lab.faults.truth.injected import Scope

HARD = (
    "stale-hosts-line",
    "unknown-names-lead-to-advertising",
    "first-of-several-addresses-dead",
    "zone-sick",
    "router-never-answers-aaaa",
    "wrong-router",
    "netmask-too-wide",
    "hung-tunnel",
    "kill-switch",
    "old-ipv6-prefix",
    "router-refuses-this-pc",
    "portal",
    "lock-page",
    "traffic-dropped",
    "reset-by-name",
    "link-comes-and-goes",
    "router-address-twice",
    "many-flows-dropped",
    "session-cut-after-packets",
    "bridge-with-company-network",
    "front-end-fails",
    "desk-fails",
)
"""What was said falsely of these was why the grid came to be."""


@pytest.mark.parametrize("name", HARD)
def test_what_was_hard_is_drawn(name: str) -> None:
    assert name in MECHANISMS


def test_a_seed_draws_the_same_again() -> None:
    for index in range(50):
        first, second = draw(f"7-{index}"), draw(f"7-{index}")
        assert (first.home, first.gateways, first.mechanisms) == (second.home, second.gateways, second.mechanisms)
        assert first.random.random() == second.random.random()


def test_seeds_differ() -> None:
    drawn = {(item.home.name, item.gateways, item.mechanisms) for item in (draw(f"7-{index}") for index in range(100))}
    assert len(drawn) > 90


def test_thousands_can_be_drawn() -> None:
    assert combinations() > 5000
    assert len(MECHANISMS) >= 28 + 15


@pytest.mark.parametrize("seed", [f"3-{index}" for index in range(60)])
def test_what_is_drawn_makes_sense(seed: str) -> None:
    drawn = draw(seed)
    assert drawn.mechanisms and len(drawn.mechanisms) <= 2 and drawn.gateways
    assert all(item.fits(drawn.home.all_traits) for item in drawn.mechanisms)
    if len(drawn.mechanisms) == 2:
        assert can_stand_beside(*drawn.mechanisms)


def test_every_mechanism_fits_a_home_and_every_home_a_mechanism() -> None:
    traits = [home.all_traits for home in GRID_HOMES.values()]
    for item in MECHANISMS.values():
        assert any(item.fits(of_home) for of_home in traits), item.name
    for of_home in traits:
        assert sum(item.fits(of_home) for item in MECHANISMS.values()) >= 3, of_home
    traits_of_all = {trait for of_home in traits for trait in of_home} | {"proxy"}
    for item in MECHANISMS.values():
        assert item.requires | item.excludes <= traits_of_all, item.name


def mechanism(group: str, *, hides: bool = False) -> Mechanism:
    return Mechanism(group, lambda build: None, group, hides=hides)  # type: ignore[arg-type, return-value]


def test_what_hides_the_rest_stands_alone() -> None:
    assert can_stand_beside(mechanism("a"), mechanism("b"))
    assert not can_stand_beside(mechanism("a"), mechanism("a"))
    assert not can_stand_beside(mechanism("a", hides=True), mechanism("b"))
    assert not can_stand_beside(mechanism("a"), mechanism("b", hides=True))


def test_one_mechanism_alone_can_be_drawn() -> None:
    for index in range(10):
        assert [item.name for item in draw(f"5-{index}", only="portal").mechanisms] == ["portal"]


@pytest.mark.parametrize(
    "scope, words",
    [
        (Scope(), ""),
        (
            Scope(versions=(4,), protocols=("udp",), ports=(500, 4500)),
            "meta nfproto ipv4 meta l4proto udp th dport { 500, 4500 }",
        ),
        (Scope(flow="new", share=0.25), "ct state new numgen random mod 1000 < 250"),
        (Scope(versions=(4, 6)), ""),
    ],
)
def test_scope_in_the_words_of_nftables(scope: Scope, words: str) -> None:
    assert nft_match(scope) == words


def test_random_is_seeded_by_the_whole_word() -> None:
    assert Random("1-1").random() != Random("1-2").random()
