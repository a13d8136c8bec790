"""Too many, and too slow: the rest of the desk goes on."""

import concurrent.futures
import http.client
import select
import socket
import time
from collections.abc import Iterator

import pytest

from checker.desk.serving.open_files import raise_open_file_limit
from checker.desk.throttle.body_limit import MAX_BODIES_PER_NETWORK
from checker.model.codec import refusal_from_json
from tests.desk import example_reports
from tests.desk.sampled import Sampled

BEGUN = b"POST %s HTTP/1.1\r\nHost: desk\r\nContent-Type: %s\r\nContent-Length: 1000\r\n%s\r\n{"
COOKIE = b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n"
"""With it, a form is read before it is refused."""

JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    """A desk whose limits nobody has used yet."""
    with Sampled(tmp_path_factory.mktemp("crowd")) as served:
        served.meet()
        yield served


@pytest.mark.parametrize(("path", "kind"), [(b"/api/v1/reports", JSON), (b"/sign-in/", FORM), (b"/language/", FORM)])
def test_senders_who_never_finish_do_not_stop_the_readers(fresh: Sampled, path: bytes, kind: bytes) -> None:
    host, port = fresh.url.removeprefix("http://").split(":")
    held = []
    try:
        for _ in range(200):
            held.append(socket.create_connection((host, int(port)), timeout=20))
            held[-1].sendall(BEGUN % (path, kind, COOKIE))
        turned_away = _answered(held, 200 - MAX_BODIES_PER_NETWORK)
        assert {_status(sock) for sock in turned_away} == {503}
        assert len(turned_away) == 200 - MAX_BODIES_PER_NETWORK
        assert fresh.get("/health").status == 200
        assert fresh.get("/guide/de/").status == 200
    finally:
        for sock in held:
            sock.close()
    report_id, raw = example_reports.raw(fresh.code)
    until = time.monotonic() + 20
    while (answer := fresh.send(raw, fresh.token, report_id)).status == 503 and time.monotonic() < until:
        time.sleep(0.1)
    assert answer.status == 201


def test_a_thousand_connections_that_say_nothing_or_half_a_head_keep_nobody_out(desk: Sampled) -> None:
    raise_open_file_limit(4096)
    host, port = desk.url.removeprefix("http://").split(":")
    held = []
    try:
        for index in range(1000):
            held.append(socket.create_connection((host, int(port)), timeout=20))
            if index % 4 == 0:
                held[-1].sendall(b"GET /guide/de/ HT")
        assert desk.get("/health").status == 200
        assert desk.get("/guide/de/").status == 200
        report_id, raw = example_reports.raw(desk.code)
        assert desk.send(raw, desk.token, report_id).status == 201
    finally:
        for sock in held:
            sock.close()


def _answered(held: list[socket.socket], expected: int) -> list[socket.socket]:
    until = time.monotonic() + 15
    while True:
        ready = select.select(held, [], [], 0.1)[0]
        if len(ready) >= expected or time.monotonic() > until:
            return ready


def _status(connection: socket.socket) -> int:
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    status = answer.status
    answer.close()
    return status


def test_too_many_new_reports_of_one_network_are_asked_to_wait(fresh: Sampled) -> None:
    made = [example_reports.raw(fresh.code) for _ in range(130)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda report: fresh.send(report[1], fresh.token, report[0]), made))
    refused = [(report, answer) for report, answer in zip(made, answers, strict=True) if answer.status != 201]
    # None where a window happened to end in the middle; up to seven more, of eight that count at the same moment.
    assert len(refused) <= 10 + 7
    for _, answer in refused:
        assert (answer.status, refusal_from_json(answer.data).kind) == (429, "too-many")
        assert 0 < int(answer.headers["Retry-After"]) <= 600
    accepted = next(report for report, answer in zip(made, answers, strict=True) if answer.status == 201)
    assert fresh.send(accepted[1], fresh.token, accepted[0]).status == 200


def test_a_flood_is_not_even_read(fresh: Sampled) -> None:
    def send(_: int) -> int:
        return fresh.send(b"{}", "", "").status

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(500)))
    assert set(statuses) == {401, 429}
    # Seven fewer where eight count at the same moment; twice as many where a window ends in the middle.
    assert 240 - 7 <= statuses.count(401) <= 480


LOG_BYTES = 40_000_000
"""SQLite's log is folded into the file each 32 MB (settings.py), after the transaction that goes beyond it."""


def test_refused_uploads_cannot_fill_the_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Sampled(tmp_path_factory.mktemp("full"), "--behind-proxy") as desk:
        for n in range(60):
            headers = {"Content-Type": "application/json", "X-Forwarded-For": f"9.9.{n}.1"}
            raw = b" " * 1_900_000
            assert desk.pool.request("POST", f"{desk.url}/api/v1/reports", body=raw, headers=headers).status == 401
        size = sum(file.stat().st_size for file in desk.data.glob("desk.sqlite3*"))
        assert size < 50_000_000 + LOG_BYTES
