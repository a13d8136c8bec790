"""Every fault of the lab, by its name: importing this takes them all, in the order of the way."""

from tests.lab.faults.kinds import (
    at_home,
    between,
    clocks,
    dead_ends,
    far,
    fronts,
    identities,
    names,
    pages,
    pairs,
    ports,
    sessions,
    sizes,
    strangers,
    traffic,
    translation,
)
from tests.lab.faults.kinds.fault import FAULTS, Fault
from tests.lab.faults.kinds.naming import elsewhere, resolvers, several, zones

_NEAR = (at_home, dead_ends, clocks, names, between, pages, translation)
_NAMES = (elsewhere, several, zones, resolvers)
AREAS = (*_NEAR, *_NAMES, sizes, ports, identities, strangers, traffic, sessions, fronts, far, pairs)
__all__ = ["AREAS", "FAULTS", "Fault"]
