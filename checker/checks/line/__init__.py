"""The line: how fast, how quick to answer, and whether calls survive while someone loads it.

Every observation of a line by name, with its unit and its plain meaning.
"""

from collections.abc import Iterator

from checker.checks.declaration import Check, Resource
from checker.checks.employee import FilledKey, KeySource, VolumeQuestion
from checker.checks.line.need import LineNeed
from checker.checks.work_tasks import CALL_TASKS, COMPANY_TASKS, SPEED_TASKS, Effect, TaskEffect, disturbs_line
from checker.model.observation import Fact
from checker.model.privacy import DataGroup
from checker.model.text import Text

_Row = tuple[str, str, str, str]

_OVERALL: tuple[_Row, ...] = (
    ("method", "", "Womit gemessen wurde", "What it was measured with"),
    ("server", "", "Wogegen gemessen wurde", "What it was measured against"),
    ("proxy", "", "Über einen Vermittler (Proxy) gemessen", "Measured through a proxy"),
    (
        "ip.version",
        "",
        "Version des Internetprotokolls, mit der gemessen wurde (4 oder 6)",
        "Version of the internet protocol that was measured with (4 or 6)",
    ),
    ("server.answer", "ms", "Erste Antwort der Messstelle", "First answer of the measuring point"),
    (
        "server.capacity",
        "Mbit/s",
        "Mehr kann die Messstelle selbst nicht messen",
        "More than this the measuring point itself cannot measure",
    ),
    ("place", "", "Freier Platz an der Messstelle", "A free place at the measuring point"),
    ("waited", "s", "Auf einen freien Platz gewartet", "Waited for a free place"),
    ("metered", "", "Anschluss mit begrenzter Datenmenge", "Connection with a limited data volume"),
    (
        "udp",
        "",
        "Wie die kleinen Pakete eines Gesprächs nachgebildet wurden (UDP)",
        "How the small packets of a call were imitated (UDP)",
    ),
    (
        "router.method",
        "",
        "Wie der Router antwortet (ICMP, UDP oder TCP)",
        "How the router answers (ICMP, UDP or TCP)",
    ),
    ("router.latency", "ms", "Antwortzeit des Routers, ruhend", "Response time of the router at rest"),
    ("adapter.medium", "", "Wie der Computer angeschlossen ist", "How the computer is connected"),
    ("adapter.rate", "Mbit/s", "Tempo zwischen Computer und Router", "Speed between computer and router"),
    ("address.changed", "", "Die Verbindung wechselte während der Messung", "The connection changed while measuring"),
    ("suspended", "", "Der Computer schlief während der Messung", "The computer was asleep while measuring"),
    ("contract.down", "Mbit/s", "Herunterladen laut Vertrag", "Downloading, as the contract says"),
    ("contract.up", "Mbit/s", "Hochladen laut Vertrag", "Uploading, as the contract says"),
    ("bytes", "MB", "Datenmenge der Messung", "Data volume of the measurement"),
    ("seconds", "s", "Dauer der Messung", "Duration of the measurement"),
    (
        "cpu.during",
        "%",
        "Auslastung des Computers während der Messung, höchster Abschnitt",
        "Load of the computer during the measurement, busiest part",
    ),
    ("cpu.own", "s", "Rechenzeit der Messung", "Processor time of the measurement"),
)

_INTERRUPTIONS: tuple[_Row, ...] = (
    ("gap", "ms", "Längste Zeit ohne ein Paket", "Longest time without a packet"),
    ("gaps", "", "Pausen von mehr als 100\u00a0ms", "Pauses of more than 100\u00a0ms"),
    (
        "late95",
        "ms",
        "Verspätung, die 95\u00a0% der Pakete nicht überschreiten",
        "Lateness that 95\u00a0% of packets stay below",
    ),
    (
        "late99",
        "ms",
        "Verspätung, die 99\u00a0% der Pakete nicht überschreiten",
        "Lateness that 99\u00a0% of packets stay below",
    ),
    ("loss-run", "", "So viele Pakete gingen am Stück verloren", "So many packets were lost in a row"),
    (
        "burst-ratio",
        "",
        "So viel länger sind Verluste am Stück als durch Zufall",
        "How much longer losses in a row are than by chance",
    ),
)

_IDLE: tuple[_Row, ...] = (
    ("latency", "ms", "Antwortzeit der ruhenden Leitung", "Response time of the idle line"),
    ("jitter", "ms", "Schwankung der Antwortzeit", "How much the response time varies"),
    ("jitter.down", "ms", "Schwankung auf dem Weg zum Computer", "Variation on the way to the computer"),
    ("jitter.up", "ms", "Schwankung auf dem Weg vom Computer", "Variation on the way from the computer"),
    ("loss", "%", "Verlorene Pakete, hin und zurück", "Lost packets, there and back"),
    ("loss.down", "%", "Verlorene Pakete auf dem Weg zum Computer", "Packets lost on the way to the computer"),
    ("loss.up", "%", "Verlorene Pakete auf dem Weg vom Computer", "Packets lost on the way from the computer"),
    *(
        (f"{name}{suffix}", unit, f"{de}{suffix_de}", f"{en}{suffix_en}")
        for name, unit, de, en in _INTERRUPTIONS
        for suffix, suffix_de, suffix_en in (
            ("", "", ""),
            (".down", " auf dem Weg zum Computer", " on the way to the computer"),
            (".up", " auf dem Weg vom Computer", " on the way from the computer"),
        )
    ),
    ("reordered", "%", "Pakete, die überholt wurden", "Packets that were overtaken"),
    ("packets", "", "Dafür verschickte Pakete", "Packets sent for it"),
    ("seconds", "s", "Dauer dieses Abschnitts", "Duration of this part"),
)

_UNDER_LOAD: tuple[_Row, ...] = (
    ("rate", "Mbit/s", "Tempo beim {}", "Speed of {}"),
    ("latency", "ms", "Antwortzeit beim {}", "Response time while {}"),
    ("loss", "%", "Verlorene Pakete beim {}", "Lost packets while {}"),
    ("jitter", "ms", "Schwankung der Antwortzeit beim {}", "How much the response time varies while {}"),
    *((name, unit, f"{de}, beim {{}}", f"{en}, {{}}") for name, unit, de, en in _INTERRUPTIONS),
    ("streams", "", "Gleichzeitige Verbindungen beim {}", "Connections at once while {}"),
    ("seconds", "s", "Dauer des Messens beim {}", "Duration of measuring while {}"),
    ("bytes", "MB", "Datenmenge zum Messen beim {}", "Data volume for measuring while {}"),
    ("router.latency", "ms", "Antwortzeit des Routers beim {}", "Response time of the router while {}"),
    ("router.loss", "%", "Ohne Antwort des Routers beim {}", "Not answered by the router while {}"),
    (
        "router.curve",
        "ms",
        "Verlauf der Antwortzeit des Routers beim {}, zehnmal je Sekunde",
        "Course of the router's response time while {}, ten a second",
    ),
    ("burst.rate", "Mbit/s", "Tempo beim {} am Anfang, bevor es nachließ", "Speed of {} at first, before it fell"),
    ("burst.bytes", "MB", "So viel kam in diesem Tempo, beim {}", "So much came at that speed, {}"),
    (
        "ended",
        "",
        "Warum das Messen endete, beim {} (narrow: genau genug, clear: sicher mehr als nötig, time: Zeit um)",
        "Why measuring ended, {} (narrow: exact enough, clear: surely more than needed, time: time is over)",
    ),
    ("curve", "Mbit/s", "Verlauf des Tempos beim {}, zehnmal je Sekunde", "Course of the speed of {}, ten a second"),
    (
        "latency.curve",
        "ms",
        "Verlauf der Antwortzeit beim {}, zehnmal je Sekunde",
        "Course of the response time while {}, ten a second",
    ),
)

_UPLOAD: tuple[_Row, ...] = (
    (
        "counted",
        "",
        "Wer das Hochgeladene gezählt hat (server: die Messstelle, answers: ihre Antworten, here: das Programm)",
        "Who counted the upload (server: the measuring point, answers: its answers, here: the program)",
    ),
    (
        "collected",
        "",
        "Etwas unterwegs sammelt das Hochgeladene, bevor es weitergeht",
        "Something on the way collects the upload before it passes it on",
    ),
)

_BOTH: tuple[_Row, ...] = (
    ("latency", "ms", "Antwortzeit, {}", "Response time, {}"),
    ("loss", "%", "Verlorene Pakete, {}", "Lost packets, {}"),
    *((name, unit, f"{de}, {{}}", f"{en}, {{}}") for name, unit, de, en in _INTERRUPTIONS),
    ("down.rate", "Mbit/s", "Tempo beim Herunterladen, {}", "Speed of downloading, {}"),
    ("up.rate", "Mbit/s", "Tempo beim Hochladen, {}", "Speed of uploading, {}"),
    ("seconds", "s", "Dauer, {}", "Duration, {}"),
    ("bytes", "MB", "Datenmenge, {}", "Data volume, {}"),
)
_AT_ONCE = ("während zugleich herunter- und hochgeladen wird", "while downloading and uploading at once")

_COMPARED: tuple[_Row, ...] = (
    ("latency", "ms", "Antwortzeit auf einem anderen Weg", "Response time by another path"),
    ("down.rate", "Mbit/s", "Tempo beim Herunterladen auf einem anderen Weg", "Speed of downloading by another path"),
    ("up.rate", "Mbit/s", "Tempo beim Hochladen auf einem anderen Weg", "Speed of uploading by another path"),
    ("bytes", "MB", "Datenmenge für den anderen Weg", "Data volume for the other path"),
    ("seconds", "s", "Dauer für den anderen Weg", "Duration for the other path"),
)
"""Subjects: comparison/compared_path.py."""

_CROSS_TRAFFIC: tuple[_Row, ...] = (
    ("down", "Mbit/s", "Was andere Programme herunterluden", "What other programs downloaded"),
    ("up", "Mbit/s", "Was andere Programme hochluden", "What other programs uploaded"),
)

_CALLS: tuple[_Row, ...] = (
    (
        "idle",
        "",
        "Ein Gespräch auf ruhender Leitung, berechnet: {de}",
        "A call on the idle line, calculated: {en}",
    ),
    (
        "down",
        "",
        "Ein Gespräch, während heruntergeladen wird, berechnet: {de}",
        "A call while downloading, calculated: {en}",
    ),
    (
        "up",
        "",
        "Ein Gespräch, während hochgeladen wird, berechnet: {de}",
        "A call while uploading, calculated: {en}",
    ),
    (
        "both",
        "",
        "Ein Gespräch, während zugleich herunter- und hochgeladen wird, berechnet: {de}",
        "A call while downloading and uploading at once, calculated: {en}",
    ),
)
_SCALES = (
    ("mos", "Note von 1 (unverständlich) bis 4,5 (sehr gut)", "mark from 1 (not to be understood) to 4.5 (very good)"),
    (
        "mos-plain",
        "ohne dass das Programm Lücken füllt: Note von 1 bis 4,5",
        "without the program filling gaps: mark from 1 to 4.5",
    ),
    ("r", "R-Wert von 0 bis 93 (ITU-T G.107)", "R value from 0 to 93 (ITU-T G.107)"),
)

_BLOAT: _Row = (
    "bloat",
    "ms",
    "So viel langsamer antwortet die Leitung, wenn sie voll ist",
    "How much more slowly the line answers while it is full",
)


def _rows() -> Iterator[_Row]:
    yield from _OVERALL
    yield from _prefixed("idle", _IDLE)
    for direction, de, en in (("down", "Herunterladen", "downloading"), ("up", "Hochladen", "uploading")):
        yield from _prefixed(direction, [(name, unit, a.format(de), b.format(en)) for name, unit, a, b in _UNDER_LOAD])
    yield from _prefixed("up", _UPLOAD)
    de, en = _AT_ONCE
    yield from _prefixed("both", [(name, unit, a.format(de), b.format(en)) for name, unit, a, b in _BOTH])
    yield from _prefixed("others", _CROSS_TRAFFIC)
    yield from _prefixed("compared", _COMPARED)
    for scale, scale_de, scale_en in _SCALES:
        for phase, _unit, de, en in _CALLS:
            yield f"call.{phase}.{scale}", "", de.format(de=scale_de), en.format(en=scale_en)
    yield _BLOAT


def _prefixed(prefix: str, rows: tuple[_Row, ...] | list[_Row]) -> Iterator[_Row]:
    for name, unit, de, en in rows:
        yield f"{prefix}.{name}", unit, de, en


_OF_THE_PC = ("cpu.during", "cpu.own")
"""Not of the line: left out where nothing of the computer may be read."""
FACTS = tuple(
    Fact(
        name=name,
        group=DataGroup.PC if name in _OF_THE_PC else DataGroup.NETWORK,
        unit=unit,
        meaning=Text(de=de, en=en),
    )
    for name, unit, de, en in _rows()
)


CHECK = Check(
    name="line",
    title=Text(de="Internetleitung", en="Internet line"),
    about=Text(
        de="Tempo und Antwortzeit von Leitung und Router, auch während sie ausgelastet sind",
        en="Speed and response time of line and router, also while they are busy",
    ),
    groups=(DataGroup.NETWORK,),
    optional_groups=(DataGroup.PC,),
    facts=FACTS,
    need=LineNeed,
    uses=(Resource.NETWORK,),
    exclusive=True,
    in_worker=True,
    deadline_s=110.0,
    parts=("public", "public_server", "second_opinion"),
    live_kinds=("rate", "latency"),
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
        TaskEffect(codes=("line.stutters", "line.home-queue", "line.both-stutter"), tasks=SPEED_TASKS),
        TaskEffect(codes=("line.tunnel-slow",), tasks=COMPANY_TASKS),
        TaskEffect(codes=("line.loss", "line.jitter", "line.gaps"), tasks=CALL_TASKS),
    ),
)
