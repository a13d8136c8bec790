"""Which machines on the path answered for a packet that ran out there, and what that says of where others end. Pure.

A machine that answers for a control packet and never for the gateway's has not been given the latter by the one before
it, or throws it away before it looks at its time to live: the two cannot be told apart.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.checks.vpn.verdict import Facts
from checker.model.networks import PRIVATE_16_BIT_BLOCK

HOPS = range(1, 9)
"""The home router is the first; blocks by providers lie close behind it."""
PROVIDER_HOPS = 3
"""Up to the third machine behind the home it is taken for the provider's; behind that anybody may have it."""
NEAR_HOPS = 2
"""The home router and the provider's first machine: what comes no farther may have been stopped by either."""
_NONE: Mapping[int, str] = {}


@dataclass(frozen=True)
class PacketDrop:
    """`location`: the value of `gateway.stops-at`, empty where it is not known.

    `last_machine`: the value of `gateway.stops-behind`; `singled_out`: that of `gateway.stops-what`.
    `leaves_home`: whether a machine that is not at home has answered for a packet of this kind.
    """

    location: str = ""
    leaves_home: bool = False
    last_machine: str = ""
    singled_out: str = ""

    def facts(self) -> Facts:
        """As observations."""
        values = {
            "gateway.stops-at": self.location,
            "gateway.stops-behind": self.last_machine,
            "gateway.stops-what": self.singled_out,
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class HopEvidence:
    """By hop, who answered: for the gateway's own packet, and for controls.

    `control`: to another port of the same host; `same_port`: to the same port, with other content; `other_host`: to
    another host, of which only the nearest hops are on the same path. `arrived`: the hop at which the host itself
    answered a control, 0 where it did not.
    """

    suspect: Mapping[int, str]
    control: Mapping[int, str]
    same_port: Mapping[int, str] = field(default_factory=dict)
    other_host: Mapping[int, str] = field(default_factory=dict)
    arrived: int = 0

    @property
    def last(self) -> int:
        """The last hop that answered for the gateway's packet, 0 for none."""
        return max(self.suspect, default=0)

    def control_only(self) -> list[int]:
        """Hops behind it that answered for a control packet."""
        return sorted(hop for hop in self._passing() if hop > self.last)

    def drop(self) -> PacketDrop:
        """Where the gateway's packets end."""
        senders = (sender for answers in (self.control, self.other_host) for hop, sender in answers.items() if hop > 1)
        leaves_home = not all(map(_is_home_address, senders))
        passed_hops = self.control_only()
        if not passed_hops:
            return PacketDrop("beyond" if self._passes_all() else "", leaves_home)
        location = self._location(passed_hops[0])
        if not location:
            return PacketDrop(leaves_home=leaves_home)
        return PacketDrop(location, leaves_home, self._last_machine(), self._singled_out(passed_hops[0]))

    def and_again(self, second: "HopEvidence", only_twice: bool = True) -> "HopEvidence":
        """Both rounds: any answer for the gateway's packet counts, of the controls only what came twice."""
        combined = _twice if only_twice else _either
        return HopEvidence(
            suspect={**self.suspect, **second.suspect},
            control=combined(self.control, second.control),
            same_port=second.same_port,
            other_host=combined(self.other_host, second.other_host),
            arrived=second.arrived or self.arrived,
        )

    def _passes_all(self) -> bool:
        """Every machine before the host has the gateway's packets; where it does not show itself, several have."""
        if self.arrived:
            return self.last > 1 and self.last == self.arrived - 1
        return self.last - self._homes() > NEAR_HOPS

    def _homes(self) -> int:
        """How many machines behind the first router are still at home."""
        return sum(_is_home_address(sender) for hop, sender in self.suspect.items() if hop > 1)

    def _passing(self) -> Mapping[int, str]:
        if any(hop > self.last for hop in self.control):
            return self.control
        # hops behind the second may lie on another path to another host
        nearest = {hop: sender for hop, sender in self.other_host.items() if hop <= 2}
        return nearest if self.last < 2 and not any(hop >= 2 for hop in self.control) else _NONE

    def _location(self, next_hop: int) -> str:
        if self.last <= 1:
            return "home" if next_hop <= 2 else ""
        is_home = _is_home_address(self.suspect[self.last])
        if is_home:
            return "home" if next_hop == self.last + 1 else "provider"
        return "provider" if self.last - self._homes() <= PROVIDER_HOPS else "beyond"

    def _last_machine(self) -> str:
        if not self.last:
            return "pc"
        if self.last == 1:
            return "router"
        return _machine(self.suspect[self.last])

    def _singled_out(self, next_hop: int) -> str:
        if next_hop in self.same_port:
            return "content"
        return "port" if any(hop > self.last for hop in self.control) else "host"


def _twice(first: Mapping[int, str], second: Mapping[int, str]) -> dict[int, str]:
    return {hop: sender for hop, sender in first.items() if hop in second}


def _either(first: Mapping[int, str], second: Mapping[int, str]) -> dict[int, str]:
    return {**first, **second}


def _machine(sender: str) -> str:
    if _is_home_address(sender):
        return "home"
    try:
        return "private" if ipaddress.ip_address(sender).is_private else "provider"
    except ValueError:
        return "provider"


def _is_home_address(sender: str) -> bool:
    """A second router at home is in this network (FRITZ!Box, Speedport, Vodafone Station); providers use others."""
    try:
        return ipaddress.ip_address(sender) in PRIVATE_16_BIT_BLOCK
    except ValueError:
        return False
