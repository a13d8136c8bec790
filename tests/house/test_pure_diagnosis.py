"""The rule on pure diagnoses holds every module that judges: each is given a socket, and each is caught."""

import tomllib
from pathlib import Path

import grimp
from importlinter import configuration
from importlinter.contracts.forbidden import ForbiddenContract

ROOT = Path(__file__).resolve().parents[2]
CHECKS = ROOT / "checker" / "checks"
RULE = "A diagnosis touches nothing but its arguments"


def rule() -> ForbiddenContract:
    configuration.configure()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    options = next(contract for contract in settings["contracts"] if contract["name"] == RULE)
    options["allow_indirect_imports"] = str(options["allow_indirect_imports"])  # as the tool's own reader hands it on
    session = {"root_packages": [settings["root_package"]], "include_external_packages": True}
    return ForbiddenContract(RULE, session, options)


def judging_modules() -> set[str]:
    """By their files, so that a new one cannot be forgotten."""
    files = [*CHECKS.glob("*/diagnose.py"), *CHECKS.glob("*/diagnose/**/*.py"), *CHECKS.glob("reasoning/**/*.py")]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files}


def test_the_rule_holds_every_module_that_judges() -> None:
    modules = judging_modules()
    with_a_probe = {file.parent.name for file in CHECKS.glob("*/probe.py")}
    assert {module.split(".")[2] for module in modules} == {*with_a_probe, "reasoning"}
    graph = grimp.build_graph("checker", include_external_packages=True)
    assert rule().check(graph, verbose=False).kept
    for module in modules:
        graph.add_import(importer=module, imported="socket")
    violations = rule().check(graph, verbose=False).metadata["invalid_chains"]
    links = [link for violation in violations for chain in violation["chains"] for link in chain]
    assert {link["importer"] for link in links} == modules
