"""What a screen reader gets over AT-SPI, a line of JSON for each on stdin: `tree`, `focus`, `announcements`, `check`.

Run by Debian's own python3, which has the bindings of libatspi (gir1.2-atspi-2.0), the library that Orca reads with.
"""

import json
import sys
from typing import Any

import gi  # type: ignore[import-not-found,import-untyped,unused-ignore]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: E402

APPLICATION = "Homeoffice-Check"
CONTAINERS = ("filler", "panel", "layered pane")
STATES = ("focused", "showing", "visible", "expandable", "expanded", "checked", "enabled", "focusable")


class Reader:
    """Listens from its start; answers from the tree as it is when it is asked."""

    def __init__(self) -> None:
        self.focus: dict[str, Any] = {}
        self.announcements: list[dict[str, Any]] = []
        self._listener = Atspi.EventListener.new(self._on_event)
        self._listener.register("object:state-changed:focused")
        self._listener.register("object:announcement")

    def answer(self, question: str) -> Any:
        """What this line asks for."""
        if question == "tree":
            return self.tree()
        if question == "focus":
            return self.focus
        if question == "announcements":
            announcements, self.announcements = self.announcements, []
            return announcements
        return self._application() is not None

    def tree(self) -> list[dict[str, Any]]:
        """Depth first, what is on the screen or can be scrolled to."""
        application = self._application()
        entries: list[dict[str, Any]] = []
        if application is not None:
            application.set_cache_mask(Atspi.Cache.NONE)
            self._walk(application, 0, False, entries)
        return entries

    def _walk(self, node: Any, depth: int, scrolled: bool, entries: list[dict[str, Any]]) -> None:
        children = [node.get_child_at_index(at) for at in range(node.get_child_count())]
        holds_bar = any(child is not None and _is_scroll_bar(child) for child in children)
        for child in children:
            entry = describe(child) if child is not None else None
            if entry is None or "visible" not in entry["states"] or _is_scroll_bar(child):
                continue
            entries.append({**entry, "depth": depth, "scrolled": scrolled})
            if entry["role"] != "table":
                self._walk(child, depth + 1, scrolled or holds_bar, entries)

    def _on_event(self, event: Any) -> None:
        try:
            if event.type.startswith("object:announcement"):
                self.announcements.append({"text": str(event.any_data), "politeness": int(event.detail1)})
            elif event.detail1:
                self.focus = describe(event.source) or {}
        except GLib.Error:
            pass  # what it was about is gone

    def _application(self) -> Any:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child is not None and child.get_name() == APPLICATION:
                return child
        return None


def _is_scroll_bar(node: Any) -> bool:
    """Qt puts it into a container of its own, beside what it scrolls."""
    bars = [node, *(node.get_child_at_index(at) for at in range(min(1, node.get_child_count())))]
    return any(bar is not None and bar.get_role_name() == "scroll bar" for bar in bars)


def describe(node: Any) -> dict[str, Any] | None:
    """One element; None where it went while it was asked."""
    try:
        states = node.get_state_set()
        entry: dict[str, Any] = {
            "role": node.get_role_name(),
            "states": [name for name in STATES if states.contains(getattr(Atspi.StateType, name.upper()))],
        }
        if entry["role"] in CONTAINERS:
            return entry  # each further question is a message there and back
        place = node.get_extents(Atspi.CoordType.SCREEN)
        entry["name"] = node.get_name() or ""
        entry["description"] = node.get_description() or ""
        entry["box"] = [place.x, place.y, place.width, place.height]
        if entry["role"] == "table":
            table = node.get_table_iface()
            entry["cells"] = [
                [table.get_accessible_at(row, column).get_name() for column in range(table.get_n_columns())]
                for row in range(table.get_n_rows())
            ]
    except GLib.Error:
        return None
    return entry


def main() -> None:
    """Until stdin ends."""
    Atspi.init()
    loop, reader = GLib.MainLoop(), Reader()

    def on_line(stream: Any, _condition: Any) -> bool:
        line = stream.readline()
        if not line:
            loop.quit()
            return False
        print(json.dumps(reader.answer(line.strip())), flush=True)
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_LOW, GLib.IO_IN | GLib.IO_HUP, on_line)
    loop.run()


if __name__ == "__main__":
    main()
