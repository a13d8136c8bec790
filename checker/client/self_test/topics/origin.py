"""What the system thinks of this very program: the mark of a download, its signature, Apple's notarisation."""

import sys
from pathlib import Path

from checker.client.self_test.assumption import MACOS, WINDOWS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value
from checker.client.self_test.registry import read_machine_value
from checker.net.command import run_command

_MARK = ":Zone.Identifier"
"""The stream beside a file's data in which Windows notes where it came from (Microsoft, [MS-FSCC] 5.6.1)."""
_CODE_INTEGRITY = r"SYSTEM\CurrentControlSet\Control\CI\Policy"
_TRANSLOCATED = "/AppTranslocation/"
_COMMAND_S = 8.0
_LIMIT_S = 20.0


def measure_mark() -> Reading:
    """Windows: whether the file is marked as a download, and the state of Smart App Control."""
    values: dict[str, Value] = {"packaged": bool(getattr(sys, "frozen", False))}
    values["marked"] = Path(f"{sys.executable}{_MARK}").exists()
    state = read_machine_value(_CODE_INTEGRITY, "VerifiedAndReputablePolicyState")
    values["smart_app_control"] = state if isinstance(state, int) else None
    return Reading(None, values)


def measure_signature() -> Reading:
    """macOS: what codesign and spctl say of the program's own bundle. Raises OperationFailed."""
    bundle = bundle_folder(Path(sys.executable))
    values: dict[str, Value] = {"bundle": bundle is not None, "translocated": _TRANSLOCATED in sys.executable}
    if bundle is None:
        return Reading(None, values)
    values["codesign"] = run_command("codesign", "--verify", "--strict", str(bundle), timeout_s=_COMMAND_S).status
    values["assessed"] = run_command("spctl", "--assess", "--type", "execute", str(bundle), timeout_s=_COMMAND_S).status
    return Reading(values["codesign"] == 0 and values["assessed"] == 0, values)


def bundle_folder(program: Path) -> Path | None:
    """The .app that the program lies in; None where it runs from its source."""
    return next((folder for folder in program.parents if folder.suffix == ".app"), None)


ORIGIN_ASSUMPTIONS = (
    Assumption(
        id="origin.mark",
        systems=WINDOWS,
        expected="A program that was downloaded keeps the mark of it; Smart App Control is 0 off, 1 on, 2 evaluating.",
        where=("client/environment/data_directory.py",),
        source="Microsoft [MS-FSCC] 5.6.1; no page names the value of Smart App Control",
        confirmed=(Confirmation.NOWHERE,),
        measure=measure_mark,
    ),
    Assumption(
        id="origin.notarised",
        systems=MACOS,
        expected="The released program's seal holds, and macOS takes it for notarised (codesign and spctl end with 0).",
        where=("__main__.py",),
        source="Apple: Notarizing macOS software before distribution; codesign(1), spctl(8)",
        confirmed=(Confirmation.PAGE,),
        measure=measure_signature,
        limit_s=_LIMIT_S,
    ),
)
