"""What is asked of Windows' timer, and that it is given back."""

import ctypes
from typing import Any

import pytest

from checker.net.windows.timer import FUNCTIONS, WINMM_FUNCTIONS, PowerThrottlingState, fine_timer, fine_timer_of


class Call:
    """One function of a library: notes its arguments."""

    def __init__(self, calls: list[tuple[Any, ...]], name: str, result: int) -> None:
        self._calls, self._name, self._result = calls, name, result

    def __call__(self, *arguments: Any) -> int:
        assert len(arguments) == len({**FUNCTIONS, **WINMM_FUNCTIONS}[self._name].arguments)
        self._calls.append((self._name, *arguments))
        return self._result


class Library:
    def __init__(self, **results: int) -> None:
        self.calls: list[tuple[Any, ...]] = []
        for name, result in results.items():
            setattr(self, name, Call(self.calls, name, result))


def kernel32() -> Library:
    return Library(GetCurrentProcess=-1, SetProcessInformation=1)


def test_it_is_fine_inside_and_as_before_after_an_error() -> None:
    winmm, kernel = Library(timeBeginPeriod=0, timeEndPeriod=0), kernel32()
    with pytest.raises(KeyError), fine_timer_of(winmm, kernel):
        assert winmm.calls == [("timeBeginPeriod", 1)]
        raise KeyError
    assert winmm.calls == [("timeBeginPeriod", 1), ("timeEndPeriod", 1)]
    _, process, kind, state, size = kernel.calls[-1]
    assert (process, kind, size) == (-1, 4, ctypes.sizeof(PowerThrottlingState))
    assert state


def test_what_was_refused_is_not_given_back() -> None:
    winmm = Library(timeBeginPeriod=97, timeEndPeriod=0)
    with fine_timer_of(winmm, kernel32()):
        pass
    assert winmm.calls == [("timeBeginPeriod", 1)]


def test_other_systems_wait_finely_anyway() -> None:
    with fine_timer():
        pass
