"""Do you hear the others? A spoken digit that only who hears it can name."""

from checker.checks.declaration import Check, Resource
from checker.checks.speaker.need import SpeakerNeed
from checker.model.observation import Fact
from checker.model.privacy import DataGroup, Purpose
from checker.model.text import Text


def _fact(name: str, de: str, en: str, unit: str = "", purpose: Purpose = Purpose.DIAGNOSIS) -> Fact:
    return Fact(name=name, group=DataGroup.MICROPHONE, meaning=Text(de=de, en=en), unit=unit, purpose=purpose)


CHECK = Check(
    name="speaker",
    title=Text(de="Lautsprecher", en="Speaker"),
    about=Text(
        de="Sieht nach, über welchen Lautsprecher oder Kopfhörer Ihr Computer Ton ausgibt. "
        "Auf Wunsch spielt er eine gesprochene Ziffer ab, fragt, welche Sie gehört haben, und misst das Echo. "
        "Ton, Ziffer und Antwort bleiben auf Ihrem Computer.",
        en="Looks which speaker or headphones your computer plays sound to. "
        "If you wish it plays a spoken digit, asks which one you heard, and measures the echo. "
        "Sound, digit and answer stay on your computer.",
    ),
    groups=(DataGroup.MICROPHONE,),
    need=SpeakerNeed,
    uses=(Resource.SOUND,),
    in_worker=True,
    deadline_s=8.0,
    parts=("digit", "hotplug"),
    facts=(
        _fact(
            "output.names",
            "Modelle der angeschlossenen Lautsprecher und Kopfhörer",
            "Models of the connected speakers and headphones",
            purpose=Purpose.PURCHASE,
        ),
        _fact("output.default", "Lautsprecher, den der Computer benutzt", "Speaker that the computer uses"),
        _fact("output.muted", "Ob der Ton im Computer stumm geschaltet ist", "Whether the system mutes it"),
        _fact("output.volume", "Eingestellte Lautstärke", "Loudness that is set", "%"),
        _fact("play.digit-asked", "Ob nach der Ziffer gefragt wurde", "Whether the digit was asked for"),
        _fact("play.seconds", "Wie lange die Wiedergabe dauerte", "How long playing took", "s"),
        _fact("play.answer", "Ob die richtige Ziffer genannt wurde", "Whether the right digit was named"),
        _fact("echo.delay", "Nach welcher Zeit das Mikrofon den Ton hört", "After what time it is heard back", "ms"),
        _fact("echo.strength", "Wie laut das Mikrofon den Lautsprecher hört", "How loud it is heard back", "dB"),
    ),
)
