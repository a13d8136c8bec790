"""What every test shares: hypothesis does not judge a busy machine; programs that tests start can be interrupted.

And waiting for nothing fails, as on Windows.
"""

import selectors
import signal

from hypothesis import HealthCheck, settings

# Each run draws anew; `python3 -m tests.bench fuzz` draws a million.
settings.register_profile("house", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# A shell ignores Ctrl-C for what it runs in the background, and nohup the end of the terminal; children would inherit
# that. A handler of Python's own stands for this process alone: what it starts has the system's default again.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda _number, _frame: None)

_select = selectors.DefaultSelector.select


def _select_something(
    selector: selectors.DefaultSelector, timeout: float | None = None
) -> list[tuple[selectors.SelectorKey, int]]:
    if not selector.get_map():
        raise OSError(10022, "Windows' select refuses to wait for nothing")
    return _select(selector, timeout)


selectors.DefaultSelector.select = _select_something


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Long bytes and texts name no test: chance or the clock draws some, and each process must name them alike."""
    is_long = (isinstance(val, bytes) and len(val) > 12) or (isinstance(val, str) and len(val) > 100)
    return argname if is_long else None
