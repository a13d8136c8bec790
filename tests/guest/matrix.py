"""The table of what was staged, what had to be said, and what was said."""

from collections.abc import Collection, Iterable

from tests.bench.table import markdown
from tests.guest.scenario import ScenarioResult
from tests.guest.scenarios import BY_NAME

_COLUMNS = ("scenario", "expected", "said", "", "seconds")


def right(result: ScenarioResult) -> bool:
    """Whether the program said what had to be said."""
    return not result.trouble and BY_NAME[result.name].right(result.codes)


def matrix(title: str, all_said: Iterable[ScenarioResult], *, details: bool = False) -> str:
    """In Markdown; what was seen in the scenarios that went wrong stands below, or with `details` in all."""
    results = list(all_said)
    rows = [
        (
            result.name,
            _codes(BY_NAME[result.name].expected),
            _summary(result),
            _verdict(result),
            f"{result.seconds:.1f}",
        )
        for result in results
    ]
    count = sum(map(right, results))
    table = markdown(title, _COLUMNS, rows, f"{count} of {len(results)} right.")
    return "\n".join([table, *(_details(result) for result in results if details or not right(result))])


def line(result: ScenarioResult) -> str:
    """One scenario, while others still run."""
    return f"{_verdict(result):7} {result.name}: {_summary(result)} ({result.seconds:.1f} s)"


def _verdict(result: ScenarioResult) -> str:
    return "right" if right(result) else "WRONG"


def _summary(result: ScenarioResult) -> str:
    return result.trouble.replace("\n", " ").replace("|", "/") or _codes(result.codes)


def _codes(codes: Collection[str]) -> str:
    return ", ".join(sorted(codes)) or "nothing"


def _details(result: ScenarioResult) -> str:
    return "\n".join([f"### {result.name}", "", *(f"- {observed}" for observed in result.observations), ""])
