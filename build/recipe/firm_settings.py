"""The IT firm's settings inside the program, where its signature covers them: a customer's code is enough then."""

from pathlib import Path

from recipe.product import folder

SETTINGS_PATH = Path("checker", "client", "profiles", "firm.toml")
"""Where checker.client.profiles.firm_settings looks first."""
_CONTENTS_FOLDERS = {"windows": Path("_internal"), "linux": Path("_internal"), "macos": Path("Contents", "Resources")}


def read_settings(file: Path) -> bytes:
    """What `python3 -m checker desk firmsettings` made. Ends with a sentence where it is none."""
    import msgspec

    from checker.client.profiles.firm_settings import FirmSettings

    try:
        raw = file.read_bytes()
        msgspec.toml.decode(raw, type=FirmSettings)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise SystemExit(f"{file} holds no firm's settings (`checker desk firmsettings` makes them): {error}") from None
    return raw


def install_settings(system: str, file: Path | None) -> None:
    """Lays them into the built program, before anything is signed."""
    if file is None:
        return
    target = folder(system) / _CONTENTS_FOLDERS[system] / SETTINGS_PATH
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(read_settings(file))
