"""Markdown tables, and the figures in their cells."""

import statistics
from collections.abc import Sequence

GAP = "–"


def markdown(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> str:
    """A heading, a sentence and a table."""
    lines = [f"## {title}", ""]
    if note:
        lines += [note, ""]
    lines += [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def number(value: float | None, digits: int = 1) -> str:
    return GAP if value is None else f"{value:.{digits}f}"


def against(value: float | None, goal: float | None, digits: int = 1) -> str:
    """The value with its goal beside it, in bold where it misses."""
    if value is None or goal is None:
        return number(value, digits)
    cell = f"{value:.{digits}f} ({goal:g})"
    return f"**{cell}**" if value > goal else cell


def ratio(own: float | None, peer: float | None) -> str:
    """Ours over theirs: below 1 is less."""
    return GAP if own is None or not peer else f"{own / peer:.2f}"


def median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def p95(values: Sequence[float]) -> float | None:
    """By nearest rank: of fewer than twenty values the largest."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[-(-95 * len(ordered) // 100) - 1]


def off(value: float | None, truth: float) -> float | None:
    """Percent above the truth."""
    return None if value is None else (value / truth - 1) * 100
