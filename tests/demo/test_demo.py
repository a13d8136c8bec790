"""The demo whole, as the README promises it: everything started, the report arrived, nothing left behind."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.lab.processes import command_line, existing_processes

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = f"hc-demo-{os.getpid()}"
pytestmark = [
    pytest.mark.netns,
    pytest.mark.timeout(180),
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root for a namespace of its own"),
]


@pytest.fixture
def in_namespace(tmp_path: Path) -> Iterator[list[str]]:
    """A network that holds nothing but loopback; the demo's folder is made below tmp_path."""
    subprocess.run(["ip", "netns", "add", NAMESPACE], check=True)
    subprocess.run(["ip", "-n", NAMESPACE, "link", "set", "lo", "up"], check=True)
    yield ["ip", "netns", "exec", NAMESPACE, "env", f"TMPDIR={tmp_path}", sys.executable, "-m", "checker", "demo"]
    subprocess.run(["ip", "netns", "del", NAMESPACE], check=True)


def demos() -> list[psutil.Process]:
    """Processes that run in the namespace."""
    completed = subprocess.run(["ip", "netns", "pids", NAMESPACE], capture_output=True, text=True, check=True)
    return existing_processes([int(number) for number in completed.stdout.split()])


def test_yes_and_text_end_by_themselves_and_keep_says_where(in_namespace: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [*in_namespace, "--text", "--yes", "--keep"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert re.search(r"Kennzeichen · reference: [A-Z0-9]{3}-[A-Z0-9]{3}", done.stdout), done.stdout
    assert not demos(), "nothing runs on"
    assert "/sign-in/" not in done.stdout, "an address where nobody answers"
    (folder,) = tmp_path.glob("homeoffice-check-demo-*")
    assert str(folder) in done.stdout
    assert list(folder.glob("desk/*.sqlite3"))


@pytest.mark.skipif(sys.platform == "win32", reason="by a terminal and its signals")
@pytest.mark.parametrize("ending", ["SIGINT", "SIGHUP"], ids=["Ctrl-C", "terminal closed"])
def test_the_technicians_link_shows_the_report_and_its_end_ends_it_all(
    in_namespace: list[str], tmp_path: Path, ending: str
) -> None:
    """Without --yes the desk stays open until it is told to end. A terminal answers the questions with yes."""
    script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    command = [*in_namespace[:-3], "-c", script, sys.executable, "-m", "checker", "demo", "--text", "--language", "en"]
    demo = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True
    )
    assert demo.stdin is not None
    assert demo.stdout is not None
    try:
        output = _talked(demo)
        reference = re.search(r"reference: (\S{3}-\S{3})", output)
        link = re.search(r"technician's view: (\S+)", output)
        assert reference and link, output
        page = _followed(link[1])
        assert reference[1] in page
        assert "Muster GmbH (Beispiel)" in page
    finally:
        for process in demos():
            if process.is_running() and command_line(process)[1:4] == ["-m", "checker", "demo"]:
                process.send_signal(signal.Signals[ending])
    until = time.monotonic() + 25
    while demos() and time.monotonic() < until:
        time.sleep(0.1)
    left = demos()
    for process in left:
        process.kill()
    demo.wait(10)
    demo.stdin.close()
    demo.stdout.close()
    assert not left
    assert not list(tmp_path.glob("homeoffice-check-demo-*"))


def _talked(demo: subprocess.Popen[bytes]) -> str:
    """What it shows until the desk is all that runs; yes is answered, and Enter where something could be chosen."""
    assert demo.stdin is not None
    assert demo.stdout is not None
    output, answered, until = "", 0, time.monotonic() + 90
    while "desk keeps running" not in output:
        assert time.monotonic() < until, output
        if select.select([demo.stdout], [], [], 0.5)[0]:
            output += os.read(demo.stdout.fileno(), 65536).decode(errors="replace")
        if question := re.search(r"(\[y/n\]|go on:|goes on:|without\):) *$", output[answered:]):
            answered = len(output)
            demo.stdin.write(b"y\n" if question[1] == "[y/n]" else b"\n")
    return output


def _followed(link: str) -> str:
    """The page behind the sign-in link: its form is pressed as a browser would, inside the namespace."""
    code = """
import http.cookiejar, re, sys, urllib.parse, urllib.request
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
answer = opener.open(sys.argv[1])
page = answer.read().decode()
token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
if token and "/sign-in/" in answer.url:
    form = re.search(r'<form[^>]*action="([^"]*)"', page)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    body = urllib.parse.urlencode(fields).encode()
    target = urllib.parse.urljoin(answer.url, form[1] if form else "")
    request = urllib.request.Request(target, body, {"Referer": answer.url})
    page = opener.open(request).read().decode()
print(page)
"""
    done = subprocess.run(
        ["ip", "netns", "exec", NAMESPACE, sys.executable, "-c", code, link],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
