"""The PC's clock is wrong, and what follows from it."""

from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town
from tests.lab.faults.visit import Visit

CLOCK = "computer.clock-wrong", "pc", "you"


@fault("The clock is an hour behind what it was when WireGuard last saw the PC.", *CLOCK)
def clock_an_hour_behind(town: Town) -> Visit:
    town.visited(Visit(gateways=("wireguard",)))
    return Visit(clock="-1h")


@fault("The clock is a day and more behind, so certificates are not yet valid.", *CLOCK)
def clock_a_day_behind(town: Town) -> Visit:
    return Visit(clock="-2d")


@fault("The clock is a year ahead, so certificates have expired.", *CLOCK)
def clock_a_year_ahead(town: Town) -> Visit:
    return Visit(clock="+365d")
