"""A stranger's LibreSpeed server, measured by our own engine: in place of an endpoint, or shortly beside one."""

import pytest

from checker.checks.line import public_server, second_opinion
from checker.checks.line.comparison.comparison import COMPARISON_S
from checker.checks.line.need import LineNeed
from checker.model.failure import FailureKind
from checker.model.observation import Observations
from tests.checks.line.foreign_server import ServerFault, libre_speed_server
from tests.checks.line.measuring import probe_context


@pytest.mark.usefixtures("short")
def test_the_whole_line_against_it() -> None:
    with libre_speed_server(ServerFault()) as url:
        need = LineNeed(endpoint="http://127.0.0.1:1/", public_server=url, inside="http://127.0.0.1:1/")
        observations = Observations(public_server.observe(need, probe_context()))
    assert observations["method"].value == "LibreSpeed HTTP"
    assert (observations.number("down.rate") or 0) > 50
    assert (observations.number("up.rate") or 0) > 50
    assert observations["up.counted"].value == "answers"
    assert not observations.has("compared.latency", "inside")


@pytest.mark.usefixtures("short")
def test_a_second_opinion_of_both_directions() -> None:
    with libre_speed_server(ServerFault()) as url:
        observations = Observations(second_opinion.observe(LineNeed(public_server=url), probe_context()))
    for name in ("compared.latency", "compared.down.rate", "compared.up.rate"):
        assert observations.has(name, "public"), name
    assert (observations.number("compared.seconds", "public") or 9) < COMPARISON_S


@pytest.mark.parametrize("part", [public_server, second_opinion])
@pytest.mark.parametrize("is_forbidden", [True, False])
def test_nobody_is_asked_where_the_profile_forbids_it_or_names_none(part: object, is_forbidden: bool) -> None:
    with libre_speed_server(ServerFault()) as url:
        need = LineNeed(public="never", public_server=url) if is_forbidden else LineNeed()
        (observation,) = part.observe(need, probe_context())  # type: ignore[attr-defined]
    assert observation.failure is not None
    assert observation.failure.kind is FailureKind.NO_CONSENT


def test_a_server_that_is_not_there_says_so() -> None:
    need = LineNeed(public_server="http://127.0.0.1:1/")
    observations = Observations(second_opinion.observe(need, probe_context()))
    assert observations["compared.latency", "public"].failure is not None
