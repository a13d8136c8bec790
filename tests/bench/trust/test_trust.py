"""The recorder, on one path of the whole product; and that it sees each kind of thing that no sentence names."""

from pathlib import Path

import pytest

from checker.model.privacy import MEASURED_GROUPS, DataGroup
from tests.bench.trust import promises
from tests.bench.trust.home import trust_home, why_not
from tests.bench.trust.judgement import contradictions
from tests.bench.trust.packets import Contact, parse_packet
from tests.bench.trust.paths import SUBSETS, subset_paths
from tests.bench.trust.play import ONLY_HERE, leaks
from tests.bench.trust.promises import Promise
from tests.bench.trust.proxy_paths import proxy_paths
from tests.bench.trust.trace import TracedRun, parse_trace
from tests.bench.trust.walks import RecordedRun

NETWORK, PC = DataGroup.NETWORK, DataGroup.PC
OF_THE_CLOCK = Promise(
    text="Gelesen wird die Uhr.",
    hosts=("desk.muster.example",),
    requests=("GET /health",),
    headers=("host",),
    programs=(r"date -u",),
    files=(r"/proc/uptime",),
    writes=(r"/tmp/date",),
    stored=(r"clock\.json",),
    question_headers=("x-clock",),
)
OF_THE_NETWORK = Promise(text="Gefragt wird line.", group=NETWORK, hosts=("line.muster.example",))


def recorded(
    contacts: tuple[Contact, ...] = (),
    files: tuple[str, ...] = (),
    commands: tuple[tuple[str, ...], ...] = (),
    written: tuple[str, ...] = (),
    stored: tuple[str, ...] = (),
    requests: tuple[str, ...] = (),
    headers: tuple[dict[str, str], ...] = (),
    posts: tuple[tuple[dict[str, str], bytes], ...] = (),
) -> RecordedRun:
    return RecordedRun(
        screen=f"{OF_THE_CLOCK.text} {OF_THE_NETWORK.text}",
        contacts=frozenset(contacts),
        traced=TracedRun(files=frozenset(files), written=frozenset(written), commands=frozenset(commands)),
        folder=Path("/own"),
        stored=frozenset(stored),
        requests=requests,
        headers=headers,
        posts=posts,
    )


@pytest.mark.netns
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be built")
def test_a_run_does_what_its_sentences_name(tmp_path: Path) -> None:
    """Six seconds: the router is the one group whose packets go to a place of its own; and a proxy's script."""
    with trust_home(tmp_path / "home") as home:
        results = list(subset_paths(home, ("terminal",), [(DataGroup.ROUTER,)]))
        results.append(next(proxy_paths(home, ("terminal",))))
    assert [result.sent for result in results] == [0, 1, 0]
    assert [wrong for result in results for wrong in result.wrong] == []


def test_what_an_earlier_run_left_is_seen_in_what_leaves() -> None:
    run = recorded(posts=(({"Host": "a"}, f'{{"customer":"{ONLY_HERE}","id":"0a1b"}}'.encode()),))
    assert leaks(run, ("0a1b", "2c3d")) == [f"sends of an earlier run: {ONLY_HERE}", "sends of an earlier run: 0a1b"]
    assert leaks(recorded(), ("0a1b",)) == []


def test_all_32_combinations_are_among_the_paths() -> None:
    assert len(SUBSETS) == 32


@pytest.mark.parametrize(
    ("run", "wrong"),
    [
        (recorded(), []),
        (recorded((Contact(protocol="tcp", address="203.0.113.10", port=443),)), []),
        (
            recorded((Contact(protocol="tcp", address="198.51.100.7", port=443),)),
            ["sends to tcp 198.51.100.7:443"],
        ),
        (
            recorded((Contact(protocol="udp", address="192.168.178.1", port=53, name="spy.example"),)),
            ["sends to udp 192.168.178.1:53 for spy.example"],
        ),
        (
            recorded((Contact(protocol="tcp", address="203.0.113.40", port=8989),)),
            ["sends to tcp 203.0.113.40:8989"],
        ),
        (recorded(files=("/proc/uptime", "/own/x")), []),
        (recorded(files=("/proc/net/route", "/dev/video0")), ["opens /dev/video0", "opens /proc/net/route"]),
        (recorded(commands=(("/usr/bin/date", "-u"), ("/usr/bin/python3.11", "-m", "x"))), []),
        (recorded(commands=(("/usr/bin/nmcli",), ("/usr/bin/date", "-s"))), ["starts date -s", "starts nmcli"]),
        (recorded(written=("/own/log", "/dev/null", "/tmp/date")), []),
        (recorded(written=("/tmp/x", "/home/b")), ["writes /home/b", "writes /tmp/x"]),
        (recorded(stored=("clock.json",)), []),
        (recorded(stored=("history/a.json",)), ["stores history/a.json"]),
        (recorded(requests=("GET /health", "POST")), ["asks the desk: POST"]),
        (recorded(headers=({"Host": "a", "X-Track": "b", "X-Clock": "c"},)), ["sends the header X-Track"]),
        (recorded(posts=(({"Host": "a", "Cookie": "b"}, b""),)), ["sends the header Cookie"]),
    ],
)
def test_what_no_sentence_names_is_seen(run: RecordedRun, wrong: list[str]) -> None:
    assert contradictions(run, (OF_THE_CLOCK, OF_THE_NETWORK), (PC,), (Path("/own"),)) == wrong


def test_a_group_that_was_allowed_may_more() -> None:
    run = recorded((Contact(protocol="tcp", address="203.0.113.40", port=8989),))
    assert contradictions(run, (OF_THE_CLOCK, OF_THE_NETWORK), (NETWORK,), ()) == []


def test_a_sentence_that_is_not_shown_is_missed() -> None:
    missing = Promise(text="Niemand sieht das.")
    assert contradictions(recorded(), (missing,), (), ()) == ["does not say: Niemand sieht das."]


def test_every_group_has_a_sentence() -> None:
    asked_for = set(MEASURED_GROUPS)
    assert {promise.group for promise in promises.GROUPS} == asked_for


def test_a_trace_is_read_as_strace_writes_it() -> None:
    text = """10 execve("/venv/bin/python", ["python", "-c", "a[0], \\"b\\""], 0x7 /* 9 vars */) = 0
10 openat(AT_FDCWD, "/own/log", O_WRONLY|O_CREAT|O_APPEND|O_CLOEXEC, 0600) = 4
10 openat(AT_FDCWD, "/proc/stat", O_RDONLY|O_CLOEXEC) = 3
10 openat(AT_FDCWD, "/missing", O_RDONLY) = -1 ENOENT (No such file or directory)
10 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD <unfinished ...>
11 openat(AT_FDCWD, "/proc/uptime", O_RDONLY) = 3
10 <... clone resumed>, child_tidptr=0x7f) = 12
12 execve("/usr/bin/nmcli", ["nmcli", "-t"], 0x7) = 0
12 openat(AT_FDCWD, "/etc/secret", O_RDONLY) = 3
"""
    traced = parse_trace(text)
    assert {command[0] for command in traced.commands} == {"/venv/bin/python", "/usr/bin/nmcli"}
    assert ("/usr/bin/nmcli", "-t") in traced.commands
    assert traced.files == {"/own/log", "/proc/stat", "/proc/uptime"}
    assert traced.written == {"/own/log"}


def test_a_packet_says_to_whom_it_goes() -> None:
    header = bytes.fromhex("4500002c00000000401100000a0000010a000002")
    udp = (5000).to_bytes(2) + (1900).to_bytes(2) + bytes(4)
    assert parse_packet(0x0800, header + udp) == Contact(protocol="udp", address="10.0.0.2", port=1900)
    assert parse_packet(0x0806, bytes(28)) is None
    assert parse_packet(0x0800, header[:9] + b"\2" + header[10:] + bytes(8)) is None
