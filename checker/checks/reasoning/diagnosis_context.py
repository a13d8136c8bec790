"""What the look across checks may ask: all findings of a run, the gateways that were asked, and what was observed."""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checker.checks.declaration import Need
from checker.checks.network.need import ROUTE_CHANGED
from checker.checks.reasoning.all_witnesses import witnesses_of
from checker.checks.reasoning.witness import Witness
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.model.finding import Finding, Level
from checker.model.observation import Observations


@dataclass(frozen=True)
class DiagnosisContext:
    """One run as a whole. `gateways` by their id, `observations` by the name of the check; what these witness.

    `unfinished`: the checks that were cut off or broke.
    """

    findings: tuple[Finding, ...] = ()
    gateways: Mapping[str, AnyGateway] = field(default_factory=dict)
    observations: Mapping[str, Observations] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()
    unfinished: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, findings: Iterable[Finding], needs: Mapping[str, Need], observations: Mapping[str, Observations]
    ) -> "DiagnosisContext":
        """Of a run's findings, the needs of its profile, and its observations by check."""
        vpn = needs.get("vpn")
        gateways = {item.id: item for item in vpn.gateways} if isinstance(vpn, VpnNeed) else {}
        return cls(tuple(findings), gateways, observations, witnesses_of(needs, observations))

    @property
    def is_route_changed(self) -> bool:
        """Whether the way out of the PC changed while it was checked."""
        network = self.observations.get("network")
        return network is not None and network[ROUTE_CHANGED].value is True

    def number(self, check: str, name: str, subject: str = "") -> float | None:
        """An observed number, or None where it was not observed."""
        observed = self.observations.get(check)
        return observed.number(name, subject) if observed else None

    def with_codes(self, *codes: str) -> list[Finding]:
        """The findings of these codes, whatever their level."""
        return [finding for finding in self.findings if finding.code in codes]

    def is_any_ok(self, *codes: str) -> bool:
        """Whether one of these says that something is in order."""
        return any(finding.level is Level.OK for finding in self.with_codes(*codes))

    def ip_version(self, finding: Finding) -> int:
        """4 or 6 where the profile names the gateway by an address; 0 where by a name, or where it is unknown."""
        gateway = self.gateways.get(finding.subject)
        try:
            return ipaddress.ip_address(gateway.host.strip("[]")).version if gateway else 0
        except ValueError:
            return 0
