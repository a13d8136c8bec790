"""What the PC is asked to check, and with which settings."""

from dataclasses import dataclass, field
from typing import Any

from tests.lab.faults import layout as at
from tests.lab.faults.company import NAMES, Company

Table = dict[str, Any]
THIS_MACHINE = {"memory_gib": 0, "cores": 0, "disk_free_gib": 0}
"""The PC in the lab has this machine's processor, memory and disk: none of them is the home's."""


@dataclass
class Visit:
    """One run of the checks. `gateways`: which of the company's; `changed`: keys of theirs that the profile has wrong.

    `network` and `vpn` replace keys of these needs. `clock`: as faketime(1) takes it. `variables` of the environment.
    """

    gateways: tuple[str, ...] = NAMES
    changed: dict[str, Table] = field(default_factory=dict)
    added: list[Table] = field(default_factory=list)
    network: Table = field(default_factory=dict)
    vpn: Table = field(default_factory=dict)
    clock: str = ""
    variables: dict[str, str] = field(default_factory=dict)

    def needs(self, company: Company) -> Table:
        """`needs` of the profile."""
        tables = [table | self.changed.get(table["id"], {}) for table in company.tables(self.gateways)]
        network: Table = {"company_networks": [at.COMPANY], "reach": ["reach.example:443"], "dns_servers": [at.DNS]}
        network |= {"stun": ["stun.example:3478", "stun2.example:3478"]}
        vpn = {"gateways": [*tables, *self.added], "stun": "stun.example:3478", "dns_servers": [at.DNS]}
        return {"computer": THIS_MACHINE, "network": network | self.network, "vpn": vpn | self.vpn}
