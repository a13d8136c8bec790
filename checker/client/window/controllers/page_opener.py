"""Opens what is outside of this window: a file, a settings page of this system, the router's page at its address."""

import ipaddress
import os
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment, QUrl
from PySide6.QtGui import QDesktopServices

from checker.knowledge.step_aids import StepAid
from checker.model.failure import OperationFailed
from checker.model.systems import this_system
from checker.net.routes.routing_table import default_routes
from checker.net.system_program import child_environment, find_program


def open_settings(aid: StepAid) -> bool:
    """Whether the settings page could be opened on this system."""
    system = this_system()
    if system == "linux":
        return any(_start(command) for command in _own_desktop_first(aid.linux))
    address = aid.settings_address(system)
    return bool(address) and QDesktopServices.openUrl(QUrl(address))


def open_file(path: Path) -> bool:
    """Whether the program that the system has for such files could be started; for a page that is the browser."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_link(link: str) -> bool:
    """Whether the program that the system has for such links could be started; for `mailto:` that is for mail."""
    return QDesktopServices.openUrl(QUrl(link))


def open_router_page() -> bool:
    """Whether the router's page could be opened; False also where its address is not found."""
    address = router_address()
    return bool(address) and QDesktopServices.openUrl(QUrl(f"http://{address}/"))


def router_address() -> str:
    """The router's address in the home network, IPv4; empty where there is none."""
    try:
        routes = default_routes(this_system())
    except (OperationFailed, OSError):
        return ""
    return next((route.address for route in routes if _is_home_address(route.address)), "")


def _is_home_address(text: str) -> bool:
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return address.is_private and not address.is_loopback and not address.is_link_local and not address.is_unspecified


def _own_desktop_first(commands: tuple[str, ...]) -> list[str]:
    """Both GNOME's and KDE's program may be installed; KDE's desktop says so (XDG_CURRENT_DESKTOP)."""
    is_kde = "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    return sorted(commands, key=lambda command: command.startswith("systemsettings") is not is_kde)


def _start(command: str) -> bool:
    name, *arguments = command.split()
    process = QProcess()
    environment = QProcessEnvironment()
    for variable, value in child_environment().items():
        environment.insert(variable, value)
    try:
        process.setProgram(find_program(name))
    except OperationFailed:
        return False
    process.setArguments(arguments)
    process.setProcessEnvironment(environment)
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    started: object = process.startDetached()  # a bool; its stub has the tuple of the static function
    return started is True
