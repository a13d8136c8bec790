"""A name with several addresses, of which some are dead."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.kinds.naming.strangers import DEAD, nobody
from tests.lab.faults.town import Town

NOTE = "vpn.address-dead", "gateway", "it-firm"
HOST_NOTE = "network.address-dead", "", "it-firm"
DEAD_TOO = "192.175.48.98"


@fault("The gateway's name has two addresses, the first of which is dead.", *NOTE)
def first_address_dead(town: Town) -> None:
    addresses(town, "vpn.example.", nobody(town), at.GATEWAY)


@fault("The gateway's name has two addresses, the second of which is dead.", *NOTE)
def second_address_dead(town: Town) -> None:
    addresses(town, "vpn.example.", at.GATEWAY, DEAD)


@fault("The gateway's name has three addresses, and only the last is alive.", *NOTE)
def two_of_three_addresses_dead(town: Town) -> None:
    addresses(town, "vpn.example.", DEAD, DEAD_TOO, at.GATEWAY)


@fault("The gateway's name has two addresses, the first of which refuses.", *NOTE)
def first_address_refuses(town: Town) -> None:
    addresses(town, "vpn.example.", at.STUN, at.GATEWAY)


@fault("The gateway's name has two addresses, the second of which refuses.", *NOTE)
def second_address_refuses(town: Town) -> None:
    addresses(town, "vpn.example.", at.GATEWAY, at.STUN)


@fault("The desk's name has two addresses, the first of which is dead.", *HOST_NOTE)
def first_address_of_the_desk_dead(town: Town) -> None:
    addresses(town, "desk.example.", nobody(town), at.DESK)


@fault("A host that must be reached has two addresses, the first of which is dead.", *HOST_NOTE)
def first_address_of_a_host_dead(town: Town) -> None:
    addresses(town, "reach.example.", DEAD, at.REACH)


def addresses(town: Town, name: str, *those: str) -> None:
    """The name's IPv4 addresses, in this order, in every zone; without IPv6."""
    town.internet.zone[name, "A"] = those
    town.internet.zone[name, "AAAA"] = 0
