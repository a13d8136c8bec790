"""QuickJS with what a proxy script finds in its global scope, and nothing else: no file, no network, no module."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from checker.net.pac.evaluation.address_lists import LOCAL_FUNCTIONS
from checker.net.pac.evaluation.messages import (
    MAX_HOST,
    MAX_RESULT,
    LookupFunction,
    RunScript,
    ScriptFailed,
    ScriptResult,
)

MEMORY_BYTES = 128_000_000
"""What the script's values may take: a script of a megabyte takes some ten."""
STACK_BYTES = 24_000_000
"""Three thousand `else if` in a row are as many calls of the parser inside each other; the thread must have more."""
_FOLDER = Path(__file__).parent
_LOOKUP_FUNCTIONS = get_args(LookupFunction)
LookUp = Callable[[LookupFunction, str], str | None]
"""From a function's name and its ASCII argument to its result."""
"ü".encode("idna")  # loads the codecs for it: the process that runs a script opens no file any more


class ScriptEngine:
    """One script's scope. Belongs to the thread that made it. Raises ImportError where there is no QuickJS."""

    def __init__(self, look_up: LookUp) -> None:
        import quickjs  # noqa: PLC0415 - only where it is installed, and only where a script is run

        self._look_up = look_up
        self._script_error = quickjs.JSException
        self._context: Any = quickjs.Context()
        self._context.set_memory_limit(MEMORY_BYTES)
        self._context.set_max_stack_size(STACK_BYTES)
        self._context.add_callable("ask", self._answer)
        environment, functions = ((_FOLDER / f"{name}.js").read_text("utf-8") for name in ("environment", "functions"))
        self._find_proxy = self._context.eval(environment)(self._context.get("ask"))
        self._context.eval(f"delete globalThis.ask;\n{functions}")

    def evaluate(self, run: RunScript) -> ScriptResult | ScriptFailed:
        """The result, where the script ends by itself: nothing here looks at the clock."""
        try:
            self._context.eval(run.script)
            text = json.loads(self._find_proxy(run.url, run.host))
        except MemoryError:
            return ScriptFailed(fault="memory")
        except self._script_error as error:
            return ScriptFailed(fault="memory" if str(error).startswith("InternalError: out of memory") else "error")
        except Exception:  # noqa: BLE001 - whatever a stranger's script made of the engine is that script's fault
            return ScriptFailed(fault="error")
        if text is False or (text is not None and len(text) > MAX_RESULT):
            return ScriptFailed(fault="result")
        return ScriptResult(text=None if text is None else text.encode("utf-8", "replace").decode("utf-8"))

    def _answer(self, question: str) -> str:
        """One function's result as JSON. Raises nothing: the engine cannot pass a Python exception on."""
        try:
            name, *words = json.loads(question)
            if name in _LOOKUP_FUNCTIONS:
                return json.dumps(self._looked_up(name, words[0]))
            return json.dumps(LOCAL_FUNCTIONS[name](*words))
        except Exception:  # noqa: BLE001
            return "null"

    def _looked_up(self, function: LookupFunction, host: str) -> str | None:
        try:
            name = host if host.isascii() else host.encode("idna").decode("ascii")
        except UnicodeError:
            name = ""
        if len(name) > MAX_HOST or (not name and function.startswith("dns")):
            return "" if function.endswith("Ex") else None
        return self._look_up(function, name)
