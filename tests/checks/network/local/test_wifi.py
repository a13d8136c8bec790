"""What is observed of a radio link: each fact or why it is missing, and nothing of a cable."""

import pytest

from checker.checks.context import ProbeContext
from checker.checks.network import CHECK
from checker.checks.network.local import wifi
from checker.checks.network.local.wifi import observe_wifi
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from checker.net.routes.interface import Interface, Medium
from checker.net.wifi.radio import RadioLink


def observed(medium: Medium = Medium.WIFI, speed: int | None = None) -> dict[str, object]:
    link = Interface(name="wlan0", medium=medium, up=True, speed_mbit=speed)
    observations = observe_wifi(link, ProbeContext(CHECK, BUILT_IN, Net(), "linux"))
    return {
        f"{observation.name} {observation.unit}": observation.value
        if observation.failure is None
        else observation.failure.kind
        for observation in observations
    }


@pytest.fixture(autouse=True)
def no_other_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wifi, "read_rate_mbit", lambda name, system: None)


def set_radio(monkeypatch: pytest.MonkeyPatch, radio: RadioLink) -> None:
    monkeypatch.setattr(wifi, "read_radio", lambda name, system: radio)


def test_all(monkeypatch: pytest.MonkeyPatch) -> None:
    set_radio(monkeypatch, RadioLink(signal_dbm=-58, band_ghz=5.0, rate_mbit=866.66))
    assert observed() == {"wifi.signal dBm": -58, "wifi.band GHz": 5.0, "wifi.rate Mbit/s": 866.7}


def test_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    set_radio(monkeypatch, RadioLink(signal_dbm=-75))
    missing = FailureKind.UNSUPPORTED
    assert observed() == {"wifi.signal dBm": -75, "wifi.band GHz": missing, "wifi.rate Mbit/s": missing}
    assert observed(speed=144)["wifi.rate Mbit/s"] == 144
    monkeypatch.setattr(wifi, "read_rate_mbit", lambda name, system: 72.2)
    assert observed(speed=144)["wifi.rate Mbit/s"] == 72.2


def test_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(name: str, system: str) -> RadioLink:
        raise OperationFailed(Operation.READ, FailureKind.DENIED, "WlanOpenHandle 5")

    monkeypatch.setattr(wifi, "read_radio", denied)
    assert set(observed().values()) == {FailureKind.DENIED}


def test_no_radio() -> None:
    assert observed(Medium.CABLE) == {}
    assert list(observe_wifi(None, ProbeContext(CHECK, BUILT_IN, Net(), "linux"))) == []
