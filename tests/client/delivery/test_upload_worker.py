"""The courier's whole way: retries, back-off, resuming, and what it says meanwhile."""

import datetime
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.client.delivery.delivery_state import DeliveryStage
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.upload_outcome import RetryReason
from checker.client.delivery.upload_worker import POLL_S, UploadWorker
from checker.client.environment.data_directory import DataDirectory
from checker.client.ports.report_delivery import ReportDelivery, SendStatus
from checker.net.net import Net
from tests.client.delivery.conftest import MakeReport
from tests.client.disk import fill
from tests.client.loopback_desk import PORTAL, Desk, answering, refused, reset, silent

WAIT_S = 30
SLOWEST, FASTEST = 0.0, 1.0


class StatusRecorder:
    """What a listener was told."""

    def __init__(self) -> None:
        self.all: list[SendStatus] = []
        self.over = threading.Event()

    def __call__(self, sending: SendStatus) -> None:
        self.all.append(sending)
        if sending.is_final:
            self.over.set()

    def german(self) -> list[str]:
        return [sending.message.render("de") for sending in self.all]


@pytest.fixture
def recorder() -> StatusRecorder:
    return StatusRecorder()


@pytest.fixture
def upload_worker(outbox: Outbox, net: Net, recorder: StatusRecorder) -> Iterator[UploadWorker]:
    upload_worker = UploadWorker(outbox, net, jitter=lambda: SLOWEST)
    upload_worker.listen(recorder)
    yield upload_worker
    upload_worker.stop(WAIT_S)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the courier's clock on by seconds."""
    ahead = datetime.timedelta()

    def now() -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC) + ahead

    def move(seconds: float) -> None:
        nonlocal ahead
        ahead += datetime.timedelta(seconds=seconds)

    monkeypatch.setattr("checker.client.delivery.upload_worker._now", now)
    return move


def stages(upload_worker: UploadWorker) -> list[DeliveryStage]:
    return [letter.stage for letter in upload_worker.outbox.queued_reports()]


def test_is_what_the_window_needs(upload_worker: UploadWorker) -> None:
    needed: ReportDelivery = upload_worker
    assert needed.waiting() == 0


def test_delivers_and_says_every_step(
    desk: Desk, upload_worker: UploadWorker, recorder: StatusRecorder, make: MakeReport
) -> None:
    upload_worker.start()
    upload_worker.submit(make(), "v1:token")
    assert recorder.over.wait(WAIT_S)
    assert recorder.german() == [
        "Der Bericht wartet auf den Versand.",
        "Der Bericht wird gesendet …",
        "Der Bericht ist bei Muster IT angekommen. Ihr Kennzeichen: K7M-2QX.",
    ]
    last = recorder.all[-1].receipt
    assert last is not None and last.reference == "K7M-2QX"
    assert upload_worker.waiting() == 0


def test_bad_days_end_in_one_report(
    desk: Desk, upload_worker: UploadWorker, recorder: StatusRecorder, make: MakeReport, clock: Callable[[float], None]
) -> None:
    desk.days = [reset, answering(200, PORTAL), refused(500, "fault")]
    upload_worker.submit(make(), "v1:token")
    waits = []
    for _day in range(3):
        waits.append(round(upload_worker.upload_due()))
        assert upload_worker.waiting() == 1
        upload_worker.upload_due()
        clock(waits[-1])
    upload_worker.upload_due()
    assert waits == [5, 10, 20]
    assert stages(upload_worker) == [DeliveryStage.DELIVERED]
    assert list(desk.reports) == [make().id]
    assert len(desk.posts) == 4
    assert "1-mal versucht. Nächster Versuch in 5 Sekunden" in recorder.german()[2]
    assert "Wartet auf freien Weg ins Internet, 2-mal versucht" in recorder.german()[4]


def test_the_desk_says_when_to_come_back(
    desk: Desk, upload_worker: UploadWorker, make: MakeReport, clock: Callable[[float], None]
) -> None:
    desk.days = [refused(429, "too-many", Retry_After="120")]
    upload_worker.submit(make(), "v1:token")
    assert round(upload_worker.upload_due()) == 120
    clock(100)
    upload_worker.upload_due(skip_backoff=True)
    assert len(desk.posts) == 1
    clock(21)
    upload_worker.upload_due()
    assert stages(upload_worker) == [DeliveryStage.DELIVERED]


@pytest.mark.parametrize(
    ("status", "kind"), [(401, "enrolment-expired"), (413, "report-too-large"), (426, "report-newer")]
)
def test_a_refusal_stops_and_the_report_stays(
    desk: Desk, upload_worker: UploadWorker, recorder: StatusRecorder, make: MakeReport, status: int, kind: str
) -> None:
    desk.days = [refused(status, kind)]
    upload_worker.submit(make(), "v1:token")
    assert upload_worker.upload_due() == POLL_S
    upload_worker.upload_due(skip_backoff=True)
    assert len(desk.posts) == 1
    assert recorder.all[-1].is_final
    assert recorder.german()[-1] == f"Nein, weil {kind}. Der Bericht bleibt auf diesem Computer."
    assert upload_worker.outbox.report(make().id) == make()


def test_an_expired_profile_is_renewed_and_the_report_goes(
    desk: Desk, upload_worker: UploadWorker, make: MakeReport
) -> None:
    upload_worker.submit(make(), "v1:expired")
    upload_worker.upload_due()
    assert stages(upload_worker) == [DeliveryStage.STOPPED]
    upload_worker.renew_enrolment(make(enrolment="v1:token").profile)
    upload_worker.upload_due()
    assert stages(upload_worker) == [DeliveryStage.DELIVERED]


def test_sending_again_by_hand_after_a_refusal(desk: Desk, upload_worker: UploadWorker, make: MakeReport) -> None:
    desk.days = [refused(403, "no-consent")]
    upload_worker.submit(make(), "v1:token")
    upload_worker.upload_due()
    upload_worker.submit(make(), "v1:token")
    upload_worker.upload_due()
    assert stages(upload_worker) == [DeliveryStage.DELIVERED]


def test_one_bad_report_never_blocks_another(
    desk: Desk, upload_worker: UploadWorker, data_directory: DataDirectory, make: MakeReport, net: Net
) -> None:
    for number in range(1, 6):
        upload_worker.submit(make(number), "v1:token")
    (data_directory.outbox / f"{make(1).id}.json").write_bytes(b'{"id":')
    (data_directory.outbox / f"{make(2).id}.state").write_bytes(b"\x00")
    desk.days = [refused(401, "enrolment-invalid"), refused(400, "report-unreadable"), refused(500, "fault")]
    next_worker = UploadWorker(Outbox(data_directory), net)
    next_worker.upload_due()
    assert stages(next_worker) == [
        DeliveryStage.STOPPED,
        DeliveryStage.STOPPED,
        DeliveryStage.WAITING,
        DeliveryStage.DELIVERED,
    ]
    assert list(desk.reports) == [make(5).id]


def test_a_damaged_file_found_while_running_stops_nothing(
    desk: Desk, upload_worker: UploadWorker, data_directory: DataDirectory, make: MakeReport
) -> None:
    upload_worker.submit(make(1), "v1:token")
    upload_worker.submit(make(2), "v1:token")
    upload_worker.outbox.queued_reports()
    (data_directory.outbox / f"{make(1).id}.json").write_bytes(b"half")
    upload_worker.upload_due()
    assert list(desk.reports) == [make(2).id]


def test_goes_on_at_the_next_start_without_waiting(
    desk: Desk, data_directory: DataDirectory, net: Net, make: MakeReport, recorder: StatusRecorder
) -> None:
    earlier = UploadWorker(Outbox(data_directory), net, jitter=lambda: SLOWEST)
    desk.days = [reset] * 8
    earlier.submit(make(), "v1:token")
    for _try in range(8):
        earlier.upload_due(skip_backoff=True)
    (letter,) = earlier.outbox.queued_reports()
    assert (letter.state.tried, letter.state.reason) == (8, RetryReason.DESK)
    next_worker = UploadWorker(Outbox(data_directory), net)
    next_worker.listen(recorder)
    next_worker.start()
    assert recorder.over.wait(WAIT_S)
    next_worker.stop(WAIT_S)
    assert list(desk.reports) == [make().id]


def test_try_now_wakes_it(desk: Desk, upload_worker: UploadWorker, recorder: StatusRecorder, make: MakeReport) -> None:
    desk.days = [reset] * 7
    upload_worker.submit(make(), "v1:token")
    for _try in range(7):
        upload_worker.upload_due(skip_backoff=True)
    upload_worker._skip_backoff = False
    upload_worker.start()
    assert not recorder.over.wait(0.3)
    upload_worker.try_now()
    assert recorder.over.wait(WAIT_S)


def test_stops_at_once_while_it_waits(upload_worker: UploadWorker, make: MakeReport, desk: Desk) -> None:
    desk.days = [refused(503, "busy", Retry_After="3600")]
    upload_worker.submit(make(), "v1:token")
    upload_worker.start()
    desk.busy.wait(WAIT_S)
    upload_worker.stop(WAIT_S)
    assert not [thread for thread in threading.enumerate() if thread.name == "courier"]
    assert stages(upload_worker) == [DeliveryStage.WAITING]


def test_cannot_be_withdrawn_while_it_is_being_sent(desk: Desk, upload_worker: UploadWorker, make: MakeReport) -> None:
    released = threading.Event()
    desk.days = [silent(released)]
    upload_worker.submit(make(), "v1:token")
    upload_worker.start()
    assert desk.busy.wait(WAIT_S)
    assert upload_worker.withdraw(make().id) is False
    released.set()
    upload_worker.stop(WAIT_S)
    assert upload_worker.withdraw(make().id) is True
    assert upload_worker.outbox.queued_reports() == []


def test_a_full_disk_does_not_keep_it_from_arriving(
    desk: Desk, tiny_disk: Path, net: Net, recorder: StatusRecorder, make: MakeReport
) -> None:
    fill(tiny_disk)
    upload_worker = UploadWorker(Outbox(DataDirectory(tiny_disk)), net)
    upload_worker.listen(recorder)
    upload_worker.submit(make(), "v1:token")
    upload_worker.upload_due()
    upload_worker.upload_due(skip_backoff=True)
    assert "kein Platz mehr" in recorder.german()[0]
    assert stages(upload_worker) == [DeliveryStage.DELIVERED]
    assert len(desk.posts) == 1


def test_a_read_only_home_does_not_either(desk: Desk, read_only_disk: Path, net: Net, make: MakeReport) -> None:
    upload_worker = UploadWorker(Outbox(DataDirectory(read_only_disk / "home")), net)
    upload_worker.submit(make(), "v1:token")
    upload_worker.upload_due()
    upload_worker.upload_due(skip_backoff=True)
    assert len(desk.posts) == 1
    assert stages(upload_worker) == [DeliveryStage.DELIVERED]
