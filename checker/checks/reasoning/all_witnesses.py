"""The witnesses of a whole run. Pure."""

from collections.abc import Iterator, Mapping

from checker.checks.declaration import Need
from checker.checks.reasoning.witness import Witness
from checker.checks.reasoning.witnesses.computer import computer_witnesses
from checker.checks.reasoning.witnesses.line import line_witnesses
from checker.checks.reasoning.witnesses.network import network_witnesses
from checker.checks.reasoning.witnesses.router import router_witnesses
from checker.checks.reasoning.witnesses.vpn import vpn_witnesses
from checker.checks.vpn.need import VpnNeed
from checker.model.observation import Observations

_NOTHING = Observations(())


def witnesses_of(needs: Mapping[str, Need], observations: Mapping[str, Observations]) -> tuple[Witness, ...]:
    """Of a run: `needs` and `observations` by the name of the check."""
    return tuple(_witnesses(needs, observations))


def _witnesses(needs: Mapping[str, Need], observations: Mapping[str, Observations]) -> Iterator[Witness]:
    yield from computer_witnesses(observations.get("computer", _NOTHING))
    yield from network_witnesses(observations.get("network", _NOTHING))
    yield from router_witnesses(observations.get("router", _NOTHING))
    yield from line_witnesses(observations.get("line", _NOTHING))
    vpn = needs.get("vpn")
    if isinstance(vpn, VpnNeed):
        yield from vpn_witnesses(observations.get("vpn", _NOTHING), vpn)
