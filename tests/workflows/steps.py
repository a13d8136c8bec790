"""The steps of a workflow that are commands, with what GitHub would put into them as far as it is known here.

Source: GitHub Docs, "Workflow syntax for GitHub Actions" and "Contexts reference".
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "workflows"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_SYSTEMS = {"ubuntu": "linux", "windows": "windows", "macos": "macos"}


@dataclass(frozen=True)
class CommandStep:
    """One `run` of one job on one of its systems. `unknown` are the expressions that only GitHub can fill in."""

    job: str
    name: str
    system: str
    shell: str
    script: str
    environment: Mapping[str, str]
    unknown: tuple[str, ...]


def read_workflow(file: Path) -> dict[str, Any]:
    """The file's mapping. YAML 1.1 reads the key `on` as true; GitHub's own reader does not."""
    content = yaml.safe_load(file.read_text("utf-8"))
    content["on"] = content.pop(True)
    return dict(content)


def command_steps(workflow: Mapping[str, Any], *, runner_temp: str) -> Iterator[CommandStep]:
    """In the order in which GitHub would run them, once for each row of a job's matrix."""
    for job_name, job in workflow["jobs"].items():
        for row in _matrix_rows(job):
            context = {f"matrix.{key}": value for key, value in row.items()} | {"runner.temp": runner_temp}
            context |= {f"env.{key}": str(value) for key, value in workflow.get("env", {}).items()}
            runner, _ = _fill_in(str(job["runs-on"]), context)
            system = _SYSTEMS[runner.partition("-")[0]]
            for step in job["steps"]:
                if "run" not in step:
                    continue
                script, unknown = _fill_in(step["run"], context)
                filled = {key: _fill_in(str(value), context) for key, value in step.get("env", {}).items()}
                yield CommandStep(
                    job=f"{job_name} on {runner}",
                    name=step.get("name", step["run"]),
                    system=system,
                    shell=step.get("shell") or _default_shell(workflow, system),
                    script=script,
                    environment={key: value for key, (value, _) in filled.items()},
                    unknown=(*unknown, *itertools.chain.from_iterable(more for _, more in filled.values())),
                )


def _matrix_rows(job: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    matrix = job.get("strategy", {}).get("matrix", {})
    for values in itertools.product(*matrix.values()):
        yield dict(zip(matrix, values, strict=True))


def _default_shell(workflow: Mapping[str, Any], system: str) -> str:
    chosen = workflow.get("defaults", {}).get("run", {}).get("shell")
    return str(chosen) if chosen else {"windows": "pwsh"}.get(system, "bash")


def _fill_in(text: str, context: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    unknown = tuple(name for name in _EXPRESSION.findall(text) if name not in context)
    return _EXPRESSION.sub(lambda match: context.get(match[1], match[0]), text), unknown
