"""Every kind of healthy home, by its name."""

from tests.lab.faults.healthy.access import ACCESSES
from tests.lab.faults.healthy.settings import SETTINGS

HOMES = {home.name: home for home in (*ACCESSES, *SETTINGS)}
