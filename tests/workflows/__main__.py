"""python3 -m tests.workflows: walks the pipelines' steps that are plain commands, here, in a copy of this checkout.

What needs another system, a secret or a program that is missing here is named and passed over. `--list` runs nothing.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from checker.bootstrap import ensure_environment

if TYPE_CHECKING:
    from tests.workflows.steps import CommandStep


def main() -> int:
    """0 when every step that could run here ended with 0, else 1; 2 where there is no such workflow."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.workflows", description=__doc__)
    parser.add_argument("workflow", nargs="?", default="test", help="a file's name in .github/workflows (test)")
    parser.add_argument("--job", default="", help="only jobs whose name begins so")
    parser.add_argument("--list", action="store_true", help="say what would run")
    arguments = parser.parse_args()
    ensure_environment("tests", "tests.workflows", sys.argv[1:])
    from tests.workflows.steps import FOLDER, ROOT, command_steps, read_workflow  # noqa: PLC0415

    file = FOLDER / f"{arguments.workflow}.yml"
    if not file.is_file():
        print(f"There is no {file.name}.", file=sys.stderr)
        return 2
    has_failed = False
    with tempfile.TemporaryDirectory() as folder:
        checkout, temp = Path(folder) / "checkout", Path(folder) / "temp"
        temp.mkdir()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(checkout)], check=True)
        done: set[str] = set()
        for step in command_steps(read_workflow(file), runner_temp=str(temp)):
            if not step.job.startswith(arguments.job):
                continue
            reason = "the same command has run" if step.script in done else _reason_not_to_run(step, checkout)
            if reason or arguments.list:
                print(f"{'not run' if reason else 'would run'}  {step.job}: {step.name}  {reason}", flush=True)
                continue
            done.add(step.script)
            code = _run(step, checkout, temp)
            has_failed = has_failed or code != 0
            print(f"{'ok     ' if code == 0 else f'exit {code} '}  {step.job}: {step.name}", flush=True)
    return int(has_failed)


def _reason_not_to_run(step: "CommandStep", checkout: Path) -> str:
    if step.unknown:
        return f"needs {', '.join(step.unknown)} of GitHub"
    if step.shell != "bash":
        return f"{step.shell} is not here" if not which(step.shell) else ""
    # The first word of each line of a script is what must be there; `sudo` is stood in for where root runs this.
    words = re.findall(r"^\s*([\w./-]+)(?=\s|$)", step.script.replace("sudo ", "", 1), re.MULTILINE)[:1]
    missing = [word for word in words if not which(word) and not (checkout / word).exists() and word != "python"]
    return f"{', '.join(missing)} is not here" if missing else ""


def _run(step: "CommandStep", checkout: Path, temp: Path) -> int:
    programs = temp / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "python").unlink(missing_ok=True)
    (programs / "python").symlink_to(sys.executable)
    if not which("sudo"):
        (programs / "sudo").write_text('#!/bin/sh\nwhile [ "${1#-}" != "$1" ]; do shift; done\nexec "$@"\n')
        (programs / "sudo").chmod(0o755)
    environment = os.environ | dict(step.environment)
    environment |= {"RUNNER_TEMP": str(temp), "CI": "true", "PATH": f"{programs}:{os.environ['PATH']}"}
    script = temp / "step.sh"
    script.write_text(step.script, encoding="utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], cwd=checkout, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
