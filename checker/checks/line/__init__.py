"""The line: how fast, how quick to answer, and whether calls survive while someone loads it."""

from checker.checks.declaration import Check, Resource
from checker.checks.employee import FilledKey, KeySource, VolumeQuestion
from checker.checks.line.facts import FACTS
from checker.checks.line.need import LineNeed
from checker.checks.work_tasks import CALL_TASKS, SPEED_TASKS, Effect, TaskEffect, disturbs_line
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
    icon="M4 17.5a8.5 8.5 0 1 1 16 0 M12 16.5l4.2-5.2",
    filled_keys=(FilledKey(key="endpoint", source=KeySource.MEASURING_ADDRESS),),
    volume_question=VolumeQuestion(
        need_key="endpoint",
        explanation=Text(
            de="Ihre Verbindung ist als getaktet gekennzeichnet (begrenztes Datenvolumen). "
            "Das Messen der Leitung verbraucht etwa 1 bis 55 MB, je nach Geschwindigkeit.",
            en="Your connection is marked as metered (limited data volume). "
            "Measuring the line uses about 1 to 55 MB, depending on its speed.",
        ),
        metered_fact="metered",
        facts=("down.rate", "up.rate"),
    ),
    needed_for=SPEED_TASKS,
    task_effects=(
        *disturbs_line("line."),
        TaskEffect(codes=("line.not-asked",), tasks=SPEED_TASKS, effect=Effect.NOTE_UNKNOWN),
        TaskEffect(codes=("line.stutters",), tasks=SPEED_TASKS),
        TaskEffect(codes=("line.loss", "line.jitter"), tasks=CALL_TASKS),
    ),
)
