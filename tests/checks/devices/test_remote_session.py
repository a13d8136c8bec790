"""A session from afar is a hint by Windows' metric or by what xrdp and sshd put into the environment."""

from types import SimpleNamespace

import pytest

from checker.checks.devices import remote_session


@pytest.mark.parametrize(("metric", "remote"), [(0, False), (1, True)])
def test_windows(metric, remote):
    metrics = []
    user32 = SimpleNamespace(GetSystemMetrics=lambda number: metrics.append(number) or metric)
    assert remote_session.is_remote_session("windows", user32, {"SSH_CONNECTION": "ignored"}) is remote
    assert metrics == [0x1000]


@pytest.mark.parametrize("system", ["linux", "macos"])
@pytest.mark.parametrize(
    ("environment", "remote"),
    [({}, False), ({"SSH_CONNECTION": ""}, False), ({"SSH_CONNECTION": "a b"}, True), ({"XRDP_SESSION": "1"}, True)],
)
def test_elsewhere(system, environment, remote):
    assert remote_session.is_remote_session(system, None, environment) is remote
