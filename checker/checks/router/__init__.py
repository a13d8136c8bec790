"""What the router reports of itself and of its line: independent of everything that is measured from the PC.

Every observation of this check, with its meaning. None holds an address, a serial number or a name.
"""

from checker.checks.declaration import Check, Resource
from checker.checks.icons import ROUTER
from checker.checks.router.need import RouterNeed
from checker.checks.work_tasks import ALL_TASKS, TaskEffect
from checker.model.observation import Fact
from checker.model.privacy import DataGroup
from checker.model.text import Text


def _fact(name: str, unit: str, de: str, en: str) -> Fact:
    return Fact(name=name, group=DataGroup.ROUTER, unit=unit, meaning=Text(de=de, en=en))


FACTS: tuple[Fact, ...] = (
    _fact("told", "", "Der Router gibt Auskunft", "The router gives information"),
    _fact("model", "", "Art des Routers, aus einer festen Liste", "Kind of router, from a fixed list"),
    _fact("model.number", "", "Nummer des Modells", "Number of the model"),
    _fact("line.access", "", "Art des Anschlusses", "Kind of line"),
    _fact("line.up", "", "Die Leitung steht", "The line is up"),
    _fact("sync.down", "Mbit/s", "Tempo der Leitung, Download", "Speed of the line, download"),
    _fact("sync.up", "Mbit/s", "Tempo der Leitung, Upload", "Speed of the line, upload"),
    _fact("connected", "", "Der Router ist mit dem Internet verbunden", "The router is connected to the internet"),
    _fact("uptime", "min", "So lange besteht diese Verbindung", "How long this connection has lasted"),
    _fact("wan.v4", "", "Art der IPv4-Adresse des Routers im Internet", "Kind of the router's IPv4 address outside"),
    _fact("wan.v6", "", "Der Router hat eine IPv6-Adresse im Internet", "The router has an IPv6 address outside"),
)


CHECK = Check(
    name="router",
    title=Text(de="Router", en="Router"),
    about=Text(
        de="Was der Router selbst meldet: Modell, Tempo der Leitung, seit wann sie steht, Art seiner Adresse",
        en="What the router itself reports: model, speed of the line, since when it stands, kind of its address",
    ),
    groups=(DataGroup.ROUTER,),
    need=RouterNeed,
    uses=(Resource.NETWORK,),
    deadline_s=8.0,
    icon=ROUTER,
    task_effects=(
        TaskEffect(codes=("router.",)),  # its notes stop nobody
        TaskEffect(codes=("router.offline",), tasks=ALL_TASKS),
    ),
    facts=FACTS,
)
