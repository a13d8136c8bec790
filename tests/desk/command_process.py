"""python -m tests.desk.command_process: the desk's commands, one after the other in one process.

Most of a command is its start, and a test that needs ten of them tests that start ten times.
"""

import contextlib
import io
import json
import sys

from checker.desk.main import main


def _run(words: list[str]) -> dict[str, int | str]:
    from django.db import connections  # noqa: PLC0415 - the desk's main sets it up

    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
    with contextlib.suppress(Exception):
        connections.close_all()
    return {"returncode": code, "stdout": output.getvalue(), "stderr": errors.getvalue()}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()
