"""What an experiment declares is held against its module, its check, the hypotheses and the page that tells of it."""

import importlib
import inspect
from pathlib import Path

import pytest

import checker.checks
from checker.checks.reasoning.all_hypotheses import HYPOTHESES
from checker.checks.reasoning.experiments.declaration import Experiment
from checker.checks.reasoning.experiments.registry import AFTER_CONSENT, EXPERIMENTS, FIRST_LOOK
from checker.checks.reasoning.experiments.table import experiment_table, visible_text
from checker.checks.registry import checks
from checker.run.follow_up import MAX_S

ALL = (*EXPERIMENTS, *AFTER_CONSENT, *FIRST_LOOK)
CHECKS = Path(checker.checks.__file__).parent
NO_EXPERIMENTS = ("__init__", "subject", "hop_evidence", "one_gateway")
"""Modules of these folders that send nothing."""
PAGE = CHECKS / "reasoning" / "experiments" / "README.md"


@pytest.mark.parametrize("experiment", ALL, ids=lambda item: item.name)
def test_what_is_declared_is_so(experiment: Experiment) -> None:
    probe, check = importlib.import_module(experiment.probe), checks()[experiment.check]
    assert set(experiment.separates) <= {hypothesis.name for hypothesis in HYPOTHESES}
    assert experiment.places and experiment.systems and experiment.seconds > 0
    for fact in experiment.facts:
        assert check.fact(fact).group in check.groups, "its consent is the check's"
    assert all(text for text in experiment.shows.values())
    if experiment in EXPERIMENTS:
        assert list(inspect.signature(probe.observe).parameters) == ["subject", "need", "observations", "context"]
        assert experiment.seconds <= MAX_S
    if experiment in AFTER_CONSENT:
        assert experiment.probe.rpartition(".")[2] in check.parts, "the employee starts it"


def test_names_are_unique_and_one_module_is_one_experiment() -> None:
    assert len({item.name for item in ALL}) == len(ALL)
    assert len({item.probe for item in ALL}) == len(ALL)


def test_no_module_that_repeats_what_failed_is_forgotten() -> None:
    folders = [*CHECKS.glob("*/experiments"), *CHECKS.glob("*/controls")]
    modules = {
        ".".join(("checker", "checks", *module.relative_to(CHECKS).with_suffix("").parts))
        for folder in folders
        if folder.parent.name != "reasoning"
        for module in folder.glob("*.py")
        if module.stem not in NO_EXPERIMENTS
    }
    assert modules and modules <= {item.probe for item in ALL}


def test_the_page_has_todays_table() -> None:
    assert experiment_table() in PAGE.read_text("utf-8"), (
        "run python -m checker.checks.reasoning.experiments.table, and put its lines into the README beside it"
    )


def test_systems_that_show_the_same_stand_together() -> None:
    linux_only = next(item for item in ALL if item.systems == ("linux",))
    assert visible_text(linux_only).startswith("Windows, macOS: nothing; Linux: ")
    assert ";" not in visible_text(EXPERIMENTS[0])
