"""Do you hear the others? A spoken digit that only who hears it can name."""

from checker.checks.declaration import Check, Resource
from checker.checks.employee import DeviceSelection, FilledKey, KeySource, Trial, TrialKind
from checker.checks.speaker.need import SpeakerNeed
from checker.checks.work_tasks import CALL_TASKS, Effect, TaskEffect
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
    icon="M4 9.5h3.5L12 5.5v13l-4.5-4H4z M15.5 9a4.2 4.2 0 0 1 0 6 M18 6.5a7.8 7.8 0 0 1 0 11",
    devices=DeviceSelection(names_fact="output.names", used_fact="output.default", hotplug_part="hotplug"),
    filled_keys=(FilledKey(key="language", source=KeySource.LANGUAGE),),
    trials=(
        Trial(
            part="digit",
            kind=TrialKind.QUESTION,
            button=Text(de="&Ziffer anhören", en="Play a &digit"),
            instruction=Text(de="Gleich hören Sie etwas.", en="You will hear something in a moment."),
            choice=Text(de="Lautsprecher: eine Ziffer anhören und nennen", en="Speaker: listen to a digit and name it"),
            text_instruction=Text(
                de="Gleich hören Sie etwas. Strg+C beendet es.",
                en="You will hear something in a moment. Ctrl+C ends it.",
            ),
            answer_fact="play.answer",
        ),
    ),
    task_effects=(
        TaskEffect(codes=("speaker.",), tasks=CALL_TASKS, effect=Effect.NOTE_BLOCKS),
        TaskEffect(codes=("speaker.wrong-digit",), tasks=CALL_TASKS, effect=Effect.NOTE_DISTURBS),
        TaskEffect(codes=("speaker.not-measured",), tasks=CALL_TASKS, effect=Effect.NOTE_UNKNOWN),
        TaskEffect(codes=("speaker.not-asked",)),
    ),
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
