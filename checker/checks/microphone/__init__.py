"""Does the microphone hear you, loud and clear enough for others?"""

from checker.checks.declaration import Check, Resource
from checker.checks.employee import DeviceSelection, FilledKey, OtherNeed, Prompt, Trial, TrialKind
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.work_tasks import CALL_TASKS, Effect, TaskEffect
from checker.model.observation import Fact
from checker.model.privacy import DataGroup, Purpose
from checker.model.text import Text


def _fact(name: str, de: str, en: str, unit: str = "", purpose: Purpose = Purpose.DIAGNOSIS) -> Fact:
    return Fact(name=name, group=DataGroup.MICROPHONE, meaning=Text(de=de, en=en), unit=unit, purpose=purpose)


_SENTENCE = Text(
    de="Sprechen Sie einen Satz. Danach hören Sie ihn. Die Aufnahme wird nicht gespeichert.",
    en="Say a sentence. Then you hear it. The recording is not stored.",
)

CHECK = Check(
    name="microphone",
    title=Text(de="Mikrofon", en="Microphone"),
    about=Text(
        de="Hört Ihnen wenige Sekunden mit allen Mikrofonen zu und misst, ob Ihre Stimme laut und klar ankommt. "
        "Der Ton bleibt auf Ihrem Computer und wird nicht gespeichert.",
        en="Listens to you for a few seconds by all microphones and measures whether your voice is loud and clear. "
        "The sound stays on your computer and is not stored.",
    ),
    groups=(DataGroup.MICROPHONE,),
    need=MicrophoneNeed,
    uses=(Resource.SOUND,),
    in_worker=True,
    deadline_s=12.0,
    parts=("playback", "level_meter", "hotplug"),
    advice="diagnose.headset",
    live_kinds=("level",),
    icon="M12 3.5a2.8 2.8 0 0 1 2.8 2.8v5a2.8 2.8 0 0 1-5.6 0v-5A2.8 2.8 0 0 1 12 3.5z "
    "M6 11.5a6 6 0 0 0 12 0 M12 17.5v3.3",
    prompt=Prompt(
        text=Text(
            de="Bitte sprechen Sie jetzt einen Satz, zum Beispiel: „Heute arbeite ich zu Hause.“",
            en="Please say a sentence now, for example: “Today I am working at home.”",
        ),
        before=Text(
            de="Für das Mikrofon: Bitte sprechen Sie gleich einen Satz, so laut wie am Telefon.",
            en="For the microphone: please speak a sentence in a moment, as loudly as on the phone.",
        ),
        follows_progress=True,
    ),
    devices=DeviceSelection(names_fact="device.names", subject_facts=("record.begun",), hotplug_part="hotplug"),
    filled_keys=(FilledKey(key="speaker", source=OtherNeed(check="speaker", key="device")),),
    trials=(
        Trial(
            part="level_meter",
            kind=TrialKind.LIVE,
            button=Text(de="&Pegel ansehen", en="See the le&vel"),
            instruction=Text(
                de="Sprechen Sie wie in einer Besprechung. Der Balken soll in den markierten Bereich.",
                en="Speak as you do in a meeting. The bar should reach into the marked range.",
            ),
            choice=Text(de="Mikrofon: Pegel ansehen", en="Microphone: see the level"),
            text_instruction=Text(
                de="Sprechen Sie wie in einer Besprechung: Der Balken soll in die Klammern. Strg+C beendet es.",
                en="Speak as you do in a meeting: the bar should reach into the brackets. Ctrl+C ends it.",
            ),
            useless_codes=("microphone.none", "microphone.library-missing"),
        ),
        Trial(
            part="playback",
            kind=TrialKind.PLAYBACK,
            button=Text(de="Sich selbst &hören", en="&Hear yourself"),
            button_again=Text(de="Noch einmal &hören", en="&Hear it again"),
            instruction=_SENTENCE,
            choice=Text(de="Mikrofon: sich selbst hören", en="Microphone: hear yourself"),
            text_instruction=_SENTENCE,
        ),
    ),
    needed_for=CALL_TASKS,
    task_effects=(
        TaskEffect(codes=("microphone.",), tasks=CALL_TASKS, effect=Effect.NOTE_BLOCKS),
        TaskEffect(
            codes=(
                "microphone.channels-cancel",
                "microphone.clipping",
                "microphone.garbage",
                "microphone.too-quiet",
                "microphone.dropouts",
            ),
            tasks=CALL_TASKS,
            effect=Effect.NOTE_DISTURBS,
        ),
        TaskEffect(
            codes=(
                "microphone.no-speech",
                "microphone.not-measured",
                "microphone.library-missing",
                "microphone.no-answer",
            ),
            tasks=CALL_TASKS,
            effect=Effect.NOTE_UNKNOWN,
        ),
        TaskEffect(codes=("microphone.communications-differs", "microphone.echo"), tasks=CALL_TASKS),
        TaskEffect(
            codes=(
                "microphone.usable",
                "microphone.noisy",
                "microphone.hum",
                "microphone.hands-free",
                "microphone.remote-session",
                "microphone.use-",
                "microphone.headset-advice",
            )
        ),
    ),
    facts=(
        _fact("permission", "Ob Programme das Mikrofon benutzen dürfen", "Whether programs may use the microphone"),
        _fact(
            "device.names",
            "Modelle der angeschlossenen Mikrofone",
            "Models of the connected microphones",
            purpose=Purpose.PURCHASE,
        ),
        _fact("device.default", "Mikrofon, das der Computer benutzt", "Microphone that the computer uses"),
        _fact(
            "device.communications",
            "Mikrofon, das Besprechungsprogramme von sich aus benutzen",
            "Microphone that meeting programs use by themselves",
        ),
        _fact(
            "device.transport",
            "Wie das Mikrofon mit dem Computer verbunden ist",
            "How the microphone is connected to the computer",
            purpose=Purpose.PURCHASE,
        ),
        _fact(
            "device.headset",
            "Ob das Mikrofon zu einem Headset gehört",
            "Whether the microphone belongs to a headset",
            purpose=Purpose.PURCHASE,
        ),
        _fact("session.remote", "Ob die Prüfung in einer Fernsitzung läuft", "Whether this runs in a remote session"),
        _fact("device.rate", "Tonwerte in der Sekunde, die das Mikrofon liefert", "Its samples per second", "Hz"),
        _fact("device.muted", "Ob das Mikrofon im Computer stumm geschaltet ist", "Whether the system mutes it"),
        _fact("device.volume", "Eingestellter Aufnahmepegel", "Recording level that is set", "%"),
        _fact("record.begun", "Dass das Zuhören begann", "That listening began"),
        _fact("record.first", "Wie lange der erste Ton brauchte", "How long the first sound took", "s"),
        _fact("record.seconds", "Wie viel Ton ankam", "How much sound arrived", "s"),
        _fact("record.gaps", "Wie oft Ton verloren ging", "How often sound was lost"),
        _fact("play.seconds", "Wie lange die Wiedergabe dauerte", "How long the replay took", "s"),
        _fact("sound.invalid", "Anteil unsinniger Tonwerte", "Share of senseless samples"),
        _fact("sound.zeros", "Anteil völliger Stille", "Share of complete silence"),
        _fact("sound.peak", "Lauteste Stelle", "Loudest moment", "dBFS"),
        _fact("sound.level", "Lautstärke insgesamt", "Loudness as a whole", "dBFS"),
        _fact("sound.clipped", "Anteil übersteuerter Tonwerte", "Share of clipped samples"),
        _fact("sound.spoken", "Wie lange gesprochen wurde", "How long someone spoke", "s"),
        _fact("sound.speech", "Lautstärke der Stimme", "Loudness of the voice", "dBFS"),
        _fact("sound.pause", "Lautstärke in den Pausen", "Loudness in the pauses", "dBFS"),
        _fact("sound.floor", "Lautstärke der leisesten Momente", "Loudness of the softest moments", "dBFS"),
        _fact("sound.dropouts", "Wie oft Ton fehlte", "How often sound was missing"),
        _fact(
            "sound.mix-loss",
            "Wie viel leiser der Ton wird, wenn Programme seine Kanäle zusammenlegen",
            "How much quieter the sound gets when programs join its channels",
            "dB",
        ),
        _fact("sound.voice", "Wie lange eine menschliche Stimme zu hören war", "How long a human voice was heard", "s"),
        _fact("sound.hum", "Wie weit ein Brummen des Stromnetzes heraussticht", "How far hum stands out", "dB"),
        _fact("sound.hum-level", "Lautstärke des Brummens", "Loudness of the hum", "dBFS"),
        _fact("sound.tone", "Wie weit ein gleichbleibender Ton heraussticht", "How far a steady tone stands out", "dB"),
        _fact("sound.tone-level", "Lautstärke dieses Tons", "Loudness of that tone", "dBFS"),
        _fact("sound.bandwidth", "Bis zu welcher Tonhöhe die Stimme ankommt", "Up to which tone the voice gets", "Hz"),
        _fact("input.hears", "Ob dieses Mikrofon Ihre Stimme hört", "Whether this microphone hears your voice"),
    ),
)
