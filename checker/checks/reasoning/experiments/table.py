"""python -m checker.checks.reasoning.experiments.table: every experiment as a table in Markdown."""

import sys
from collections.abc import Iterator

from checker.checks.reasoning.experiments.declaration import Experiment
from checker.checks.reasoning.experiments.registry import AFTER_CONSENT, EXPERIMENTS, FIRST_LOOK
from checker.checks.registry import checks
from checker.model.systems import SYSTEM_TITLES, SYSTEMS

_HEADER = (
    "| experiment | when | separates | observes | s | packets | consent | shows without an administrator |",
    "|---|---|---|---|---|---|---|---|",
)


def experiment_table() -> str:
    """One line each, those that the planner chooses first."""
    rows = (
        *_rows(EXPERIMENTS, "planned"),
        *_rows(AFTER_CONSENT, "after consent of its own"),
        *_rows(FIRST_LOOK, "first look"),
    )
    return "\n".join((*_HEADER, *rows)) + "\n"


def visible_text(experiment: Experiment) -> str:
    """What each system shows; those that show the same together."""
    systems_by_text: dict[str, list[str]] = {}
    for system in SYSTEMS:
        systems_by_text.setdefault(experiment.shows.get(system, "nothing"), []).append(SYSTEM_TITLES[system])
    if len(systems_by_text) == 1:
        return next(iter(systems_by_text))
    return "; ".join(f"{', '.join(systems)}: {text}" for text, systems in systems_by_text.items())


def _rows(experiments: tuple[Experiment, ...], when: str) -> Iterator[str]:
    for experiment in experiments:
        groups = ", ".join(group.value for group in checks()[experiment.check].groups)
        cells = (
            experiment.name,
            when,
            ", ".join(experiment.separates),
            ", ".join(experiment.facts),
            f"{experiment.seconds:g}",
            str(experiment.packets),
            groups,
            visible_text(experiment),
        )
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(experiment_table())
