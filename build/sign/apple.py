"""Apple: codesign with the hardened runtime, and notarisation (Apple, "Notarizing macOS software before distribution").

Settings: HOMEOFFICE_CHECK_APPLE_IDENTITY ("Developer ID Application: ..."), and a notarytool profile in the keychain,
made once by `xcrun notarytool store-credentials`, named by HOMEOFFICE_CHECK_APPLE_PROFILE. Where that was done with
`--keychain`, HOMEOFFICE_CHECK_APPLE_KEYCHAIN names the same file: notarytool looks into the login keychain else.
"""

import os
import subprocess
from pathlib import Path

AD_HOC = "-"
"""codesign's word for a signature without a certificate: this Mac alone starts it."""
ENTITLEMENTS = {
    "com.apple.security.device.camera": True,
    "com.apple.security.device.audio-input": True,
    "com.apple.security.cs.allow-unsigned-executable-memory": True,
}
"""Of the hardened runtime: camera and microphone; libffi's closures, through which Python's ctypes is called back."""
_MAGIC = {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"}
"""A 64-bit Mach-O file, and one for several processors."""


def identity() -> str:
    return _required_variable("HOMEOFFICE_CHECK_APPLE_IDENTITY")


def sign_app(app: Path, entitlements: Path, identity: str) -> None:
    """Every library first, the app last: its seal covers them (codesign's --deep is not for signing)."""
    for file in sorted(app.rglob("*"), key=lambda path: -len(path.parts)):
        if file.is_file() and not file.is_symlink() and _is_mach_o(file):
            sign_file(file, identity)
    _run(["codesign", *_options(identity), "--entitlements", str(entitlements), str(app)])
    _run(["codesign", "--verify", "--strict", "--verbose=2", str(app)])


def sign_file(file: Path, identity: str) -> None:
    _run(["codesign", *_options(identity), str(file)])


def notarise(image: Path) -> None:
    """Waits for Apple's answer, minutes as a rule, and staples it: the program then starts without internet too."""
    profile = _required_variable("HOMEOFFICE_CHECK_APPLE_PROFILE")
    keychain = os.environ.get("HOMEOFFICE_CHECK_APPLE_KEYCHAIN")
    keychain_option = ["--keychain", keychain] if keychain else []
    _run(["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, *keychain_option, "--wait"])
    _run(["xcrun", "stapler", "staple", str(image)])
    _run(["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", "-v", str(image)])


def _options(identity: str) -> list[str]:
    stamped = [] if identity == AD_HOC else ["--timestamp"]
    return ["--force", "--options", "runtime", *stamped, "--sign", identity]


def _is_mach_o(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) in _MAGIC


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(f"{command[0]} failed; its words stand above.")


def _required_variable(name: str) -> str:
    if not os.environ.get(name):
        raise SystemExit(f"Signing needs the variable {name}; build/README.md tells what it holds.")
    return os.environ[name]
