"""Does the camera show a live picture that others can see something on?"""

from checker.checks.camera.need import CameraNeed
from checker.checks.contract import Check, Resource
from checker.model.observation import Fact
from checker.model.privacy import Group, Purpose
from checker.model.text import Text


def _fact(name: str, de: str, en: str, unit: str = "", purpose: Purpose = Purpose.DIAGNOSIS) -> Fact:
    return Fact(name=name, group=Group.CAMERA, meaning=Text(de=de, en=en), unit=unit, purpose=purpose)


CHECK = Check(
    name="camera",
    title=Text(de="Kamera", en="Camera"),
    about=Text(
        de="Öffnet Ihre Kamera für wenige Sekunden und sieht nach, ob ein lebendiges, helles Bild kommt. "
        "Das Bild bleibt auf Ihrem Computer und wird nicht gespeichert.",
        en="Opens your camera for a few seconds and looks whether a live, bright picture arrives. "
        "The picture stays on your computer and is not stored.",
    ),
    groups=(Group.CAMERA,),
    need=CameraNeed,
    uses=(Resource.CAMERA,),
    in_worker=True,
    deadline_s=12.0,
    parts=("preview",),
    facts=(
        _fact("permission", "Ob Programme die Kamera benutzen dürfen", "Whether programs may use the camera"),
        _fact(
            "in-use",
            "Ob ein anderes Programm die Kamera gerade benutzt",
            "Whether another program uses the camera just now",
        ),
        _fact(
            "device.names",
            "Modelle der angeschlossenen Kameras",
            "Models of the connected cameras",
            purpose=Purpose.PURCHASE,
        ),
        _fact(
            "device.virtual",
            "Kameras, die nur als Programm bestehen",
            "Cameras that exist only as a program",
        ),
        _fact("open.begun", "Dass das Öffnen der Kamera begann", "That opening the camera began"),
        _fact("open.seconds", "Wie lange das Öffnen dauerte", "How long opening took", "s"),
        _fact("open.backend", "Über welchen Weg des Systems sie aufging", "Which way of the system opened it"),
        _fact("picture.first", "Wie lange das erste Bild brauchte", "How long the first picture took", "s"),
        _fact("picture.size", "Bildgröße", "Size of the picture", "px"),
        _fact("picture.rate", "Bilder in der Sekunde", "Pictures per second", "1/s"),
        _fact("picture.brightness", "Mittlere Helligkeit, 0 bis 255", "Mean brightness, 0 to 255"),
        _fact("picture.brightest", "Hellste Stelle, 0 bis 255", "Brightest spot, 0 to 255"),
        _fact("picture.contrast", "Wie verschieden hell das Bild ist", "How much the brightness differs"),
        _fact("picture.colour-cast", "Abstand der Farben voneinander", "Distance of the colours from each other"),
        _fact("picture.repeated", "Anteil der Bilder ohne jede Änderung", "Share of pictures without any change"),
    ),
)
