"""Whether the system is told to find its proxy by a script (PAC), and which. The script's address stays on this PC."""

import os
import re
import subprocess
from collections.abc import Mapping

from checker.model.failure import OperationFailed
from checker.model.record import Record
from checker.net.command import command_output
from checker.net.pac import winhttp
from checker.net.phase_log import logged_phase
from checker.net.system_program import child_environment, find_program

COMMAND_S = 1.5
_SCUTIL = re.compile(
    r"^\s*(ProxyAutoConfigEnable|ProxyAutoConfigURLString|ProxyAutoDiscoveryEnable) : (.*)$", re.MULTILINE
)
_SCRIPT = ("auto_proxy", "AUTO_PROXY")
_FIXED = ("http_proxy", "https_proxy", "all_proxy")


class PacSetting(Record, frozen=True, kw_only=True):
    """`script`: the address of the script, or empty. `detects_wpad`: the system looks for one by the name `wpad`."""

    script: str = ""
    detects_wpad: bool = False


@logged_phase("proxy setting of the system")
def read_pac_setting(system: str) -> PacSetting:
    """What is set for this user. Where the system does not tell, nothing is."""
    try:
        match system:
            case "windows":
                script, detects = winhttp.read_user_config()
                return PacSetting(script=script, detects_wpad=detects)
            case "macos":
                return parse_scutil(command_output("scutil", "--proxy"))
            case "linux":
                return _linux(os.environ)
    except OperationFailed:
        pass
    return PacSetting()


def parse_scutil(text: str) -> PacSetting:
    """From the text of `scutil --proxy`, whose keys are those of SCSchemaDefinitions.h."""
    values = {key: value.strip() for key, value in _SCUTIL.findall(text)}
    script = values.get("ProxyAutoConfigURLString", "") if values.get("ProxyAutoConfigEnable") == "1" else ""
    return PacSetting(script=script, detects_wpad=values.get("ProxyAutoDiscoveryEnable") == "1")


def _linux(environment: Mapping[str, str]) -> PacSetting:
    """The environment's word first, as for every other proxy; then GNOME's settings, which other desktops share."""
    script = next((environment[name] for name in _SCRIPT if environment.get(name)), "")
    if script or any(environment.get(name) or environment.get(name.upper()) for name in _FIXED):
        return PacSetting(script=script)
    if _gsettings("mode") != "auto":
        return PacSetting()
    script = _gsettings("autoconfig-url")
    return PacSetting(script=script, detects_wpad=not script)


def _gsettings(key: str) -> str:
    """A text of org.gnome.system.proxy without its quotation marks; empty where there is no such thing."""
    try:
        completed = subprocess.run(
            [find_program("gsettings"), "get", "org.gnome.system.proxy", key],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=COMMAND_S,
            check=False,
            env=child_environment(),
        )
    except (OSError, subprocess.TimeoutExpired, OperationFailed):
        return ""
    return "" if completed.returncode else completed.stdout.strip().strip("'\"")
