"""Every sentence about reading and sending against what is done: connections, names, programs, files, headers.

The program runs as a process of its own whose interpreter notes what it does (PEP 578); the desk notes its requests.
`PROMISES` is the table of what each sentence permits: whatever no sentence names fails.
"""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory
from checker.client.session import Session
from checker.model.privacy import DataGroup
from checker.model.profile import FirmContact, Profile
from checker.model.record import Record
from checker.model.signature import fingerprint, new_key, public_key, sign_profile
from checker.net.net import Net
from tests.client.loopback_desk import Desk, desk_open
from tests.client.program import Terminal

CODE = "ACME-7F3K"
RECORDER = """
import json, os, sys
NAMED = "socket.getaddrinfo socket.gethostbyname subprocess.Popen open os.listdir os.scandir".split()
_file = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
def _note(event, arguments):
    if event == "socket.connect":
        text = arguments[1] if isinstance(arguments[1], str) else list(map(str, arguments[1]))
    elif event in NAMED:
        text = str(arguments[0])
    elif event == "socket.sendto":
        text = str(arguments[1])
    else:
        return
    os.write(_file, (json.dumps([event, text]) + "\\n").encode())
sys.addaudithook(_note)
"""


class Promise(Record, frozen=True, kw_only=True):
    """A sentence as it is shown, in German, and what it permits until the next one: requests to the desk, programs of
    the system, and files about this PC."""

    sentence: str
    requests: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    may_read_pc: bool = False


USUAL_HEADERS = ("host", "accept", "accept-encoding", "user-agent")
PROMISES = {
    "start": Promise(
        sentence="Vorher fragt das Programm nur 127.0.0.1 nach dem Profil Ihres Arbeitgebers (Kennung ACME-7F3K), nach "
        "dem Logo Ihrer IT-Firma, nach bekannten Störungen und nach einer neuen Programmversion. Dafür liest es, ob "
        "ein Vermittler (Proxy) eingestellt ist, und richtet sich danach.",
        requests=("/api/v1/profiles/ACME-7F3K", "/api/v1/programs", "/api/v1/incidents/ACME-7F3K"),
        programs=("gsettings",),
    ),
    "nothing allowed": Promise(
        sentence="Nichts erlaubt: Über diesen Computer wurde nichts gelesen und nichts gesendet.",
        requests=("/api/v1/profiles/ACME-7F3K", "/api/v1/programs", "/api/v1/incidents/ACME-7F3K"),
        programs=("gsettings",),
    ),
    "sent": Promise(
        sentence="Begleitet den Bericht",
        headers=(
            "content-type",
            "content-length",
            "homeoffice-check-enrolment",
            "idempotency-key",
            *USUAL_HEADERS,
        ),
    ),
}
ABOUT_THE_PC = re.compile(
    r"/proc/(?:net|cpuinfo|meminfo|loadavg|\d+/)|/sys/(?:class|devices|bus)/|/dev/(?:video|snd|input)|/etc/machine-id"
    r"|/var/lib/(?:NetworkManager|dbus)|/run/(?:NetworkManager|systemd/netif)"
)
"""Files that say something of the PC, its user or its network; `/proc/self` is the program itself."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        yield opened


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "recorder").mkdir()
    (tmp_path / "recorder" / "sitecustomize.py").write_text(RECORDER)
    return tmp_path / "notes.jsonl"


def profile_of(desk: Desk) -> tuple[str, str]:
    """Its address for the command line, and the firm's key."""
    key = new_key()
    toml = f'code = "{CODE}"\ncustomer = "ACME"\nenrolment = "v1:token"\n[firm]\nname = "Muster IT"\n'
    desk.profiles[CODE] = sign_profile(f'{toml}desk_url = "{desk.url}"\n'.encode(), key)
    return f"{desk.url}/d/{CODE}/", fingerprint(public_key(key))


def start_noted(desk: Desk, notes: Path, home: Path, *words: str) -> Terminal:
    source, key = profile_of(desk)
    return Terminal(
        "--profile", source, "--key", key, "--only", "computer", "--language", "de", *words,
        home=home, PYTHONPATH=str(notes.parent / "recorder"), NOTES=str(notes), NO_PROXY="*",
    )  # fmt: skip


def violations(notes: Path, promise: Promise, desk: Desk) -> list[str]:
    """What was done so far that the sentence does not name."""
    broken: list[str] = []
    port = desk.url.rpartition(":")[2]
    for line in notes.read_text().splitlines():
        event, text = json.loads(line)
        if event == "socket.connect" and not isinstance(text, str) and text[:2] != ["127.0.0.1", port]:
            broken.append(f"connects to {text}")
        elif event.startswith("socket.get") and text not in ("127.0.0.1", "localhost"):
            broken.append(f"asks for {text}")
        elif event == "socket.sendto":
            broken.append(f"sends to {text}")
        elif event == "subprocess.Popen" and Path(text).name not in promise.programs:
            broken.append(f"starts {text}")
        elif event in ("open", "os.listdir", "os.scandir") and not promise.may_read_pc and ABOUT_THE_PC.match(text):
            broken.append(f"reads {text}")
    broken += [f"asks the desk for {path}" for path in desk.gets if path not in promise.requests]
    return broken


def put_earlier_report(home: Path, desk: Desk) -> None:
    """As an earlier run left it: agreed to, and not sent."""
    firm = FirmContact(name="Muster IT", desk_url=desk.url)
    session = Session(Profile(code=CODE, customer="ACME", firm=firm, enrolment="v1:token"), Net())
    session.allow((DataGroup.PC,))
    Outbox(DataDirectory(home)).put(session.approve_sending(), "v1:token")


def test_before_an_answer_and_after_a_no_only_what_the_sentences_name(desk: Desk, notes: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    put_earlier_report(home, desk)
    with start_noted(desk, notes, home) as terminal:
        terminal.expect("Erlauben? [j/n]")
        assert PROMISES["start"].sentence in terminal.screen
        assert "Ein früherer Bericht wartet noch. Er wird gesendet, sobald Sie etwas erlauben." in terminal.screen
        assert violations(notes, PROMISES["start"], desk) == []
        assert '"socket.connect", ["127.0.0.1"' in notes.read_text(), "the recorder is at work"
        assert desk.posts == []
        terminal.type("n\n")
        terminal.expect(PROMISES["nothing allowed"].sentence)
        terminal.ended()
    assert violations(notes, PROMISES["nothing allowed"], desk) == []
    assert desk.posts == []


def test_what_an_earlier_run_left_goes_after_the_answer_and_nothing_new_without_one(
    desk: Desk, notes: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    put_earlier_report(home, desk)
    with start_noted(desk, notes, home) as terminal:
        terminal.expect("Erlauben? [j/n]")
        assert desk.posts == []
        terminal.type("j\n")
        terminal.expect("Enter geht weiter:", 90)
        terminal.type("w\n")
        terminal.expect(PROMISES["sent"].sentence)
        terminal.expect("Enter geht weiter:", 90)
        terminal.type("\n")
        terminal.expect("senden? [j/n]")
        terminal.type("n\n")
        terminal.expect("Nicht gesendet.")
        terminal.ended()
    assert len(desk.posts) == 1


def test_what_is_sent_is_what_was_shown_headers_included(desk: Desk, notes: Path, tmp_path: Path) -> None:
    with start_noted(desk, notes, tmp_path / "home") as terminal:
        terminal.expect("Erlauben? [j/n]")
        terminal.type("j\n")
        terminal.expect("Enter geht weiter:", 90)
        terminal.type("w\n")
        terminal.expect("Enter geht weiter:")
        screen = terminal.screen
        terminal.type("\n")
        terminal.expect("senden? [j/n]")
        terminal.type("j\n")
        terminal.expect("Kennzeichen zum Vorlesen", 60)
        terminal.ended()
    ((headers, body),) = desk.posts
    assert {name.lower() for name in headers} <= {*PROMISES["sent"].headers}
    assert "v1:token" in screen and headers["Idempotency-Key"] in screen
    assert json.loads(body)["consent"]["send"] is True
    assert datetime.datetime.fromisoformat(json.loads(body)["created"]).tzinfo is not None


def test_the_recorder_sees_what_no_sentence_names(desk: Desk, notes: Path) -> None:
    recorded = [["socket.connect", ["203.0.113.9", "443"]], ["socket.getaddrinfo", "spy.example"]]
    recorded += [["subprocess.Popen", "/usr/bin/nmcli"], ["open", "/proc/net/route"], ["os.listdir", "/sys/class/net"]]
    notes.write_text("".join(json.dumps(line) + "\n" for line in recorded))
    desk.gets.append("/api/v1/other")
    assert len(violations(notes, PROMISES["start"], desk)) == len(recorded) + 1
