"""macOS: an .app with the sentences that its questions need, signed for the hardened runtime, notarised, in a .dmg."""

import plistlib
import shutil
import subprocess
from pathlib import Path

from licences.notices import write_notices
from recipe import icons, inclusions
from recipe.firm_settings import install_settings
from recipe.freezing import freeze
from recipe.product import BUNDLE, DIST, NAME, folder, processor, release_file, released_version
from sign import apple

OLDEST = "13.0"
"""macOS: what Qt 6.11's wheels ask for ("macosx_13_0")."""
USAGE = {
    "NSCameraUsageDescription": "Das Programm prüft, ob Ihre Kamera ein Bild liefert. Es speichert und sendet keines.",
    "NSMicrophoneUsageDescription": "Das Programm prüft, ob Ihr Mikrofon Sie hört. Es speichert und sendet keinen Ton.",
    "NSLocalNetworkUsageDescription": "Das Programm prüft die Verbindung zu Ihrem Router.",
    "NSLocationWhenInUseUsageDescription": "macOS sagt die Stärke des WLANs nur dann. Kein Ort wird gelesen.",
}
"""Without the first two macOS ends the program at its first look at the device (Apple, "Protected resources")."""
USAGE_EN = {
    "NSCameraUsageDescription": "The program tests whether your camera shows a picture. None is stored or sent.",
    "NSMicrophoneUsageDescription": "The program tests whether your microphone hears you. No sound is stored or sent.",
    "NSLocalNetworkUsageDescription": "The program tests the connection to your router.",
    "NSLocationWhenInUseUsageDescription": "macOS tells the strength of the Wi-Fi only then. No place is read.",
}


def build(*, only_folder: bool, signed: bool = False, firm: Path | None = None) -> list[Path]:
    """The .app, and the .dmg made of it. One for each processor: not every wheel holds both."""
    inclusions.compile_catalogues()
    inclusions.make_voices()
    pieces_folder = DIST / "work" / "pieces"
    shutil.rmtree(pieces_folder, ignore_errors=True)
    icons.write_icons(pieces_folder)
    (pieces_folder / "Info.plist").write_bytes(plistlib.dumps(info()))
    (pieces_folder / "entitlements.plist").write_bytes(plistlib.dumps(apple.ENTITLEMENTS))
    app = freeze("macos", pieces_folder)
    write_notices(app)
    _write_usage_texts(app)
    install_settings("macos", firm)
    apple.sign_app(app, pieces_folder / "entitlements.plist", identity=apple.identity() if signed else apple.AD_HOC)
    if only_folder:
        return [app]
    image = _make_image(app)
    if signed:
        apple.sign_file(image, apple.identity())
        apple.notarise(image)
    return [image]


def info() -> dict[str, object]:
    """Info.plist beside what PyInstaller puts there."""
    return {
        "CFBundleIdentifier": BUNDLE,
        "CFBundleShortVersionString": released_version(),
        "CFBundleVersion": released_version(),
        "CFBundleDevelopmentRegion": "de",
        "CFBundleLocalizations": ["de", "en"],
        "LSMinimumSystemVersion": OLDEST,
        "LSApplicationCategoryType": "public.app-category.utilities",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        **USAGE,
    }


def _write_usage_texts(app: Path) -> None:
    for language, words in (("de", USAGE), ("en", USAGE_EN)):
        localization = app / "Contents" / "Resources" / f"{language}.lproj"
        localization.mkdir(parents=True, exist_ok=True)
        (localization / "InfoPlist.strings").write_bytes(plistlib.dumps(words))


def _make_image(app: Path) -> Path:
    """A disk image with the program and a link to the folder for programs."""
    staging = DIST / "work" / "image"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    shutil.copytree(app, staging / app.name, symlinks=True)
    (staging / "Applications").symlink_to("/Applications")
    image = release_file("macos", ".dmg", processor())
    command = ["hdiutil", "create", "-volname", NAME, "-srcfolder", str(staging), "-format", "ULMO", "-ov", str(image)]
    subprocess.run(command, check=True)
    if not folder("macos").exists():
        raise SystemExit("the .app vanished while its image was made")
    return image
