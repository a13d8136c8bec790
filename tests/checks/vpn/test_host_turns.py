"""Gateways on one host: in a row, the same one once, and never so many that a strict server locks us out."""

import socket
import threading
import time

import pytest

from checker.checks.vpn.controls.silence import host_answers
from checker.checks.vpn.host_turns import HostTurns
from tests.checks.vpn.gateway_probes import HOST, Table, finding_codes, make_context, make_need
from tests.checks.vpn.kinds.web_servers import Request, Served, anyconnect
from tests.net.certificates import Authority
from tests.net.servers import tls


def tables(count: int, **more: object) -> list[Table]:
    return [
        {"id": f"g{number}", "name": f"Zugang {number}", "kind": "anyconnect", "host": HOST, **more}
        for number in range(count)
    ]


@pytest.fixture
def counted(authority: Authority):
    """An AnyConnect gateway, and how many connections it had, at once and in all."""
    lock, now, peak, total = threading.Lock(), [0], [0], [0]

    def slow(request: Request) -> bytes:
        time.sleep(0.05)
        return anyconnect(request)

    def serve(sock: socket.socket) -> None:
        with lock:
            now[0] += 1
            total[0] += 1
            peak[0] = max(peak[0], now[0])
        try:
            Served(slow)(sock)
        finally:
            with lock:
                now[0] -= 1

    with tls(authority.leaf(names=(HOST, "a.example", "b.example", "c.example")), serve) as port:
        yield port, peak, total


def test_eight_entries_of_one_gateway_are_one_visit(counted, authority: Authority) -> None:
    port, _peak, total = counted
    entries = tables(8, port=port, ca=authority.path.read_text())
    entries[3]["required"] = False
    assert finding_codes(entries) == {f"g{number}": "vpn.answers" for number in range(8)}
    assert total == [1]


def test_eight_names_at_one_port_are_two_visits_and_the_others_are_not_judged(counted, authority: Authority) -> None:
    port, peak, total = counted
    entries = tables(8, port=port, ca=authority.path.read_text())
    for number, entry in enumerate(entries):
        entry["server_name"] = f"{'abc'[number % 3]}.example"
    codes = finding_codes(entries)
    assert [codes[f"g{number}"] for number in range(3)] == ["vpn.answers", "vpn.answers", "vpn.restricted"]
    assert codes["g5"] == "vpn.restricted" and codes["g6"] == "vpn.answers", "what is the same shares the answer"
    assert (total, peak) == ([2], [1])


def test_different_kinds_on_one_host_are_probed_one_after_another(authority: Authority) -> None:
    running, peak, lock = [0], [0], threading.Lock()

    def serve(sock: socket.socket) -> None:
        with lock:
            running[0] += 1
            peak[0] = max(peak[0], running[0])
        try:
            Served(anyconnect)(sock)
        finally:
            with lock:
                running[0] -= 1

    leaf, pem = authority.leaf(), authority.path.read_text()
    with tls(leaf, serve) as first, tls(leaf, serve) as second, tls(leaf, serve) as third:
        entries = [
            {"id": f"g{port}", "name": "x", "kind": "anyconnect", "host": HOST, "port": port, "ca": pem}
            for port in (first, second, third)
        ]
        assert set(finding_codes(entries).values()) == {"vpn.answers"}
    assert peak == [1]


def test_a_silent_one_holds_up_the_next_for_a_moment_only() -> None:
    entries = [
        {"id": f"g{number}", "name": "x", "kind": "openvpn", "host": "192.0.2.1", "port": 1194 + number}
        for number in range(8)
    ]
    turns, context, starts = HostTurns(make_need(entries).gateways), make_context(), {}

    def probe(subject: str) -> None:
        with turns.turn(subject, context):
            starts[subject] = time.monotonic()
            context.cancelled.wait(5)

    threads = [threading.Thread(target=probe, args=(entry["id"],)) for entry in entries]
    for thread in threads:
        thread.start()
    ends = time.monotonic() + 10
    while len(starts) < 8 and time.monotonic() < ends:
        time.sleep(0.02)
    context.cancelled.set()
    for thread in threads:
        thread.join()
    assert sorted(starts, key=starts.__getitem__) == [entry["id"] for entry in entries], "in the profile's order"


def test_hosts_do_not_wait_for_each_other() -> None:
    entries = [{**entry, "host": f"192.0.2.{number}"} for number, entry in enumerate(tables(2))]
    turns, context = HostTurns(make_need(entries).gateways), make_context()
    with turns.turn("g0", context), turns.turn("g1", context):
        pass


def test_a_host_is_dialled_once_for_all_its_silent_gateways() -> None:
    with socket.create_server((HOST, 0), backlog=32) as server:
        port, context = server.getsockname()[1], make_context()
        context = type(context)(**{**context.__dict__, "addresses": (HOST,)})
        assert all(host_answers(context, port) for _ in range(8))
        server.settimeout(0.3)
        server.accept()[0].close()
        with pytest.raises(TimeoutError):
            server.accept()


def test_what_is_spared_is_said_before_the_others_are_done() -> None:
    entries = tables(3, host="192.0.2.1", port=443)
    for number, entry in enumerate(entries):
        entry["server_name"] = f"{number}.example"
    turns = HostTurns(make_need(entries).gateways)
    assert list(turns.groups) == ["g0", "g1"] and list(turns.spared) == ["g2"]
    assert turns.spared["g2"].facts == {"gateway.restriction": "spared"}
