"""What the router tells of itself and of its line: a second witness beside everything that is measured from the PC."""

from checker.checks.declaration import Check, Resource
from checker.checks.router.facts import FACTS
from checker.checks.router.need import RouterNeed
from checker.model.privacy import DataGroup
from checker.model.text import Text

CHECK = Check(
    name="router",
    title=Text(de="Router", en="Router"),
    about=Text(
        de="was der Router selbst meldet: Modell, Tempo der Leitung, seit wann sie steht, Art seiner Adresse",
        en="what the router itself reports: model, speed of the line, since when it stands, kind of its address",
    ),
    groups=(DataGroup.ROUTER,),
    need=RouterNeed,
    uses=(Resource.NETWORK,),
    deadline_s=8.0,
    facts=FACTS,
)
