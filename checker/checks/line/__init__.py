"""The line: how fast, how quick to answer, and whether calls survive while someone loads it."""

from checker.checks.declaration import Check, Resource
from checker.checks.line.facts import FACTS
from checker.checks.line.need import LineNeed
from checker.model.privacy import DataGroup
from checker.model.text import Text

CHECK = Check(
    name="line",
    title=Text(de="Internetleitung", en="Internet line"),
    about=Text(
        de="Tempo und Antwortzeit der Leitung, auch während sie ausgelastet ist",
        en="Speed and response time of the line, also while it is busy",
    ),
    groups=(DataGroup.NETWORK,),
    facts=FACTS,
    need=LineNeed,
    uses=(Resource.NETWORK,),
    exclusive=True,
    in_worker=True,
    deadline_s=110.0,
    parts=("public",),
)
