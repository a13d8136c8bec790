"""macOS: an .app with the sentences that its questions need, signed for the hardened runtime, notarised, in a .dmg."""

import plistlib
import shutil
import subprocess
from pathlib import Path

from licences.write import write_notices
from recipe import inside, pieces
from recipe.firm import lay
from recipe.frozen import freeze
from recipe.product import BUNDLE, DIST, NAME, folder, processor, result, version
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
    inside.compile_catalogues()
    inside.make_voices()
    made = DIST / "work" / "pieces"
    shutil.rmtree(made, ignore_errors=True)
    pieces.icons(made)
    (made / "Info.plist").write_bytes(plistlib.dumps(info()))
    (made / "entitlements.plist").write_bytes(plistlib.dumps(apple.ENTITLEMENTS))
    app = freeze("macos", made)
    write_notices(app)
    _speak(app)
    lay("macos", firm)
    apple.sign_app(app, made / "entitlements.plist", identity=apple.identity() if signed else apple.AD_HOC)
    if only_folder:
        return [app]
    image = _image(app)
    if signed:
        apple.sign_file(image, apple.identity())
        apple.notarise(image)
    return [image]


def info() -> dict[str, object]:
    """Info.plist beside what PyInstaller puts there."""
    return {
        "CFBundleIdentifier": BUNDLE,
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundleDevelopmentRegion": "de",
        "CFBundleLocalizations": ["de", "en"],
        "LSMinimumSystemVersion": OLDEST,
        "LSApplicationCategoryType": "public.app-category.utilities",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        **USAGE,
    }


def _speak(app: Path) -> None:
    for language, words in (("de", USAGE), ("en", USAGE_EN)):
        place = app / "Contents" / "Resources" / f"{language}.lproj"
        place.mkdir(parents=True, exist_ok=True)
        (place / "InfoPlist.strings").write_bytes(plistlib.dumps(words))


def _image(app: Path) -> Path:
    """A disk image with the program and a link to the folder for programs."""
    room = DIST / "work" / "image"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    shutil.copytree(app, room / app.name, symlinks=True)
    (room / "Applications").symlink_to("/Applications")
    out = result("macos", ".dmg", processor())
    command = ["hdiutil", "create", "-volname", NAME, "-srcfolder", str(room), "-format", "ULMO", "-ov", str(out)]
    subprocess.run(command, check=True)
    if not folder("macos").exists():
        raise SystemExit("the .app vanished while its image was made")
    return out
