"""The table of what was staged, what had to be said, and what was said."""

from collections.abc import Collection, Iterable

from tests.bench.table import markdown
from tests.guest.scenario import Said
from tests.guest.scenarios import BY_NAME

_COLUMNS = ("scenario", "expected", "said", "", "seconds")


def right(said: Said) -> bool:
    """Whether the program said what had to be said."""
    return not said.trouble and BY_NAME[said.name].right(said.codes)


def matrix(title: str, all_said: Iterable[Said], *, details: bool = False) -> str:
    """In Markdown; what was seen in the scenarios that went wrong stands below, or with `details` in all."""
    kept = list(all_said)
    rows = [
        (one.name, _codes(BY_NAME[one.name].expected), _told(one), _verdict(one), f"{one.seconds:.1f}") for one in kept
    ]
    count = sum(map(right, kept))
    table = markdown(title, _COLUMNS, rows, f"{count} of {len(kept)} right.")
    return "\n".join([table, *(_details(one) for one in kept if details or not right(one))])


def line(said: Said) -> str:
    """One scenario, while others still run."""
    return f"{_verdict(said):7} {said.name}: {_told(said)} ({said.seconds:.1f} s)"


def _verdict(said: Said) -> str:
    return "right" if right(said) else "WRONG"


def _told(said: Said) -> str:
    return said.trouble.replace("\n", " ").replace("|", "/") or _codes(said.codes)


def _codes(codes: Collection[str]) -> str:
    return ", ".join(sorted(codes)) or "nothing"


def _details(said: Said) -> str:
    return "\n".join([f"### {said.name}", "", *(f"- {one}" for one in said.seen), ""])
