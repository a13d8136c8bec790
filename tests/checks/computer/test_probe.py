"""The probe on this very machine, and its parsers on recorded answers of others."""

import datetime
import email.utils
import http.server
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from checker.checks.computer import CHECK
from checker.checks.computer.need import ComputerNeed
from checker.checks.computer.os_lifecycle import last_support_day
from checker.checks.computer.sources.cpu_load import LoadMeter
from checker.checks.computer.sources.operating_system import WindowsVersion, linux_name, windows_name
from checker.checks.computer.sources.screens import linux_screens, mac_screens
from checker.checks.context import ProbeContext
from checker.model.failure import FailureKind, OperationFailed
from checker.model.observation import Observations
from checker.model.profile import BUILT_IN, FirmContact, Profile
from checker.net.net import Net


def observed(profile: Profile = BUILT_IN) -> Observations:
    context = ProbeContext(CHECK, profile, Net(), "linux")
    context.other_checks_done.set()
    return Observations(CHECK.probe()(ComputerNeed(), context))


def test_this_machine() -> None:
    observations = observed()
    assert (observations.number("cpu.cores") or 0) >= 1
    assert (observations.number("memory.total") or 0) > 0.2
    assert 0 <= (observations.number("load.cpu") or 0) <= 100
    assert observations["clock.offset"].failure is not None
    assert observations["clock.offset"].failure.kind is FailureKind.NOT_MEASURED


class _Desk(http.server.BaseHTTPRequestHandler):
    ahead = datetime.timedelta()

    def do_HEAD(self) -> None:
        self.send_response_only(200)
        self.send_header("Date", email.utils.format_datetime(datetime.datetime.now(datetime.UTC) + self.ahead, True))
        self.end_headers()


@pytest.fixture(params=[0, 3600, -3600])
def desk(request: pytest.FixtureRequest) -> Iterator[tuple[str, int]]:
    handler = type("Desk", (_Desk,), {"ahead": datetime.timedelta(seconds=request.param)})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", request.param
    server.shutdown()
    server.server_close()


def test_clock_against_a_desk(desk: tuple[str, int]) -> None:
    url, ahead = desk
    observation = observed(Profile(code="AB", customer="x", firm=FirmContact(name="f", desk_url=url)))["clock.offset"]
    assert isinstance(observation.value, float)
    assert observation.uncertainty is not None
    assert abs(observation.value + ahead) <= observation.uncertainty + 0.1


@pytest.mark.parametrize(
    "version, name",
    [
        (WindowsVersion(build=19045, display_version="22H2", release_id="2009"), "Windows 10 22H2"),
        (
            WindowsVersion(build=26200, display_version="25H2", product_name="Windows 10 Pro", edition="Professional"),
            "Windows 11 25H2",
        ),
        (WindowsVersion(build=18363, release_id="1909"), "Windows 10 1909"),
        (WindowsVersion(build=17763, release_id="1809", edition="EnterpriseS"), "Windows 10 LTSC 1809"),
        (WindowsVersion(build=19044, display_version="21H2", edition="IoTEnterpriseS"), "Windows 10 LTSC 21H2"),
        (
            WindowsVersion(build=20348, product_type=3, display_version="21H2", product_name="Windows Server 2022 Std"),
            "Windows Server 2022",
        ),
        (WindowsVersion(build=26100, product_type=2, display_version="24H2"), "Windows Server"),
        (WindowsVersion(build=19045), "Windows 10"),
    ],
)
def test_windows_name(version: WindowsVersion, name: str) -> None:
    assert windows_name(version) == name


@pytest.mark.parametrize(
    "name, last_day",
    [
        ("Windows 10 22H2", datetime.date(2025, 10, 14)),
        ("Windows 10 LTSC 1809", datetime.date(2029, 1, 9)),
        ("Windows 10 LTSC 1511", None),
        ("Windows Server 2019", datetime.date(2029, 1, 9)),
        ("Windows Server", None),
    ],
)
def test_last_support_day_of_windows(name: str, last_day: datetime.date | None) -> None:
    assert last_support_day(name) == last_day


def test_linux_name() -> None:
    assert linux_name({"NAME": "Ubuntu", "VERSION_ID": "24.04"}) == "Ubuntu 24.04"
    assert linux_name({}) == "Linux"


def test_linux_screens(tmp_path: Path) -> None:
    for name, status, modes in [
        ("card0-eDP-1", "connected", "1920x1200\n1024x768"),
        ("card0-DP-1", "disconnected", ""),
    ]:
        output = tmp_path / name
        output.mkdir()
        (output / "status").write_text(status + "\n")
        (output / "modes").write_text(modes)
    assert [(screen.width, screen.height) for screen in linux_screens(tmp_path)] == [(1920, 1200)]


def test_mac_screens_main_first() -> None:
    screens = {
        "SPDisplaysDataType": [
            {
                "spdisplays_ndrvs": [
                    {"_spdisplays_pixels": "1920 x 1080"},
                    {"_spdisplays_pixels": "3024 x 1964", "spdisplays_main": "spdisplays_yes"},
                ]
            }
        ]
    }
    assert [(screen.width, screen.height) for screen in mac_screens(json.dumps(screens))] == [
        (3024, 1964),
        (1920, 1080),
    ]


@pytest.mark.parametrize("answer", ["", "{}", "[]", '{"SPDisplaysDataType": 3}'])
def test_a_bad_answer_is_a_failure(answer: str) -> None:
    with pytest.raises(OperationFailed):
        mac_screens(answer)


BUSY_S = 0.8
"""Processor time: a second of a PC that does nothing else, longer beside others."""


def test_our_own_work_is_not_somebody_elses_load() -> None:
    worker = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        time.sleep(0.3)
        meter = LoadMeter()
        worker_process = psutil.Process(worker.pid)
        before_s, began = worker_process.cpu_times().user, time.monotonic()
        while (used_s := worker_process.cpu_times().user - before_s) < BUSY_S:
            time.sleep(0.1)
        percent = meter.read_percent()
        share = 100 * used_s / (time.monotonic() - began) / (psutil.cpu_count() or 1)
        assert percent <= 100 - share + 15
    finally:
        worker.kill()
        worker.wait()
