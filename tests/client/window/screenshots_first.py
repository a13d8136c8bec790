"""Pictures of the first page in all its states: without a profile, with one, with news.

`python -m tests.client.window.screenshots_first FOLDER [--scheme light|dark] [--language de|en] [--scale 1.25]
[--size 1366x768] [--right-to-left]` writes PNG files into FOLDER. Without a display set QT_QPA_PLATFORM=offscreen.
"""

import argparse
import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

from checker.client.profiles.loaded_profile import LoadedProfile, ProfileOrigin
from checker.client.profiles.notes import no_desk_refusal
from checker.client.updates.incident_check import IncidentNotice, incident_sentence
from checker.client.updates.version_comparison import InstalledProgram, ProgramUpdate, compare_versions
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.app.start import application
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.model.codec import manifest_from_toml
from checker.model.employee.announcement import Announcement
from checker.model.profile import BUILT_IN
from checker.model.text import Text
from tests.client.window.controllers.test_profile_controller import LOADED, PlayedProfileSource
from tests.client.window.sample import PROFILE, PlayedDelivery, PlayedSession

NEWS = (
    'made = 2026-11-25T09:00:00Z\n[news]\nde = "Die Kamera wird schneller gefunden."\n'
    'en = "The camera is found faster."\n'
    f'[[programs]]\nsystem = "linux"\nname = "x"\nversion = "1.4.0"\nsize = 1\nsha256 = "{"0" * 64}"\n'
)
INCIDENT = Announcement(
    began=datetime.datetime(2026, 3, 9, 8, 10, tzinfo=datetime.UTC),
    what=Text(de="Verbindung zur Firma (zentrale)", en="Connection to the company (zentrale)"),
    words="Bitte nutzen Sie bis elf Uhr das Telefon.",
    in_work=True,
)


def update(oldest: str = "") -> ProgramUpdate | None:
    """What is said about the sample's newer program."""
    manifest = manifest_from_toml((f'oldest = "{oldest}"\n' if oldest else "").encode() + NEWS.encode())
    page = f"https://desk.example/d/{PROFILE.code}/"
    return compare_versions(manifest, InstalledProgram(version="1.2.0", system="linux"), page, manifest.made.date())


def profile_sources() -> dict[str, PlayedProfileSource]:
    """The states, by name."""
    empty, waiting, wrong, usual, newer, old, broken = (PlayedProfileSource() for _ in range(7))
    waiting.pending, waiting.initial_source = True, "ACME-7F3K"
    wrong.trouble, wrong.initial_source = no_desk_refusal("ACME-7F3K"), "ACME-7F3K"
    for source in (usual, newer, old, broken):
        source.loaded = LoadedProfile(profile=PROFILE, origin=ProfileOrigin.DESK, trusted_key=LOADED.trusted_key)
    newer.update, old.update = update(), update("1.3")
    broken.incidents = IncidentNotice(messages=(incident_sentence(INCIDENT, INCIDENT.began.date()),))
    states = {"empty": empty, "waiting": waiting, "wrong": wrong, "usual": usual, "newer": newer, "too-old": old}
    return states | {"incident": broken}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scheme", default="light", choices=("light", "dark"))
    parser.add_argument("--language", default="de", choices=("de", "en"))
    parser.add_argument("--scale", default=1.0, type=float)
    parser.add_argument("--size", default="1100x860")
    parser.add_argument("--right-to-left", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = application()
    tr.set_language(options.language)
    if options.right_to_left:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    style = WindowStyle(app, options.scale, dark=options.scheme == "dark")
    for name, profile_source in profile_sources().items():
        profile = profile_source.loaded.profile if profile_source.loaded.trusted_key else BUILT_IN
        main_window = MainWindow(profile, style)
        session = PlayedSession((), profile, options.language)
        controller = PageController(session, PlayedDelivery(), main_window, style, "", profile_source)
        main_window.resize(*map(int, options.size.split("x")))
        main_window.show()
        controller.begin()
        controller.profile_controller.show_pending_events()
        for _ in range(20):
            QCoreApplication.processEvents()
        first = f"{options.scheme}-{options.language}-{round(options.scale * 100)}-first-{name}"
        main_window.grab().save(str(options.folder / f"{first}.png"))
        main_window.hide()


if __name__ == "__main__":
    main()
