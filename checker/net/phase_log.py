"""Each phase of the network code in the log, for `--debug`: what was done, how long it took, how it ended.

Numbers and words of this program only: no name, no address, no text of a stranger can get in.
"""

import functools
import logging
from collections.abc import Callable
from enum import Enum
from typing import Any, ParamSpec, Protocol, TypeVar

from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s

log = logging.getLogger(__name__)

Params = ParamSpec("Params")
Result = TypeVar("Result")


class _PhaseDecorator(Protocol):
    def __call__(self, function: Callable[Params, Result], /) -> Callable[Params, Result]: ...


def logged_phase(name: str, **figures: Callable[[Any], float | Enum | None]) -> _PhaseDecorator:
    """Logs every call of a function as the phase `name`. `figures` tell of its result: numbers, or words of an Enum."""

    def decorate(function: Callable[Params, Result]) -> Callable[Params, Result]:
        @functools.wraps(function)
        def logged(*args: Params.args, **kwargs: Params.kwargs) -> Result:
            if not log.isEnabledFor(logging.DEBUG):
                return function(*args, **kwargs)
            started_at = monotonic_s()
            try:
                result = function(*args, **kwargs)
            except Exception as error:
                log.debug("%s: %s after %.1f ms", name, _ending(error), _milliseconds_since(started_at))
                raise
            figure_text = "".join(f" {key}={_figure(figure(result))}" for key, figure in figures.items())
            log.debug("%s: %.1f ms%s", name, _milliseconds_since(started_at), figure_text)
            return result

        return logged

    return decorate


def _ending(error: Exception) -> str:
    if isinstance(error, OperationFailed):
        return f"{error.failure.operation.value} {error.failure.kind.value}"
    return type(error).__name__


def _figure(figure: float | Enum | None) -> str:
    return str(figure.value) if isinstance(figure, Enum) else "-" if figure is None else f"{figure:g}"


def _milliseconds_since(started_at: float) -> float:
    return (monotonic_s() - started_at) * 1000
