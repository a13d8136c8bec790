"""Every mechanism of the grid: importing this takes them all."""

from tests.lab.faults.grid import filters, gateway, link, names, pc, policy, provider, router
from tests.lab.faults.grid.build import MECHANISMS, Mechanism

AREAS = (pc, link, router, names, filters, policy, provider, gateway)
__all__ = ["AREAS", "MECHANISMS", "Mechanism"]
