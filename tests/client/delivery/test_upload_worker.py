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
from tests.client.loopback_desk import PORTAL, Desk, refused, reset, says, silent

WAIT_S = 30
SLOWEST, FASTEST = 0.0, 1.0


class Heard:
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
def heard() -> Heard:
    return Heard()


@pytest.fixture
def courier(outbox: Outbox, net: Net, heard: Heard) -> Iterator[UploadWorker]:
    courier = UploadWorker(outbox, net, jitter=lambda: SLOWEST)
    courier.listen(heard)
    yield courier
    courier.stop(WAIT_S)


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


def stages(courier: UploadWorker) -> list[DeliveryStage]:
    return [letter.stage for letter in courier.outbox.queued_reports()]


def test_is_what_the_window_needs(courier: UploadWorker) -> None:
    needed: ReportDelivery = courier
    assert needed.waiting() == 0


def test_delivers_and_says_every_step(desk: Desk, courier: UploadWorker, heard: Heard, make: MakeReport) -> None:
    courier.start()
    courier.submit(make(), "v1:token")
    assert heard.over.wait(WAIT_S)
    assert heard.german() == [
        "Der Bericht wartet auf den Versand.",
        "Der Bericht wird gesendet …",
        "Der Bericht ist bei Muster IT angekommen. Ihr Kennzeichen: K7M-2QX.",
    ]
    last = heard.all[-1].receipt
    assert last is not None and last.reference == "K7M-2QX"
    assert courier.waiting() == 0


def test_bad_days_end_in_one_report(
    desk: Desk, courier: UploadWorker, heard: Heard, make: MakeReport, clock: Callable[[float], None]
) -> None:
    desk.days = [reset, says(200, PORTAL), refused(500, "fault")]
    courier.submit(make(), "v1:token")
    waits = []
    for _day in range(3):
        waits.append(round(courier.upload_due()))
        assert courier.waiting() == 1
        courier.upload_due()
        clock(waits[-1])
    courier.upload_due()
    assert waits == [5, 10, 20]
    assert stages(courier) == [DeliveryStage.DELIVERED]
    assert list(desk.reports) == [make().id]
    assert len(desk.posts) == 4
    assert "1-mal versucht. Nächster Versuch in 5 Sekunden" in heard.german()[2]
    assert "Wartet auf freien Weg ins Internet, 2-mal versucht" in heard.german()[4]


def test_the_desk_says_when_to_come_back(
    desk: Desk, courier: UploadWorker, make: MakeReport, clock: Callable[[float], None]
) -> None:
    desk.days = [refused(429, "too-many", Retry_After="120")]
    courier.submit(make(), "v1:token")
    assert round(courier.upload_due()) == 120
    clock(100)
    courier.upload_due(skip_backoff=True)
    assert len(desk.posts) == 1
    clock(21)
    courier.upload_due()
    assert stages(courier) == [DeliveryStage.DELIVERED]


@pytest.mark.parametrize(
    ("status", "kind"), [(401, "enrolment-expired"), (413, "report-too-large"), (426, "report-newer")]
)
def test_a_refusal_stops_and_the_report_stays(
    desk: Desk, courier: UploadWorker, heard: Heard, make: MakeReport, status: int, kind: str
) -> None:
    desk.days = [refused(status, kind)]
    courier.submit(make(), "v1:token")
    assert courier.upload_due() == POLL_S
    courier.upload_due(skip_backoff=True)
    assert len(desk.posts) == 1
    assert heard.all[-1].is_final
    assert heard.german()[-1] == f"Nein, weil {kind}. Der Bericht bleibt auf diesem Computer."
    assert courier.outbox.report(make().id) == make()


def test_an_expired_profile_is_renewed_and_the_report_goes(desk: Desk, courier: UploadWorker, make: MakeReport) -> None:
    courier.submit(make(), "v1:expired")
    courier.upload_due()
    assert stages(courier) == [DeliveryStage.STOPPED]
    courier.renew_enrolment(make(enrolment="v1:token").profile)
    courier.upload_due()
    assert stages(courier) == [DeliveryStage.DELIVERED]


def test_sending_again_by_hand_after_a_refusal(desk: Desk, courier: UploadWorker, make: MakeReport) -> None:
    desk.days = [refused(403, "no-consent")]
    courier.submit(make(), "v1:token")
    courier.upload_due()
    courier.submit(make(), "v1:token")
    courier.upload_due()
    assert stages(courier) == [DeliveryStage.DELIVERED]


def test_one_bad_report_never_blocks_another(
    desk: Desk, courier: UploadWorker, places: DataDirectory, make: MakeReport, net: Net
) -> None:
    for number in range(1, 6):
        courier.submit(make(number), "v1:token")
    (places.outbox / f"{make(1).id}.json").write_bytes(b'{"id":')
    (places.outbox / f"{make(2).id}.state").write_bytes(b"\x00")
    desk.days = [refused(401, "enrolment-invalid"), refused(400, "report-unreadable"), refused(500, "fault")]
    later = UploadWorker(Outbox(places), net)
    later.upload_due()
    assert stages(later) == [
        DeliveryStage.STOPPED,
        DeliveryStage.STOPPED,
        DeliveryStage.WAITING,
        DeliveryStage.DELIVERED,
    ]
    assert list(desk.reports) == [make(5).id]


def test_a_damaged_file_found_while_running_stops_nothing(
    desk: Desk, courier: UploadWorker, places: DataDirectory, make: MakeReport
) -> None:
    courier.submit(make(1), "v1:token")
    courier.submit(make(2), "v1:token")
    courier.outbox.queued_reports()
    (places.outbox / f"{make(1).id}.json").write_bytes(b"half")
    courier.upload_due()
    assert list(desk.reports) == [make(2).id]


def test_goes_on_at_the_next_start_without_waiting(
    desk: Desk, places: DataDirectory, net: Net, make: MakeReport, heard: Heard
) -> None:
    earlier = UploadWorker(Outbox(places), net, jitter=lambda: SLOWEST)
    desk.days = [reset] * 8
    earlier.submit(make(), "v1:token")
    for _try in range(8):
        earlier.upload_due(skip_backoff=True)
    (letter,) = earlier.outbox.queued_reports()
    assert (letter.state.tried, letter.state.reason) == (8, RetryReason.DESK)
    later = UploadWorker(Outbox(places), net)
    later.listen(heard)
    later.start()
    assert heard.over.wait(WAIT_S)
    later.stop(WAIT_S)
    assert list(desk.reports) == [make().id]


def test_try_now_wakes_it(desk: Desk, courier: UploadWorker, heard: Heard, make: MakeReport) -> None:
    desk.days = [reset] * 7
    courier.submit(make(), "v1:token")
    for _try in range(7):
        courier.upload_due(skip_backoff=True)
    courier._skip_backoff = False
    courier.start()
    assert not heard.over.wait(0.3)
    courier.try_now()
    assert heard.over.wait(WAIT_S)


def test_stops_at_once_while_it_waits(courier: UploadWorker, make: MakeReport, desk: Desk) -> None:
    desk.days = [refused(503, "busy", Retry_After="3600")]
    courier.submit(make(), "v1:token")
    courier.start()
    desk.busy.wait(WAIT_S)
    courier.stop(WAIT_S)
    assert not [thread for thread in threading.enumerate() if thread.name == "courier"]
    assert stages(courier) == [DeliveryStage.WAITING]


def test_cannot_be_withdrawn_while_it_is_being_sent(desk: Desk, courier: UploadWorker, make: MakeReport) -> None:
    released = threading.Event()
    desk.days = [silent(released)]
    courier.submit(make(), "v1:token")
    courier.start()
    assert desk.busy.wait(WAIT_S)
    assert courier.withdraw(make().id) is False
    released.set()
    courier.stop(WAIT_S)
    assert courier.withdraw(make().id) is True
    assert courier.outbox.queued_reports() == []


def test_a_full_disk_does_not_keep_it_from_arriving(
    desk: Desk, tiny_disk: Path, net: Net, heard: Heard, make: MakeReport
) -> None:
    fill(tiny_disk)
    courier = UploadWorker(Outbox(DataDirectory(tiny_disk)), net)
    courier.listen(heard)
    courier.submit(make(), "v1:token")
    courier.upload_due()
    courier.upload_due(skip_backoff=True)
    assert "kein Platz mehr" in heard.german()[0]
    assert stages(courier) == [DeliveryStage.DELIVERED]
    assert len(desk.posts) == 1


def test_a_read_only_home_does_not_either(desk: Desk, read_only_disk: Path, net: Net, make: MakeReport) -> None:
    courier = UploadWorker(Outbox(DataDirectory(read_only_disk / "home")), net)
    courier.submit(make(), "v1:token")
    courier.upload_due()
    courier.upload_due(skip_backoff=True)
    assert len(desk.posts) == 1
    assert stages(courier) == [DeliveryStage.DELIVERED]
