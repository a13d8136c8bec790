"""Every observation of a line by name, with its unit and its plain meaning."""

from checker.model.observation import Fact
from checker.model.privacy import Group
from checker.model.text import Text

_ROWS = (
    ("method", "", "Womit gemessen wurde", "What it was measured with"),
    ("server", "", "Wogegen gemessen wurde", "What it was measured against"),
    ("proxy", "", "Über einen Vermittler (Proxy) gemessen", "Measured through a proxy"),
    ("server.answer", "ms", "Erste Antwort der Messstelle", "First answer of the measuring point"),
    ("idle.latency", "ms", "Antwortzeit der ruhenden Leitung", "Response time of the idle line"),
    ("idle.jitter", "ms", "Schwankung der Antwortzeit", "How much the response time varies"),
    ("down.rate", "Mbit/s", "Tempo beim Herunterladen", "Speed of downloading"),
    ("down.latency", "ms", "Antwortzeit, während heruntergeladen wird", "Response time while downloading"),
    ("down.streams", "", "Gleichzeitige Verbindungen beim Herunterladen", "Connections at once while downloading"),
    ("down.bytes", "MB", "Zum Messen heruntergeladen", "Downloaded for measuring"),
    ("up.rate", "Mbit/s", "Tempo beim Hochladen", "Speed of uploading"),
    ("up.latency", "ms", "Antwortzeit, während hochgeladen wird", "Response time while uploading"),
    ("up.streams", "", "Gleichzeitige Verbindungen beim Hochladen", "Connections at once while uploading"),
    ("up.bytes", "MB", "Zum Messen hochgeladen", "Uploaded for measuring"),
    (
        "up.counted",
        "",
        "Wer das Hochgeladene gezählt hat (server: die Messstelle, answers: ihre Antworten, here: das Programm)",
        "Who counted the upload (server: the measuring point, answers: its answers, here: the program)",
    ),
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

FACTS = tuple(
    Fact(name=name, group=Group.NETWORK, unit=unit, meaning=Text(de=de, en=en)) for name, unit, de, en in _ROWS
)
