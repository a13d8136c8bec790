"""`python3 -m checker measure`: its JSON, its exit codes, both languages, an end by Ctrl-C and by the server."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import msgspec
import pytest

from checker.client.measure_command import main
from checker.model.measurement import Measurement, Outcome
from tests.client.program import ROOT
from tests.net.servers import listening


@pytest.fixture
def desk() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "checker.desk.measure", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().split()[-1]
        finally:
            process.kill()


no_sigint = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows sends Ctrl-C to a console's programs, not to one of them"
)


def measuring(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "checker", "measure", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "default"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    with process:
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in out + err
    assert "Warning" not in err
    return process.returncode, out, err


def in_json(out: str) -> Measurement:
    """One line, and nothing beside it."""
    assert out.count("\n") == 1
    return msgspec.json.decode(out.encode(), type=Measurement)


def test_json_is_a_measurement(desk: tuple[subprocess.Popen[str], str]) -> None:
    code, out, err = ended(measuring(desk[1], "--json"))
    assert (code, err) == (0, "")
    measured = in_json(out)
    assert (measured.check, measured.outcome) == ("line", Outcome.DONE)
    for name in ("down.rate", "up.rate", "idle.latency", "down.latency", "up.latency"):
        assert measured.observations_by_key.has(name)
    assert measured.observations_by_key["udp"].value == "STAMP"
    assert "127.0.0.1" not in [
        observation.value for observation in measured.observations if observation.name != "server"
    ]


@pytest.mark.parametrize(
    ("language", "label", "progress", "unknown"),
    [
        ("de", "Tempo beim Herunterladen", "… Hochladen wird gemessen", "Speed of"),
        ("en", "Speed of downloading", "… Measuring the upload", "Tempo beim"),
    ],
)
def test_text(desk: tuple[subprocess.Popen[str], str], language: str, label: str, progress: str, unknown: str) -> None:
    code, out, err = ended(measuring(desk[1], "--language", language))
    assert code == 0
    assert any(line.startswith(f"{label}: ") and "Mbit/s" in line for line in out.splitlines())
    assert progress in err
    assert unknown not in out
    assert {"de": "Gefragt werden nur 127.0.0.1 und Ihr Router.", "en": "Only 127.0.0.1 and your router"}[
        language
    ] in err


def test_nobody_there_ends_with_2() -> None:
    code, out, _ = ended(measuring("http://127.0.0.1:9/", "--json"))
    assert code == 2
    measured = in_json(out)
    assert measured.outcome is Outcome.DONE
    assert measured.observations_by_key["server.answer"].failure is not None


def test_what_is_no_address_is_named_as_it_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["http://[x/", "--stun", "stun.example:3478", "--language", "de"]) == 2
    assert "Gefragt werden nur http://[x/, stun.example und Ihr Router." in capsys.readouterr().err


@pytest.mark.parametrize("words", ["ftp://127.0.0.1/", "nonsense", "http://[x/"])
def test_what_is_no_address_ends_with_2(words: str) -> None:
    code, out, _ = ended(measuring(words, "--json"))
    assert code == 2
    assert in_json(out).observations_by_key["server"].failure is not None


@no_sigint
def test_ctrl_c_keeps_what_was_seen(desk: tuple[subprocess.Popen[str], str]) -> None:
    process = measuring(desk[1], "--full", "--language", "de")
    assert process.stdout
    while not process.stdout.readline().startswith("Erste Antwort"):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    code, _, _ = ended(process)
    assert code == 2


@no_sigint
def test_ctrl_c_still_ends_in_json() -> None:
    requested, over = threading.Event(), threading.Event()

    def silent(sock: socket.socket) -> None:
        requested.set()
        over.wait(30)

    with listening(silent) as port:
        process = measuring(f"http://127.0.0.1:{port}/", "--json")
        assert requested.wait(30)
        process.send_signal(signal.SIGINT)
        code, out, _ = ended(process)
        over.set()
    assert code == 2
    assert in_json(out).outcome is Outcome.CANCELLED


def test_the_server_goes_away(desk: tuple[subprocess.Popen[str], str]) -> None:
    server, url = desk
    process = measuring(url, "--full", "--language", "en")
    assert process.stdout
    while not process.stdout.readline().startswith("First answer"):
        assert process.poll() is None
    server.kill()
    code, out, _ = ended(process)
    assert code == 2
    assert "Duration of the measurement:" in out, "the rest is there"
