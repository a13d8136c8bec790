"""The style sheet. Widgets are chosen by the properties `role`, `level`, `mark` and `kind`, never by their place."""

import math

from checker.client.window.style.colours import Colours

LEVEL_NAMES = ("ok", "note", "unknown", "warning", "blocker")
TEXT_SIZES = {
    "display": 4.2,
    "heading": 1.7,
    "sentence": 1.15,
    "part": 1.2,
    "body": 1.0,
    "strong": 1.0,
    "soft": 0.92,
    "badge": 0.92,
}
"""Sizes of text, in sizes of the running text."""


def style_sheet(colours: Colours, body_pt: float, scale: float) -> str:
    """The style sheet for these colours, with running text of `body_pt` points."""
    parts = (
        _grounds(colours, scale),
        _texts(colours, body_pt, scale),
        _buttons(colours, scale),
        _controls(colours, scale),
    )
    return "\n".join((*parts, *(_level(level, colours) for level in LEVEL_NAMES)))


def _px(length: float, scale: float) -> str:
    return f"{round(length * scale)}px"


def _grounds(c: Colours, scale: float) -> str:
    return f"""
QWidget {{ color: {c.ink}; }}
QMainWindow, QScrollArea, QWidget[role="ground"] {{ background: {c.ground}; border: none; }}
QWidget[role="bar"] {{ background: {c.card}; border: none; }}
QWidget[role="bar"][edge="below"] {{ border-bottom: 1px solid {c.line}; }}
QWidget[role="bar"][edge="above"] {{ border-top: 1px solid {c.line}; }}
{_stripe(c)}
QFrame[role="card"] {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {_px(12, scale)}; }}
QFrame[role="banner"] {{ border: none; border-radius: {_px(14, scale)}; }}
QFrame[role="line"] {{ background: {c.line}; border: none; max-height: 1px; }}
QTextBrowser {{ background: transparent; border: none; selection-background-color: {c.accent}; }}
QTableView {{ background: transparent; border: none; alternate-background-color: {c.ground};
  selection-background-color: {c.accent}; selection-color: {c.on_accent}; outline: none; }}
QTableView::item:focus {{ border: 2px solid {c.accent}; }}
QToolTip {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.edge}; padding: 4px; }}
"""


def _stripe(c: Colours) -> str:
    if not c.brand:
        return ""
    return f'QWidget[role="bar"][edge="below"] {{ border-top: 4px solid {c.brand}; }}'


def _texts(c: Colours, body_pt: float, scale: float) -> str:
    # What is very large already need not grow as much as the rest, or it no longer fits a small screen.
    display = TEXT_SIZES["display"] / math.sqrt(scale)
    sizes = "".join(
        f'QLabel[kind="{name}"] {{ font-size: {body_pt * by:.2f}pt; }}\n'
        for name, by in {**TEXT_SIZES, "display": display}.items()
    )
    return f"""
QLabel {{ background: transparent; border: none; }}
{sizes}
QLabel[kind="heading"] {{ font-weight: 600; }}
QLabel[kind="display"] {{ font-weight: 700; letter-spacing: 3px; }}
QLabel[kind="part"], QLabel[kind="sentence"], QLabel[kind="badge"], QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="soft"] {{ color: {c.soft}; }}
"""


def _buttons(c: Colours, scale: float) -> str:
    pad = f"{_px(9, scale)} {_px(18, scale)}"
    return f"""
QPushButton {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.edge}; border-radius: {_px(8, scale)};
  padding: {pad}; min-height: {_px(22, scale)}; }}
QPushButton:hover {{ background: {c.note_soft}; }}
QPushButton:focus {{ border: 3px solid {c.accent}; padding: {_px(7, scale)} {_px(16, scale)}; }}
QPushButton:disabled {{ color: {c.soft}; border-color: {c.line}; background: {c.ground}; }}
QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
  font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[role="primary"]:focus {{ border: 3px solid {c.ink}; }}
QPushButton[role="primary"]:disabled {{ background: {c.ground}; color: {c.soft}; border-color: {c.line}; }}
QPushButton[role="quiet"] {{ background: transparent; color: {c.accent}; border: 1px solid transparent;
  padding: {_px(5, scale)} {_px(6, scale)}; text-align: left; }}
QPushButton[role="quiet"]:hover {{ background: {c.note_soft}; color: {c.accent}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {c.accent}; padding: {_px(4, scale)} {_px(5, scale)}; }}
QPushButton[role="quiet"]:disabled {{ color: {c.soft}; background: transparent; }}
"""


def _controls(c: Colours, scale: float) -> str:
    return f"""
QCheckBox {{ font-weight: 600; background: transparent; }}
QLineEdit, QPlainTextEdit {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.edge};
  border-radius: {_px(8, scale)}; padding: {_px(8, scale)} {_px(12, scale)}; selection-background-color: {c.accent};
  selection-color: {c.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 3px solid {c.accent}; padding: {_px(6, scale)} {_px(10, scale)}; }}
QProgressBar {{ background: {c.line}; border: none; border-radius: {_px(4, scale)}; max-height: {_px(8, scale)};
  min-height: {_px(8, scale)}; }}
QProgressBar::chunk {{ background: {c.note}; border-radius: {_px(4, scale)}; }}
QComboBox {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.edge}; border-radius: {_px(8, scale)};
  padding: {_px(7, scale)} {_px(12, scale)}; min-height: {_px(22, scale)}; }}
QComboBox:focus {{ border: 3px solid {c.accent}; padding: {_px(5, scale)} {_px(10, scale)}; }}
QComboBox::drop-down {{ border: none; width: {_px(30, scale)}; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox:disabled {{ color: {c.soft}; border-color: {c.line}; background: {c.ground}; }}
QComboBox QAbstractItemView {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.edge};
  selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QScrollBar:vertical {{ background: {c.ground}; width: {_px(14, scale)}; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c.edge}; border-radius: {_px(5, scale)}; min-height: 40px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _level(level: str, c: Colours) -> str:
    tone, soft = getattr(c, level), getattr(c, f"{level}_soft")
    return f"""
*[mark="{level}"] {{ color: {tone}; background-color: {c.card}; }}
QLabel[level="{level}"] {{ color: {tone}; }}
QFrame[role="banner"][level="{level}"] {{ background: {soft}; }}
"""
