"""Every answer of the desk, and of what stands in its place, has its outcome."""

import datetime
import socket
import threading
from pathlib import Path

import pytest

from checker.client.delivery import upload as module
from checker.client.delivery.upload import retry_after_s, upload
from checker.client.delivery.upload_outcome import (
    RetryLater,
    RetryReason,
    UploadAccepted,
    UploadOutcome,
    UploadRejected,
)
from checker.model.codec import to_json
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.http1.response import HttpResponse
from checker.net.net import Net
from tests.client.delivery.conftest import MakeReport
from tests.client.loopback_desk import (
    PORTAL,
    Day,
    Desk,
    answering,
    desk_open,
    half,
    hang_up,
    nobody,
    receipt,
    refused,
    reset,
    silent,
)
from tests.net.certificates import DAY, Authority
from tests.net.servers import listening


def sent(desk: Desk, net: Net, make: MakeReport, enrolment: str = "v1:token", url: str | None = None) -> UploadOutcome:
    report = make()
    return upload(net, url or desk.url, report.id, to_json(report), enrolment)


def test_delivers_and_twice_is_once(desk: Desk, net: Net, make: MakeReport) -> None:
    first, second = sent(desk, net, make), sent(desk, net, make)
    assert isinstance(first, UploadAccepted) and isinstance(second, UploadAccepted)
    assert first.receipt.reference == "K7M-2QX"
    assert desk.reports == {make().id: to_json(make())}


def test_the_enrolment_travels_in_its_header_only(desk: Desk, net: Net, make: MakeReport) -> None:
    sent(desk, net, make)
    headers, body = desk.posts[0]
    assert headers["Homeoffice-Check-Enrolment"] == "v1:token"
    assert b"v1:token" not in body


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (refused(500, "fault"), RetryReason.FAULT),
        (answering(502, PORTAL), RetryReason.FAULT),
        (refused(503, "busy"), RetryReason.BUSY),
        (refused(429, "too-many"), RetryReason.BUSY),
        (answering(200, PORTAL), RetryReason.PORTAL),
        (answering(200, b""), RetryReason.PORTAL),
        (answering(200, b'{"ok":true}', "application/json"), RetryReason.PORTAL),
        (answering(200, to_json(receipt("f" * 32)), "application/json"), RetryReason.FAULT),
        (answering(204), RetryReason.PORTAL),
        (answering(302, b"", Location="http://portal.example/"), RetryReason.PORTAL),
        (answering(308, b"", Location="https://other.example/"), RetryReason.PORTAL),
        (answering(302, b"", Location="https://[broken"), RetryReason.PORTAL),
        (answering(403, PORTAL), RetryReason.PORTAL),
        (answering(404, PORTAL), RetryReason.PORTAL),
        (answering(407, PORTAL), RetryReason.PROXY),
        (half, RetryReason.DESK),
        (hang_up, RetryReason.DESK),
        (reset, RetryReason.DESK),
    ],
)
def test_tries_again(desk: Desk, net: Net, make: MakeReport, day: Day, reason: RetryReason) -> None:
    desk.days = [day]
    outcome = sent(desk, net, make)
    assert isinstance(outcome, RetryLater)
    assert outcome.reason is reason
    assert len(desk.posts) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "report-unreadable"),
        (401, "enrolment-expired"),
        (403, "no-consent"),
        (404, "not-here"),
        (409, "id-mismatch"),
        (413, "report-too-large"),
        (426, "report-newer"),
    ],
)
def test_a_refusal_stops(desk: Desk, net: Net, make: MakeReport, status: int, kind: str) -> None:
    desk.days = [refused(status, kind)]
    outcome = sent(desk, net, make)
    assert isinstance(outcome, UploadRejected)
    assert (outcome.refusal.kind, outcome.refusal.de) == (kind, f"Nein, weil {kind}.")


def test_too_large_is_final_also_when_a_web_server_says_it(desk: Desk, net: Net, make: MakeReport) -> None:
    desk.days = [answering(413, b"<html>413 Request Entity Too Large</html>")]
    outcome = sent(desk, net, make)
    assert isinstance(outcome, UploadRejected)
    assert "Als Datei speichern" in outcome.refusal.de


def test_what_a_desk_says_cannot_spoil_the_screen(desk: Desk, net: Net, make: MakeReport) -> None:
    answer = '{"kind":"no","de":"a\\u001b[2J{x}\\nb%s","en":"b"}' % ("c" * 5000)
    desk.days = [answering(403, answer.encode(), "application/json")]
    outcome = sent(desk, net, make)
    assert isinstance(outcome, UploadRejected)
    assert outcome.refusal.de.startswith("a [2J(x) bcc")
    assert len(outcome.refusal.de) < 1000


def test_nobody_there(desk: Desk, net: Net, make: MakeReport) -> None:
    with nobody() as url:
        outcome = sent(desk, net, make, url=url)
    assert isinstance(outcome, RetryLater)
    assert outcome.reason is RetryReason.DESK


def test_no_name_no_internet(desk: Desk, net: Net, make: MakeReport) -> None:
    outcome = sent(desk, net, make, url="https://desk.invalid")
    assert isinstance(outcome, RetryLater)
    assert outcome.reason is RetryReason.INTERNET


def test_a_proxy_that_wants_a_sign_in(make: MakeReport, desk: Desk) -> None:
    def proxy(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    with listening(proxy) as port:
        outcome = sent(desk, Net(proxy=f"http://127.0.0.1:{port}"), make, url="https://desk.invalid")
    assert isinstance(outcome, RetryLater)
    assert outcome.reason is RetryReason.PROXY


def test_a_silent_desk_times_out(desk: Desk, net: Net, make: MakeReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "UPLOAD_READ_TIMEOUT_S", 0.3)
    released = threading.Event()
    desk.days = [silent(released)]
    outcome = sent(desk, net, make)
    released.set()
    assert isinstance(outcome, RetryLater)
    assert outcome.reason is RetryReason.DESK


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param({}, id="stranger"),
        pytest.param({"begins": -3 * DAY, "ends": -DAY}, id="expired"),
        pytest.param({"begins": DAY}, id="clock-a-year-behind"),
        pytest.param({"names": ("other.example",)}, id="other-name"),
    ],
)
def test_a_wrong_certificate_gets_nothing(
    tmp_path: Path, make: MakeReport, desk: Desk, stored: dict[str, object]
) -> None:
    authority = Authority.make(tmp_path)
    leaf = authority.leaf(**stored)  # type: ignore[arg-type]
    with desk_open(leaf) as secure:
        outcome = sent(secure, Net(extra_ca=str(authority.path) if stored else None), make)
    assert isinstance(outcome, RetryLater)
    assert outcome.reason is RetryReason.TRUST
    assert secure.posts == []


def test_a_system_that_cannot_check_certificates_is_no_sign_in_page(
    make: MakeReport, net: Net, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_words: object, **_more: object) -> None:
        raise OperationFailed(Operation.TLS, FailureKind.TRUST_STORE, "error 800700b7")

    monkeypatch.setattr(Net, "request", broken)
    outcome = sent(desk, net, make)
    assert isinstance(outcome, RetryLater)
    assert outcome.reason is RetryReason.TRUST


def test_a_right_certificate_gets_it(tmp_path: Path, make: MakeReport, desk: Desk) -> None:
    authority = Authority.make(tmp_path)
    with desk_open(authority.leaf()) as secure:
        outcome = sent(secure, Net(extra_ca=str(authority.path)), make)
    assert isinstance(outcome, UploadAccepted)


@pytest.mark.parametrize("url", ["http://desk.example", "http://192.0.2.7:8000", "http://localhost.example"])
def test_nothing_goes_out_unencrypted(desk: Desk, net: Net, make: MakeReport, url: str) -> None:
    outcome = sent(desk, net, make, url=url)
    assert isinstance(outcome, UploadRejected)
    assert outcome.refusal.kind == "desk-unencrypted"


@pytest.mark.parametrize("token", ["v1:\r\nX-Evil: 1", "v1:ä", "v1:\x00"])
def test_an_unusable_token_is_not_sent(desk: Desk, net: Net, make: MakeReport, token: str) -> None:
    outcome = sent(desk, net, make, token)
    assert isinstance(outcome, UploadRejected)
    assert outcome.refusal.kind == "enrolment-invalid"
    assert desk.posts == []


@pytest.mark.parametrize("url", ["https://[::1", "https://"])
def test_what_names_no_server_is_no_way_to_send(desk: Desk, net: Net, make: MakeReport, url: str) -> None:
    outcome = sent(desk, net, make, url=url)
    assert isinstance(outcome, UploadRejected)
    assert outcome.refusal.kind == "desk-unencrypted"


@pytest.mark.parametrize("url", ["https://a b/", "https://desk.example:99999"])
def test_an_address_that_nothing_can_be_asked_at_waits_for_a_better_one(
    desk: Desk, net: Net, make: MakeReport, url: str
) -> None:
    outcome = sent(desk, net, make, url=url)
    assert isinstance(outcome, RetryLater)
    assert outcome.failure == Failure(operation=Operation.REQUEST, kind=FailureKind.UNSUPPORTED, detail="address")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 0 "}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": "Sat, 01 Mar 99999999999 10:02:00 GMT"}, None),
        ({"retry-after": "Sat, 01 Mar 2025 10:02:00 +9999999999"}, None),
        ({"retry-after": "Sat, 01 Mar 2025 10:02:00 GMT", "date": "Sat, 01 Mar 99999999999 10:00:00 GMT"}, 0),
        ({"retry-after": "Sat, 01 Mar 2025 10:02:00 GMT", "date": "Sat, 01 Mar 2025 10:00:00 GMT"}, 120),
        ({"retry-after": "Sat, 01 Mar 2025 10:02:00 GMT"}, 0),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_s(HttpResponse(status=503, headers=headers, body=b"", round_trip_s=0)) == seconds


def test_a_date_without_a_zone_is_utc() -> None:
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=10)
    headers = {"retry-after": until.strftime("%a, %d %b %Y %H:%M:%S -0000")}
    seconds = retry_after_s(HttpResponse(status=503, headers=headers, body=b"", round_trip_s=0))
    assert seconds is not None and 500 < seconds <= 600
