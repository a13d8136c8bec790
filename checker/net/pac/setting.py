"""Whether the system is told to find its proxy by a script (PAC), and which. The script's address stays on this PC."""

import os
import re
import subprocess
from collections.abc import Mapping

from checker.model.failure import OperationFailed
from checker.model.record import Record
from checker.net.macos import said
from checker.net.pac import winhttp

COMMAND_S = 1.5
_SCUTIL = re.compile(
    r"^\s*(ProxyAutoConfigEnable|ProxyAutoConfigURLString|ProxyAutoDiscoveryEnable) : (.*)$", re.MULTILINE
)
_SCRIPT = ("auto_proxy", "AUTO_PROXY")
_FIXED = ("http_proxy", "https_proxy", "all_proxy")


class Setting(Record, frozen=True, kw_only=True):
    """`script`: the address of the script, or empty. `detects`: the system looks for one by the name `wpad`."""

    script: str = ""
    detects: bool = False


def setting(system: str) -> Setting:
    """What is set for this user. Where the system does not tell, nothing is."""
    try:
        match system:
            case "windows":
                script, detects = winhttp.setting()
                return Setting(script=script, detects=detects)
            case "macos":
                return in_scutil(said("scutil", "--proxy"))
            case "linux":
                return _linux(os.environ)
    except OperationFailed:
        pass
    return Setting()


def in_scutil(text: str) -> Setting:
    """From the text of `scutil --proxy`, whose keys are those of SCSchemaDefinitions.h."""
    told = {key: value.strip() for key, value in _SCUTIL.findall(text)}
    script = told.get("ProxyAutoConfigURLString", "") if told.get("ProxyAutoConfigEnable") == "1" else ""
    return Setting(script=script, detects=told.get("ProxyAutoDiscoveryEnable") == "1")


def _linux(environment: Mapping[str, str]) -> Setting:
    """The environment's word first, as for every other proxy; then GNOME's settings, which other desktops share."""
    script = next((environment[name] for name in _SCRIPT if environment.get(name)), "")
    if script or any(environment.get(name) or environment.get(name.upper()) for name in _FIXED):
        return Setting(script=script)
    if _gsettings("mode") != "auto":
        return Setting()
    script = _gsettings("autoconfig-url")
    return Setting(script=script, detects=not script)


def _gsettings(key: str) -> str:
    """A text of org.gnome.system.proxy without its quotation marks; empty where there is no such thing."""
    try:
        done = subprocess.run(
            ["gsettings", "get", "org.gnome.system.proxy", key],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=COMMAND_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout.strip().strip("'\"")
