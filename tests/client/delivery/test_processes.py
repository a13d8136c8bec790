"""Killed at any moment, or twice at once: no report is lost, and none arrives twice."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.client.delivery.delivery_state import DeliveryStage
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.upload_worker import UploadWorker
from checker.client.environment.data_directory import DataDirectory
from checker.model.codec import to_json
from checker.net.net import Net
from tests.client.delivery.conftest import MakeReport
from tests.client.loopback_desk import Desk, Handler

ROOT = Path(__file__).parents[3]
KILLED = 1 if sys.platform == "win32" else -9
"""subprocess: by TerminateProcess' exit code, or by the signal's number."""
Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


@pytest.fixture
def start(data_directory: DataDirectory, reports: Path) -> Iterator[Start]:
    """Starts a client process; all are gone afterwards."""
    started: list[subprocess.Popen[str]] = []

    def start(what: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.client.delivery.child", str(data_directory.home), str(reports), what]
        child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(child)
        return child

    yield start
    for child in started:
        with child:
            child.kill()


def wait_until_kept(child: "subprocess.Popen[str]") -> None:
    assert child.stdout is not None
    assert child.stdout.readline() == "kept\n"


def kill(child: "subprocess.Popen[str]") -> None:
    child.kill()
    assert child.wait() == KILLED


def stages(data_directory: DataDirectory) -> list[DeliveryStage]:
    return [letter.stage for letter in Outbox(data_directory).queued_reports()]


def test_killed_between_outbox_and_upload(
    desk: Desk, data_directory: DataDirectory, reports: Path, start: Start, make: MakeReport, net: Net
) -> None:
    (reports / "1").write_bytes(to_json(make()))
    child = start("put")
    wait_until_kept(child)
    kill(child)
    assert desk.posts == []
    UploadWorker(Outbox(data_directory), net).upload_due()
    assert list(desk.reports) == [make().id]
    assert stages(data_directory) == [DeliveryStage.DELIVERED]


def test_killed_before_the_answer_was_kept(
    desk: Desk, data_directory: DataDirectory, reports: Path, start: Start, make: MakeReport, net: Net
) -> None:
    child = None

    def take_and_kill(handler: Handler) -> None:
        body = desk.posts[-1][1]
        desk.reports[handler.headers["Idempotency-Key"]] = body
        assert child is not None
        kill(child)
        handler.close_connection = True

    desk.days = [take_and_kill]
    (reports / "1").write_bytes(to_json(make()))
    child = start("send")
    assert child.wait() == KILLED
    assert stages(data_directory) == [DeliveryStage.WAITING]
    UploadWorker(Outbox(data_directory), net).upload_due()
    assert stages(data_directory) == [DeliveryStage.DELIVERED]
    assert desk.reports == {make().id: to_json(make())}
    assert len(desk.posts) == 2


def test_nobody_sends_what_another_process_is_sending(
    desk: Desk, data_directory: DataDirectory, reports: Path, start: Start, make: MakeReport, net: Net
) -> None:
    samples: list[tuple[list[str], float]] = []

    def meanwhile(handler: Handler) -> None:
        wait_s = UploadWorker(Outbox(data_directory), net).upload_due(skip_backoff=True)
        samples.append(([key["Idempotency-Key"] for key, _body in desk.posts], wait_s))
        desk.take(handler, desk.posts[0][1])

    desk.days = [meanwhile]
    (reports / "1").write_bytes(to_json(make()))
    child = start("send")
    assert child.wait(60) == 0
    assert samples == [([make().id], 5.0)]
    assert stages(data_directory) == [DeliveryStage.DELIVERED]


def test_two_processes_at_once_send_each_report_once(
    desk: Desk, data_directory: DataDirectory, reports: Path, start: Start, make: MakeReport
) -> None:
    numbers = range(1, 13)
    for number in numbers:
        (reports / f"{number:02}").write_bytes(to_json(make(number)))
    children = [start("put"), start("put")]
    for child in children:
        wait_until_kept(child)
    for child in children:
        assert child.stdin is not None
        child.stdin.close()
    assert [child.wait(60) for child in children] == [0, 0]
    posts = Counter(headers["Idempotency-Key"] for headers, _body in desk.posts)
    assert posts == {make(number).id: 1 for number in numbers}
    assert set(stages(data_directory)) == {DeliveryStage.DELIVERED}
