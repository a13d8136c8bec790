"""Does the camera show a live picture that others can see something on?"""

from checker.checks.camera.facts import FACTS
from checker.checks.camera.need import CameraNeed
from checker.checks.declaration import Check, Resource
from checker.model.privacy import DataGroup
from checker.model.text import Text

CHECK = Check(
    name="camera",
    title=Text(de="Kamera", en="Camera"),
    about=Text(
        de="Öffnet Ihre Kamera für wenige Sekunden und sieht nach, ob ein lebendiges, helles Bild kommt. "
        "Das Bild bleibt auf Ihrem Computer und wird nicht gespeichert.",
        en="Opens your camera for a few seconds and looks whether a live, bright picture arrives. "
        "The picture stays on your computer and is not stored.",
    ),
    groups=(DataGroup.CAMERA,),
    need=CameraNeed,
    uses=(Resource.CAMERA,),
    in_worker=True,
    deadline_s=12.0,
    parts=("preview", "hotplug"),
    facts=FACTS,
)
