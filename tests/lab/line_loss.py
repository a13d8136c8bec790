"""Packets that a router loses at random, each on its own, by nftables."""

from dataclasses import dataclass

_OF = 100_000
_TABLE = """
table ip loss
delete table ip loss
table ip loss {{
  chain forward {{
    type filter hook forward priority 0;
    {rules}
  }}
}}
"""


@dataclass(frozen=True)
class Loss:
    """Percent down and up. `only_udp` leaves TCP undisturbed; `no_udp` lets no UDP through at all."""

    down: float = 0.0
    up: float = 0.0
    only_udp: bool = False
    no_udp: bool = False

    def ruleset(self, far: str) -> str:
        """For nft -f. `far`: the router's device towards the server."""
        kind = "meta l4proto udp " if self.only_udp else ""
        rules = ["meta l4proto udp drop"] if self.no_udp else []
        for direction, percent in (("iifname", self.down), ("oifname", self.up)):
            chance = f"numgen random mod {_OF} < {round(percent / 100 * _OF)} " if percent < 100 else ""
            if percent:
                rules.append(f'{direction} "{far}" {kind}{chance}drop')
        return _TABLE.format(rules="\n    ".join(rules))
