"""Does the camera show a live picture that others can see something on?

Every observation of this check, with its meaning. None holds a picture, a person's name or a program's.
"""

from checker.checks.camera.need import CameraNeed
from checker.checks.declaration import Check, Resource
from checker.checks.employee import DeviceSelection, Prompt, Trial, TrialKind
from checker.checks.work_tasks import Effect, TaskEffect
from checker.model.employee.task import Task
from checker.model.observation import Fact
from checker.model.privacy import DataGroup, Purpose
from checker.model.text import Text


def _fact(name: str, unit: str, de: str, en: str, purpose: Purpose = Purpose.DIAGNOSIS) -> Fact:
    return Fact(name=name, group=DataGroup.CAMERA, meaning=Text(de=de, en=en), unit=unit, purpose=purpose)


_LIST = (
    _fact("permission", "", "Ob Programme die Kamera benutzen dürfen", "Whether programs may use the camera"),
    _fact(
        "in-use",
        "",
        "Ob ein anderes Programm die Kamera gerade benutzt, nicht welches",
        "Whether another program uses the camera just now, not which",
    ),
    _fact(
        "device.names",
        "",
        "Modelle der angeschlossenen Kameras",
        "Models of the connected cameras",
        Purpose.PURCHASE,
    ),
    _fact("device.virtual", "", "Kameras, die nur als Programm bestehen", "Cameras that exist only as a program"),
)
_OPENING = (
    _fact("open.begun", "", "Dass das Öffnen der Kamera begann", "That opening the camera began"),
    _fact("open.seconds", "s", "Wie lange das Öffnen dauerte", "How long opening took"),
    _fact("open.backend", "", "Über welchen Weg des Systems sie aufging", "Which way of the system opened it"),
)
_FORMATS = (
    _fact(
        "formats.offered",
        "",
        "Bildformate, die die Kamera anbietet: Kennung, Größe, Bilder in der Sekunde",
        "Picture formats that the camera offers: code, size, pictures per second",
        Purpose.PURCHASE,
    ),
    _fact("format.used", "", "Bildformat, das gemessen wurde", "Picture format that was measured"),
    _fact("format.rate", "1/s", "Bilder in der Sekunde in diesem Format", "Pictures per second in this format"),
    _fact("usb.speed", "Mbit/s", "Tempo des USB-Anschlusses der Kamera", "Speed of the camera's USB connection"),
    _fact(
        "usb.hubs",
        "",
        "USB-Verteiler zwischen Kamera und Computer, ihre Zahl",
        "USB hubs between camera and computer, their number",
    ),
)
_PICTURE = (
    _fact("picture.first", "s", "Wie lange das erste Bild brauchte", "How long the first picture took"),
    _fact("picture.size", "px", "Bildgröße", "Size of the picture"),
    _fact("picture.rate", "1/s", "Bilder in der Sekunde", "Pictures per second"),
    _fact("picture.brightness", "", "Mittlere Helligkeit, 0 bis 255", "Mean brightness, 0 to 255"),
    _fact("picture.brightest", "", "Hellste Stelle, 0 bis 255", "Brightest spot, 0 to 255"),
    _fact("picture.contrast", "", "Wie verschieden hell das Bild ist", "How much the brightness differs"),
    _fact("picture.colour-cast", "", "Abstand der Farben voneinander", "Distance of the colours from each other"),
    _fact("picture.repeated", "", "Anteil der Bilder ohne jede Änderung", "Share of pictures without any change"),
    _fact(
        "picture.bright-share",
        "",
        "Anteil des Bildes, der ganz weiß überstrahlt ist",
        "Share of the picture that is blown out to white",
    ),
    _fact(
        "picture.centre-brightness",
        "",
        "Helligkeit in der Bildmitte, wo das Gesicht ist, 0 bis 255",
        "Brightness in the middle of the picture, where the face is, 0 to 255",
    ),
    _fact(
        "picture.centre-highlight",
        "",
        "Hellste Punkte in der Bildmitte, 0 bis 255",
        "Brightest points in the middle of the picture, 0 to 255",
    ),
    _fact(
        "picture.sharpness",
        "",
        "Schärfe an den schärfsten Stellen (Streuung des Laplace-Filters bei 320 Punkten Breite)",
        "Sharpness at the sharpest places (variance of the Laplacian at 320 px width)",
    ),
    _fact(
        "picture.structure",
        "",
        "Wie stark sich benachbarte Teile des Bildes in der Helligkeit unterscheiden",
        "How much neighbouring parts of the picture differ in brightness",
    ),
    _fact(
        "picture.stripes",
        "",
        "Anteil des Bildes, der aus Streifen von Rand zu Rand besteht",
        "Share of the picture that consists of stripes from side to side",
    ),
    _fact("picture.still", "s", "Wie lange am Stück kein neues Bild kam", "For how long no new picture came"),
    _fact(
        "picture.greenness",
        "",
        "Wie viel Grün das Bild im Verhältnis zu Rot und Blau hat",
        "How much green the picture has, compared with red and blue",
    ),
    _fact(
        "picture.green-excess",
        "",
        "Grün im Verhältnis zur stärkeren der beiden anderen Farben",
        "Green compared with the stronger one of the two other colours",
    ),
    _fact(
        "picture.flatness",
        "",
        "Anteil der Punkte in der häufigsten Helligkeit, groß bei einer Zeichnung",
        "Share of points of the most frequent brightness, large in a drawing",
    ),
)

_FACE = (
    _fact(
        "picture.light-share",
        "",
        "Anteil des Bildes, der so hell ist wie ein Fenster",
        "Share of the picture that is as bright as a window",
    ),
    _fact("picture.cuts", "", "Anteil der Linien, die das Bild zerschneiden", "Share of lines that cut the picture"),
    _fact(
        "picture.tear",
        "",
        "Längste Linie, an der das Bild zerrissen ist, als Anteil einer Seite",
        "Longest line along which the picture is torn, as a share of a side",
    ),
    _fact(
        "picture.empty-share",
        "",
        "Anteil des Bildes, der leer ist",
        "Share of the picture that is empty",
    ),
    _fact(
        "picture.shut-share",
        "",
        "Anteil des Bildes, den etwas von einer Seite her verdeckt",
        "Share of the picture that something hides from one side on",
    ),
    _fact(
        "picture.unchanged",
        "",
        "Anteil der Punkte, die in allen Bildern gleich sind",
        "Share of points that are the same in all pictures",
    ),
    _fact(
        "picture.face",
        "",
        "Anteil der Bilder, in denen ein Gesicht zu sehen ist, nicht wessen",
        "Share of the pictures that show a face, not whose",
    ),
    _fact(
        "picture.turned",
        "",
        "Anteil der Bilder, in denen ein Gesicht auf dem Kopf steht oder auf der Seite liegt",
        "Share of the pictures in which a face is upside down or on its side",
    ),
    _fact(
        "picture.face-focus",
        "",
        "Schärfe der Umrisse in einem Gesicht",
        "Sharpness of the outlines in a face",
    ),
    _fact(
        "picture.face-colour",
        "",
        "Blau im Verhältnis zu Rot in einem Gesicht, verglichen mit dem ganzen Bild",
        "Blue over red in a face, compared with the whole picture",
    ),
)

FACTS: tuple[Fact, ...] = (*_LIST, *_OPENING, *_FORMATS, *_PICTURE, *_FACE)


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
    live_kinds=("frame",),
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
                de="Sie sehen sich wie im Spiegel. Die anderen sehen Sie nicht gespiegelt. "
                "Das Bild bleibt auf diesem Computer.",
                en="You see yourself as in a mirror. The others do not see you mirrored. "
                "The picture stays on this computer.",
            ),
            choice=Text(
                de="Kamera: Hinweise zum Bild, während Sie es verbessern",
                en="Camera: advice on the picture while you improve it",
            ),
            text_instruction=Text(
                de="Setzen Sie sich vor die Kamera. Strg+C beendet es. Das Bild bleibt auf diesem Computer.",
                en="Sit down in front of the camera. Ctrl+C ends it. The picture stays on this computer.",
            ),
            useless_codes=("camera.none", "camera.media-pack-missing"),
        ),
    ),
    needed_for=(Task.VIDEO,),
    task_effects=(
        TaskEffect(codes=("camera.",), tasks=(Task.VIDEO,), effect=Effect.NOTE_DISTURBS),
        TaskEffect(
            codes=("camera.media-pack-missing", "camera.not-measured"), tasks=(Task.VIDEO,), effect=Effect.NOTE_UNKNOWN
        ),
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
