"""No owner's name leaves the PC in a device's name: persons of many languages, by a package of locale data.

Also addresses, serial numbers and rooms. Names of models stay whole.
"""

import itertools
import random
from collections.abc import Iterator
from importlib import import_module

import pytest

from checker.checks.camera.capture.device import Camera
from checker.checks.devices.audio.name_patterns import is_headset, is_room_microphone
from checker.checks.devices.model_names import LENGTH, known_models, model_name
from checker.checks.devices.name_words import words_of
from tests.checks.devices.owners import AS_MODEL, FRAMES, HEALTHY, OTHER_MODELS, OWNER_FORMS, PERSONAL_MODELS

pytest.importorskip("faker", reason="not among the packages for tests under Wine")
NAMES_OF_EACH = 12
WORDS_FOR_CAMERA = {"cámara", "câmara"}
"""Spanish and Portuguese for camera; surnames too, though rare."""


def names_of(locale: str, kinds: tuple[str, ...] = ("first_name", "last_name")) -> set[str]:
    """All that Faker has of this locale."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    lists = [getattr(provider, name) for name in dir(provider) if any(kind in name for kind in kinds)]
    entries = itertools.chain(*(names for names in lists if isinstance(names, (tuple, list, dict))))
    return {name if isinstance(name, str) else name[0] for name in entries}  # Japanese ones with their readings


def persons(locale: str, count: int) -> Iterator[str]:
    """First names, and first with last names."""
    chance = random.Random(f"persons of {locale}")
    first, last = sorted(names_of(locale, ("first_name",))), sorted(names_of(locale, ("last_name",)))
    for number in range(count):
        name = chance.choice(first)
        yield f"{name} {chance.choice(last)}" if number % 3 == 2 else name


def named(models: list[str]) -> Iterator[tuple[str, str, str]]:
    """What the system calls the device, the frame's expectation, and the owner."""
    combinations = itertools.cycle(itertools.product(FRAMES, models))
    for locale, forms in OWNER_FORMS.items():
        for person, form in zip(persons(locale, NAMES_OF_EACH), itertools.cycle(forms), strict=False):
            frame, model = next(combinations)
            yield frame.format(name=form.format(model=model, name=person)), frame.format(name=model), person


def is_in(person: str, name: str) -> bool:
    """Whether a word of the person's is a word of this name."""
    words = {token.folded for token in words_of(name).tokens}
    return any(token.folded in words for token in words_of(person).tokens if len(token.folded) > 1)


def test_there_are_enough_of_them() -> None:
    cases = list(named(PERSONAL_MODELS))
    assert len(OWNER_FORMS) >= 20
    assert len({person for _, _, person in cases}) >= 400


def test_devices_that_people_name_after_themselves() -> None:
    cases = [(raw, expected[:LENGTH]) for raw, expected, _ in named(PERSONAL_MODELS)]
    assert [(raw, model_name(raw), expected) for raw, expected in cases if model_name(raw) != expected] == []


def test_devices_that_they_can_name_so() -> None:
    leaks = [
        (raw, model_name(raw))
        for raw, expected, person in named(OTHER_MODELS)
        if is_in(person, model_name(raw)) and not is_in(person, expected)
    ]
    assert leaks == []
    possessive = [raw for raw, _, _ in named(OTHER_MODELS) if raw.startswith(("Anna", "Max"))]
    assert all(model_name(raw) for raw in possessive)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Headset Anna Anker", "Headset"),
        ("Frau Anker Headset", "Headset"),
        ("Herr Bose iPhone", "iPhone"),
        ("Headset (Anna Cheng)", "Headset"),
        ("Webcam Nikon Petrow", "Webcam"),
        ("Kamera Topping", "Kamera"),
        ("Jack Rode", ""),
        ("Ray Bose", ""),
        ("Mike Mic", "Mic"),
        ("Jack's Headphone Jack", "Headphone Jack"),
        ("Mark Harman Headset", "Headset"),
        ("Sony Mark WH-1000XM4", "Sony WH-1000XM4"),
        ("Realtek Max Audio", "Realtek Audio"),
        ("Jabra Max Elite 7", "Jabra"),
        ("Jabra Evolve2 65 Link Max", "Jabra Evolve2 65 Link"),
        ("iPhone Max 15", "iPhone"),
        ("Mini's iPhone", "iPhone"),
        ("iPad Air von Air", "iPad Air"),
        ("Blue Yeti Rosa", "Yeti"),
        ("Mikrofon Jan 3", "Mikrofon"),
        ("August Camera", "Camera"),
        ("Grace Audio", "Audio"),
        ("Angel Speaker", "Speaker"),
        ("Christian Sound System", "Sound System"),
        ("Guy's Hands-Free AG Audio", "Hands-Free AG Audio"),
        ("Link Rosenberg", ""),
        ("Tobias Link 380", ""),
        ("Lilli’s‑iPad", "iPad"),
        ("LILLISIPHONE", ""),
        ("AirPodsLilli", ""),
        ("iPhone_von_Lilli", "iPhone"),
        ("O’Brien’s AirPods", "AirPods"),
        ("d’Artagnan iPhone", "iPhone"),
        ("MacBook-Pro-von-Umit.local", "MacBook-Pro"),
        ("Ümit iPhone’u", "iPhone"),
        ("AirPods Pro (2. Generation) – Jana", "AirPods Pro"),
        ("Jana 1985 AirPods", "AirPods"),
        ("AirPods 0171 2345678", "AirPods"),
        ("Continuity Camera (iPhone von Lilli)", "Continuity Camera (iPhone)"),
        ("Windows Virtual Camera S23 von Lilli", "Windows Virtual Camera S23"),
        ("Айфон Лилли", ""),
        ("iPhone Бориса", "iPhone"),
        ("안나의 AirPods Pro 2", "AirPods Pro 2"),
        ("(김민수) 카메라", "카메라"),
        ("كاميرا ليلى", "كاميرا"),
        ("מצלמה של רחל", "מצלמה"),
        ("กล้องของสมชาย", ""),
        ("Máy ảnh của Lan", ""),
        ("Κάμερα Γιώργος", "Κάμερα"),
        ("Zosiny słuchawki", "słuchawki"),
        ("Epson ET-2750 (Rosenberg)", ""),
        ("\\\\PRINTSRV\\Rosenberg", ""),
        ("Anker PowerConf C200", "Anker PowerConf C200"),
        ("Hama Webcam", "Hama Webcam"),
        ("Belkin USB-C Dock", "Belkin USB-C Dock"),
    ],
)
def test_names_that_are_words_of_models_too(raw: str, expected: str) -> None:
    assert model_name(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("AirPods (Anna)", "AirPods"),
        ("AirPods Pro d’Anna", "AirPods Pro"),
        ("iPhone d’Alexandre", "iPhone"),
        ("AirPods Pro użytkownika Anna", "AirPods Pro"),
        ("Annas AirPods", "AirPods"),
        ("Anna’s AirPods Max", "AirPods Max"),
        ("安娜的AirPods Pro", "AirPods Pro"),
        ("AnnaのiPhone", "iPhone"),
        ("Ayşe’nin iPhone’u", "iPhone"),
        ("iPhone-ul lui Andrei", "iPhone"),
        ("Anna’s AirPods Pro - Find My", "AirPods Pro"),
        ("AirPods 🎧 von Anna 💕", "AirPods"),
        ("A\u0301nna\u200bs AirPods", "AirPods"),
        ("Ａｎｎａ的 ＡｉｒＰｏｄｓ", "AirPods"),
        ("Headset (Annas Jabra Elite 85h)", "Headset (Jabra Elite 85h)"),
        ("Headset (Bose NC700 - Müller)", "Headset (Bose NC700)"),
        ("LE-Bose QC Ultra Anna", "Bose QC Ultra"),
        ("Headset von Max", "Headset"),
        ("Max's Headset", "Headset"),
        ("Headset Max Sennheiser-Muster", "Headset Sennheiser"),
        ("Kopfhörer von Philips Marshall", "Kopfhörer"),
        ("Galaxy Buds2 Pro (3F2A)", "Galaxy Buds2 Pro"),
        ("iPhone 12 (R3CN40ABCDE)", "iPhone 12"),
        ("Jabra Elite 85h SN 00123456", "Jabra Elite 85h"),
        ("Jabra Link 380 50C2ED123456", "Jabra Link 380"),
        ("AirPods Pro 12:34:56:AB:CD:EF", "AirPods Pro"),
        ("AirPods Pro 12-34-56-AB-CD-EF", "AirPods Pro"),
        ("bluez_output.00_11_22_AA_BB_CC.1", "bluez_output"),
        ("AirPods Pro (Büro 3.12)", "AirPods Pro"),
        ("Poly Sync 20 Besprechungsraum Köln", "Poly Sync 20"),
        ("Logitech MeetUp Raum 204", "Logitech MeetUp"),
        ("Jabra Speak 750 R204", "Jabra Speak 750"),
        ("Yealink WH62 anna.muster@firma.example", "Yealink WH62"),
        ("Tunnel to anna@laptop Built-in Audio", "Built-in Audio"),
        ("Audio on ANNAS-PC", "Audio"),
        ("Remoteaudio DESKTOP-AB12CD3", "Remoteaudio DESKTOP"),
        ("Headset 192.168.178.20", "Headset"),
        ("Headset fe80::1:2:3", "Headset"),
        ("Webcam /home/anna/film", "Webcam"),
        (r"Webcam C:\Users\Anna Muster", "Webcam"),
        (r"Webcam \\fileserver\anna", "Webcam"),
        ("Webcam https://anna.example/", "Webcam"),
        ("Headset +49 171 1234567", "Headset"),
        ("Headset 0171 1234567", "Headset"),
        ("Headset 12.05.1980", "Headset"),
        ("Firma Mustermann GmbH Konferenz", "GmbH Konferenz"),
        ("Line (USB Audio Device)", "Line (USB Audio Device)"),
        ("Line Headset", "Headset"),
        ("AirPods von Line", "AirPods"),
        ("Anna", ""),
        ("Anna Muster", ""),
        ("(Anna)", ""),
    ],
)
def test_whatever_a_name_carries(raw: str, expected: str) -> None:
    assert model_name(raw) == expected


@pytest.mark.parametrize("raw", HEALTHY)
def test_models_stay_whole(raw: str) -> None:
    assert model_name(raw) == AS_MODEL.get(raw, raw)[:LENGTH].strip()


def test_no_word_of_the_list_is_a_name() -> None:
    """But the words of a maker's products, which stay only behind their maker, and small words between general ones."""
    models = known_models()
    names = {name.casefold() for locale in OWNER_FORMS for name in names_of(locale)} | {
        name.casefold() for locale in ("en", "en_US", "en_IN", "en_KE", "de_CH", "de_AT") for name in names_of(locale)
    }
    free_words = {row[0] for row in (*models.general, *models.products, *models.personal) if len(row) == 1}
    assert free_words & names <= WORDS_FOR_CAMERA
    makers = {row[0] for row in models.makers if len(row) == 1}
    guarded = {row[0] for row in models.also_names | models.also_first_names}
    assert makers & names <= guarded


@pytest.mark.parametrize(
    "raw",
    [
        *("Stereo Mix", "What U Hear", "Wave Out Mix", "Loopback Audio", "BlackHole 16ch", "Soundflower", "Line In"),
        *("Line (USB Audio Device)", "S/PDIF Input", "HDMI Input", "DisplayPort Audio", "Krisp Microphone"),
        *(
            "NVIDIA Broadcast",
            "Steam Streaming Microphone",
            "VoiceMeeter Output",
            "CABLE Output (VB-Audio Virtual Cable)",
        ),
        *("iPhone Microphone", "iPad Microphone", "Teams Audio", "ZoomAudioDevice"),
    ],
)
def test_what_is_no_microphone_is_known_by_its_cut_name(raw: str) -> None:
    assert not is_room_microphone(model_name(raw))


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "Headset",
            "Headphones",
            "Kopfhörer",
            "Earphones",
            "Earbuds",
            "Galaxy Buds",
            "AirPods",
            "Hands-Free",
            "Jabra",
        ),
        *("Plantronics", "Blackwire 3220", "Voyager 5200", "EPOS", "Shokz OpenRun", "OpenRun Pro", "Beats Solo"),
    ],
)
def test_headsets_are_known_by_their_cut_names(raw: str) -> None:
    assert is_headset(model_name(raw))


@pytest.mark.parametrize(
    "raw",
    [
        *("OBS Virtual Camera", "ManyCam Virtual Webcam", "Snap Camera", "XSplit VCam", "CamTwist", "mmhmm Camera"),
        *("NVIDIA Broadcast", "DroidCam Source 3", "Camo", "EpocCam Camera", "Iriun Webcam", "e2eSoft iVCam"),
        *(
            "Dummy video device (0x0000)",
            "SplitCam Video",
            "YouCam",
            "ChromaCam",
            "Unity Video Capture",
            "Screen Capture",
        ),
    ],
)
def test_programs_that_pose_as_cameras_are_known_by_their_cut_names(raw: str) -> None:
    assert Camera(name=model_name(raw), backends=()).is_virtual


def test_cutting_twice_changes_nothing() -> None:
    for raw, _, _ in itertools.chain(named(PERSONAL_MODELS), named(OTHER_MODELS)):
        assert model_name(model_name(raw)) == model_name(raw)
