"""What is so at the time of a run: what was broken, and what was observed from the lab's other ends. Pure data."""

import msgspec

from tests.lab.faults.truth.injected import Injected

WORKING = ("answers", "certificate-bad", "wrong-key")
"""Verdicts by which a gateway is there."""

NOTICEABLE = 0.02
"""Share of packets."""


class GatewayTruth(msgspec.Struct, frozen=True, omit_defaults=True):
    """`outside`, `neighbour`, `pc`: what it did when it was probed at its true address from there; empty: not probed.

    `ports`: all that it needs. `has_key`: the profile holds the key that a test needs; `key_fits`: and the right one.
    """

    version: int
    protocol: str
    ports: tuple[int, ...]
    required: bool = True
    has_key: bool = True
    key_fits: bool = True
    outside: str = ""
    neighbour: str = ""
    pc: str = ""


class Truth(msgspec.Struct, frozen=True, omit_defaults=True):
    """`traits` of the home that are no fault. `answered`: whether it did, by vantage and question, as `router.line-v4`.

    `shares`: percent of echo requests answered. `names`: addresses, as `outside:names:vpn.example:A`.
    """

    injected: tuple[Injected, ...] = ()
    traits: tuple[str, ...] = ()
    gateways: dict[str, GatewayTruth] = {}
    answered: dict[str, bool] = {}
    shares: dict[str, int] = {}
    names: dict[str, list[str]] = {}

    def kinds(self, *kinds: str) -> bool:
        """Whether something of one of these kinds was broken."""
        return any(injected.kind in kinds for injected in self.injected)

    def broken_at(self, *places: str, mechanisms: tuple[str, ...] = ()) -> list[Injected]:
        """What was broken at one of these places, in one of these ways."""
        return [
            injected
            for injected in self.injected
            if injected.places & set(places) and (not mechanisms or injected.mechanism in mechanisms)
        ]

    def touching(self, gateway_id: str) -> list[Injected]:
        """What was broken for the traffic to this gateway."""
        gateway = self.gateways.get(gateway_id)
        if gateway is None:
            return [injected for injected in self.injected if gateway_id in injected.scope.targets]
        return [
            injected
            for injected in self.injected
            if injected.scope.touches(gateway.version, gateway.protocol, gateway.ports, gateway_id)
        ]

    def works_outside(self, gateway_id: str) -> bool | None:
        """Whether the gateway is there for somebody elsewhere on the internet."""
        gateway = self.gateways.get(gateway_id)
        return None if gateway is None or not gateway.outside else gateway.outside in WORKING

    def works_here(self, gateway_id: str) -> bool | None:
        """Whether it can be used from this PC, as the profile names it."""
        gateway = self.gateways.get(gateway_id)
        if gateway is None:
            return None
        touching = [injected for injected in self.touching(gateway_id) if not injected.is_harmless]
        if any(injected.is_total and injected.is_by_name for injected in touching):
            return False
        if any(injected.scope.flow == "after" for injected in touching):
            return False  # its first answer comes, and no session
        if any(not injected.scope.is_whole and injected.scope.share >= NOTICEABLE for injected in touching):
            return None  # it depends on the moment, or on what is sent
        if gateway.pc in WORKING:
            return True
        is_broken = any(map(_makes_unusable, touching))
        return False if is_broken else None

    @property
    def matters(self) -> bool:
        """Whether a required gateway cannot be used, or the line or the desk cannot be reached, or packets are lost."""
        unusable = any(
            gateway.required and (self.works_here(name) is False or any(map(_makes_unusable, self.touching(name))))
            for name, gateway in self.gateways.items()
        )
        unreached = [key for key in ("pc.desk", "pc.line-v4") if self.answered.get(key) is False]
        disturbed = any(
            (injected.mechanism in ("lossy", "slow", "overloaded") or not injected.scope.is_whole)
            and injected.scope.share >= NOTICEABLE
            and not injected.is_harmless
            for injected in self.injected
        )
        return unusable or bool(unreached) or disturbed or self._is_desk_led_away or self.kinds("overlap")

    @property
    def _is_desk_led_away(self) -> bool:
        """Whether its name leads elsewhere, so that only who has its address reaches it."""
        return any(
            _makes_unusable(injected) and injected.is_by_name and injected.scope.touches(4, "tcp", (443,), "desk")
            for injected in self.injected
        )


def _makes_unusable(injected: Injected) -> bool:
    return injected.is_total and injected.kind not in ("key", "pptp", "clock", "overlap")
