"""A zone that is sick for everybody: its servers fail or are silent, wherever they are asked from."""

from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town

SERVFAIL, REFUSED = 2, 5
SICK = "vpn.name-broken", "gateway", "it-firm"
HOST_SICK = "network.name-broken", "", "it-firm"


@fault("The servers of the gateway's zone fail for everybody.", *SICK)
def gateway_zone_fails(town: Town) -> None:
    sicken(town, "vpn.example.", SERVFAIL)


@fault("The servers of the gateway's zone are silent to everybody.", *SICK)
def gateway_zone_silent(town: Town) -> None:
    sicken(town, "vpn.example.", None)


@fault("The servers of the gateway's zone refuse everybody.", *SICK)
def gateway_zone_refuses(town: Town) -> None:
    sicken(town, "vpn.example.", REFUSED)


@fault("The servers of the desk's zone fail for everybody.", *HOST_SICK)
def desk_zone_fails(town: Town) -> None:
    sicken(town, "desk.example.", SERVFAIL)


@fault("The servers of the zone of a host that must be reached are silent to everybody.", *HOST_SICK)
def host_zone_silent(town: Town) -> None:
    sicken(town, "reach.example.", None)


def sicken(town: Town, name: str, how: int | None) -> None:
    """Every server in the town answers so for this name."""
    for kind in ("A", "AAAA"):
        town.internet.zone[name, kind] = how
