"""Does the microphone hear you, loud and clear enough for others?"""

from checker.checks.declaration import Check, Resource
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.observation import Fact
from checker.model.privacy import DataGroup, Purpose
from checker.model.text import Text


def _fact(name: str, de: str, en: str, unit: str = "", purpose: Purpose = Purpose.DIAGNOSIS) -> Fact:
    return Fact(name=name, group=DataGroup.MICROPHONE, meaning=Text(de=de, en=en), unit=unit, purpose=purpose)


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
        _fact("sound.dropouts", "Wie oft Ton fehlte", "How often sound was missing"),
        _fact("sound.hum", "Wie weit ein Brummen des Stromnetzes heraussticht", "How far hum stands out", "dB"),
        _fact("sound.hum-level", "Lautstärke des Brummens", "Loudness of the hum", "dBFS"),
        _fact("sound.bandwidth", "Bis zu welcher Tonhöhe die Stimme ankommt", "Up to which tone the voice gets", "Hz"),
        _fact("input.hears", "Ob dieses Mikrofon Ihre Stimme hört", "Whether this microphone hears your voice"),
    ),
)
