"""What a screen reader finds on each page: role and name of everything that the keyboard reaches.

Qt hands the same tree to AT-SPI (Orca), UI Automation (Narrator) and NSAccessibility (VoiceOver).
`python -m tests.client.window.accessible_names` prints it as JSON, `--uia FILE` on Windows starts the program FILE and
prints what UI Automation shows of its first page that this tree does not have, and what is missing there.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

WINDOW_TIMEOUT_S = 60.0
UIA_NAME_PROPERTY = 30005
UIA_SCOPE_CHILDREN, UIA_SCOPE_DESCENDANTS = 2, 4
CUI_AUTOMATION = "{ff48dba4-60ef-4201-aa87-54103eef594e}"
"""UIAutomationClient.h: UIA_NamePropertyId, TreeScope, CLSID_CUIAutomation."""


def reachable(page: QWidget) -> Iterator[tuple[str, str]]:
    """Role and name of each control that Tab reaches, in the tree's order."""
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            # Of a combo box Qt gives its value on Unix, where a relation to its label stands for the name.
            name = widget.accessibleName() or interface.text(QAccessible.Text.Name)
            yield interface.role().name, name


def first_page() -> list[tuple[str, str]]:
    """Of the window as the program opens it, with a sample customer."""
    from checker.client.window.app.main_window import MainWindow  # noqa: PLC0415 - after the platform is chosen
    from checker.client.window.app.page_controller import PageController  # noqa: PLC0415
    from checker.client.window.app.start import application  # noqa: PLC0415
    from checker.client.window.style.window_style import WindowStyle  # noqa: PLC0415
    from checker.model.profile import BUILT_IN  # noqa: PLC0415
    from tests.client.window.sample import PlayedDelivery, PlayedSession  # noqa: PLC0415

    style = WindowStyle(application())
    main_window = MainWindow(BUILT_IN, style)
    session = PlayedSession(())
    session.profile = BUILT_IN
    controller = PageController(session, PlayedDelivery(), main_window, style)
    main_window.show()
    controller.begin()
    QApplication.processEvents()
    return list(reachable(main_window))


def uia_names(program: str) -> set[str]:
    """Names of everything in the packaged program's first window, by UI Automation (Windows only)."""
    import comtypes.client  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: PLC0415 - Windows alone

    library = comtypes.client.GetModule("UIAutomationCore.dll")
    automation = comtypes.client.CreateObject(CUI_AUTOMATION, interface=library.IUIAutomation)
    condition = automation.CreatePropertyCondition(UIA_NAME_PROPERTY, "Homeoffice-Check")
    with tempfile.TemporaryDirectory() as home, subprocess.Popen([program, "--home", home]) as process:
        try:
            deadline = time.perf_counter() + WINDOW_TIMEOUT_S
            window = None
            while not window and time.perf_counter() < deadline:
                time.sleep(0.2)
                window = automation.GetRootElement().FindFirst(UIA_SCOPE_CHILDREN, condition)
            if not window:
                raise SystemExit("UI Automation shows no window of this name")
            elements = window.FindAll(UIA_SCOPE_DESCENDANTS, automation.CreateTrueCondition())
            return {str(elements.GetElement(index).CurrentName) for index in range(elements.Length)}
        finally:
            process.kill()


def main() -> int:
    """0; with --uia 1 where a name of the tree is missing in UI Automation's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uia", metavar="FILE", help="the packaged program for Windows")
    arguments = parser.parse_args()
    names = first_page()
    if not arguments.uia:
        print(json.dumps(names, ensure_ascii=False, indent=1))
        return 0
    there = uia_names(arguments.uia)
    missing = [name for _, name in names if name not in there]
    print(json.dumps({"missing": missing, "names": sorted(there)}, ensure_ascii=False, indent=1))
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
