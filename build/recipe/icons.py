"""What the build itself makes before PyInstaller runs: the program's icon in every system's format."""

import os
import struct
from pathlib import Path

ICO_SIDES = (16, 32, 48, 256)
ICNS_KINDS = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256}
"""Apple's names for PNG pictures of these sides."""


def write_icons(folder: Path) -> None:
    """icon.png (256), icon.ico and icon.icns, drawn by the window's own code: one picture everywhere."""
    pictures = _draw_icons({*ICO_SIDES, *ICNS_KINDS.values()})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "icon.png").write_bytes(pictures[256])
    (folder / "icon.ico").write_bytes(_ico([(side, pictures[side]) for side in ICO_SIDES]))
    (folder / "icon.icns").write_bytes(_icns([(kind, pictures[side]) for kind, side in ICNS_KINDS.items()]))


def _draw_icons(sides: set[int]) -> dict[int, bytes]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageWriter
    from PySide6.QtWidgets import QApplication

    from checker.client.window.widgets.symbol import program_icon

    app = QApplication.instance() or QApplication(["icons"])
    pictures = {}
    for side in sorted(sides):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(program_icon().pixmap(side, side).toImage())
        pictures[side] = bytes(buffer.data().data())
    del app
    return pictures


def _ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """ICONDIR and its entries, each a PNG (Windows Vista and later)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for side, png in pictures:
        entries += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return head + entries + b"".join(png for _, png in pictures)


def _icns(pictures: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(kind + struct.pack(">I", 8 + len(png)) + png for kind, png in pictures)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body
