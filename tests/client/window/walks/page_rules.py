"""What holds on every page for somebody who hears it: order, headings, folds, names."""

import itertools
from collections.abc import Iterator, Sequence

from tests.client.window.walks.employee import Element, Employee

TEXT_ROLES = ("label", "heading", "push button", "check box", "text", "table", "combo box", "progress bar", "entry")
READ_ROLES = ("label", "heading")
FOLD_SIGNS = ("zugeklappt", "aufgeklappt", "folded", "unfolded", "collapsed", "expanded")
SLACK_PX = 2
"""Two things of one line may differ so much in their height."""


def problems(tree: Sequence[Element]) -> list[str]:
    """Whatever is wrong, a sentence each; empty where all is well."""
    visible = [entry for entry in tree if entry.role in TEXT_ROLES and entry.box[2] > 0 and entry.box[3] > 0]
    return [*_order(visible), *_headings(visible), *_folds(visible), *_names(visible), *_repeats(visible)]


def tab_problems(person: Employee) -> list[str]:
    """Tab, all the way round: its stops come in the order in which they are read."""
    order = [entry.spoken for entry in person.tree()]
    stops = person.tab_round()
    at, turns = 0, 0
    for stop in stops:
        if stop.spoken in order[at:]:
            at = order.index(stop.spoken, at) + 1
        elif stop.spoken in order:
            at, turns = order.index(stop.spoken) + 1, turns + 1
    return [] if turns <= 1 else [f"Tab goes back {turns} times: {[stop.name for stop in stops]}"]


def _order(visible: Sequence[Element]) -> Iterator[str]:
    """Of two that are read one after the other the second does not stand above the first, unless to its right."""
    for scrolled in (True, False):
        part = [entry for entry in visible if entry.scrolled is scrolled]
        for first, second in itertools.pairwise(part):
            is_right = second.box[0] >= first.box[0] + first.box[2] - SLACK_PX
            if second.bottom <= first.top + SLACK_PX and not is_right:
                yield f"{second.name!r} is read after {first.name!r}, and stands above it"
    in_column = [entry.scrolled for entry in visible if entry.depth > 4]
    if in_column != sorted(in_column, reverse=True):
        yield "the buttons below are read in the middle of the column"


def _headings(visible: Sequence[Element]) -> Iterator[str]:
    headings = [entry for entry in visible if entry.role == "heading"]
    if not headings:
        yield "no heading"
    yield from (f"a heading without words at {entry.box}" for entry in headings if not entry.name.strip())


def _folds(visible: Sequence[Element]) -> Iterator[str]:
    for entry in visible:
        if entry.description in FOLD_SIGNS and "expandable" not in entry.states:
            yield f"{entry.name!r} does not say by its state whether it is open"
        if "▸" in entry.name or "▾" in entry.name:
            yield f"{entry.name!r} is read with its arrow"


def _names(visible: Sequence[Element]) -> Iterator[str]:
    buttons = [entry for entry in visible if entry.role in ("push button", "check box")]
    yield from (f"a {entry.role} without a name at {entry.box}" for entry in buttons if not entry.name.strip())
    spoken = [(entry.name, entry.description) for entry in buttons]
    yield from (f"two buttons say {pair}" for pair in sorted(set(spoken)) if spoken.count(pair) > 1)


def _repeats(visible: Sequence[Element]) -> Iterator[str]:
    read = [entry.name for entry in visible if entry.role in READ_ROLES]
    for first, second in itertools.pairwise(read):
        if first == second and first.strip():
            yield f"{first!r} is read twice"
