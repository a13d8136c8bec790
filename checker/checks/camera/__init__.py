"""Does the camera show a live picture that others can see something on?"""

from checker.checks.camera.facts import FACTS
from checker.checks.camera.need import CameraNeed
from checker.checks.declaration import Check, Resource
from checker.checks.employee import DeviceSelection, Prompt, Trial, TrialKind
from checker.checks.work_tasks import Effect, Task, TaskEffect
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
    icon="M3 7.5h11.5v9H3z M14.5 11l6-3.2v8.4l-6-3.2",
    prompt=Prompt(text=Text(de="Bitte schauen Sie in die Kamera.", en="Please look into the camera.")),
    devices=DeviceSelection(
        names_fact="device.names",
        subject_facts=("picture.first", "open.seconds", "open.begun"),
        hotplug_part="hotplug",
    ),
    trials=(
        Trial(
            part="preview",
            kind=TrialKind.LIVE,
            button=Text(de="&Kamera ansehen", en="&Look at the camera"),
            instruction=Text(
                de="So sehen die anderen Sie, gespiegelt. Das Bild bleibt auf diesem Computer.",
                en="This is how the others see you, mirrored. The picture stays on this computer.",
            ),
            choice=Text(
                de="Kamera: Hinweise zum Bild, während Sie es verbessern",
                en="Camera: advice on the picture while you improve it",
            ),
            text_instruction=Text(
                de="Setzen Sie sich vor die Kamera. Strg+C beendet es. Das Bild bleibt auf diesem Computer.",
                en="Sit down in front of the camera. Ctrl+C ends it. The picture stays on this computer.",
            ),
            useless_codes=("camera.none",),
        ),
    ),
    needed_for=(Task.VIDEO,),
    task_effects=(
        TaskEffect(codes=("camera.",), tasks=(Task.VIDEO,), effect=Effect.NOTE_DISTURBS),
        TaskEffect(codes=("camera.not-measured",), tasks=(Task.VIDEO,), effect=Effect.NOTE_UNKNOWN),
        TaskEffect(
            codes=(
                "camera.slow-start",
                "camera.virtual-first",
                "camera.usable",
                "camera.usb-bandwidth",
                "camera.webcam-advice",
            )
        ),
    ),
)
