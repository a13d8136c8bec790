"""One thing that the code takes for granted of an operating system, and how to find out whether it is so."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from checker.client.self_test.reading import Reading
from checker.model.systems import SYSTEMS, System

EVERYWHERE = SYSTEMS
WINDOWS: tuple[System, ...] = ("windows",)
MACOS: tuple[System, ...] = ("macos",)
LINUX: tuple[System, ...] = ("linux",)
LIMIT_S = 5.0


class Confirmation(Enum):
    """Where an assumption was confirmed.

    `header`: constants and structures of the system's own headers; `wine`: it ran under Wine; `source`: the source text
    of the system, Python or a library; `page`: its maker's documentation; `linux`: it ran on a Linux; `nowhere`: by
    reasoning or others' reports alone.
    """

    HEADER = "header"
    WINE = "wine"
    SOURCE = "source"
    PAGE = "page"
    LINUX = "linux"
    NOWHERE = "nowhere"


class Reach(Enum):
    """How far a measurement reaches: this PC and its loopback, or the network, for which `--self-test-network` asks."""

    PC = "pc"
    NETWORK = "network"


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """`expected`: what the code assumes; `where`: the files below checker/ that rely on it; `source`: who says so.

    `measure` may raise OperationFailed or OSError, and may hang: nobody waits for it beyond `limit_s` seconds.
    """

    id: str
    systems: tuple[System, ...]
    expected: str
    where: tuple[str, ...]
    source: str
    confirmed: tuple[Confirmation, ...]
    measure: Callable[[], Reading]
    reach: Reach = Reach.PC
    limit_s: float = LIMIT_S
