"""speedtest-cli in a worker, as an employee would start it, against a served copy of the public site."""

import contextlib
import io
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import msgspec
import pytest

from checker.checks.context import LiveSample, Progress
from checker.checks.line import CHECK
from checker.checks.line.measurement.speedtest_cli import SpeedtestCli
from checker.checks.line.need import LineNeed
from checker.checks.line.public import observe
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Outcome
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.run.plan import PlannedCheck
from checker.run.worker_process import WorkerProcess, make_job
from tests.checks.line.measuring import finding_codes, probe_context
from tests.net.certificates import Authority
from tests.net.servers import http, listening, tunnel

CONFIG = b"""<settings><client ip="192.0.2.9" lat="50" lon="8" isp="x"/>
<server-config threadcount="1" ignoreids=""/>
<download testlength="1" threadsperurl="1"/>
<upload testlength="1" ratio="5" maxchunkcount="4" threads="1"/></settings>"""
SITE = ("www.speedtest.net",)


PICTURE = b"\xff\xd8" + b"j" * 300_000
PAGE = b"<!DOCTYPE html><html><title>WLAN</title>" + 60 * b"Bitte melden Sie sich an. "
Reply = tuple[int, dict[str, str], bytes]
LOADS: dict[str, Reply] = {"GET": (200, {}, PICTURE), "POST": (200, {}, b"size=500000")}


class _Server(BaseHTTPRequestHandler):
    """What one of its measuring servers answers."""

    loads: ClassVar[dict[str, Reply]] = LOADS

    def do_GET(self) -> None:
        self._respond(*((200, {}, b"test=test\n") if "latency.txt" in self.path else self.loads["GET"]))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._respond(*self.loads["POST"])

    def _respond(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def site(
    authority: Authority, status: int = 200, server: bool = True, loads: dict[str, Reply] | None = None
) -> Iterator[str]:
    """Yields a proxy behind which the public site is. `loads`: what its server answers, by method."""
    handler = type("Server", (_Server,), {"loads": {**LOADS, **(loads or {})}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as near:
        threading.Thread(target=near.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        url = f"http://127.0.0.1:{near.server_address[1] if server else 9}/speedtest/upload.php"
        listed = f'<server url="{url}" lat="50" lon="8" name="Town" country="DE" sponsor="Op" id="1"/>'
        servers = f"<s><servers>{listed}</servers></s>".encode()
        pages = _Pages(status, {"/speedtest-config.php": CONFIG, "/speedtest-servers-static.php": servers})
        with http(pages, leaf=authority.leaf(names=SITE)) as secure:
            port = int(secure.rpartition(":")[2])
            with listening(lambda sock: tunnel(sock, port)) as proxy:
                yield f"http://127.0.0.1:{proxy}"
        near.shutdown()


class _Pages(dict[str, tuple[int, dict[str, str], bytes]]):
    """By the path alone: every address ends in a number that changes."""

    def __init__(self, status: int, bodies: dict[str, bytes]) -> None:
        super().__init__({path: (status, {}, body) for path, body in bodies.items()})

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        return super().get(path.partition("?")[0], default)  # type: ignore[arg-type]


def measure_public(authority: Authority, need: LineNeed | None = None) -> tuple[Observations, Outcome, Failure | None]:
    """As the window starts the part: in a worker."""
    observations: list[Observation] = []

    def events(event: Observation | Progress | LiveSample) -> None:
        if isinstance(event, Observation):
            observations.append(event)

    ca = str(authority.path)
    job = make_job(PlannedCheck(check=CHECK, need=need or LineNeed()), BUILT_IN, "public", deadline_s=40.0, extra_ca=ca)
    outcome, failure = WorkerProcess(job, events).run()
    return Observations(observations), outcome, failure


@pytest.fixture
def proxy_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_it_measures(authority: Authority, proxy_environment: pytest.MonkeyPatch) -> None:
    with site(authority) as proxy:
        proxy_environment.setenv("https_proxy", proxy)
        observations, outcome, failure = measure_public(authority)
    assert (outcome, failure) == (Outcome.DONE, None)
    assert [observation.name for observation in observations if observation.failure] == []
    assert observations["method"].value == "speedtest-cli 2.1.3"
    assert observations["server"].value == "Op"
    for name in ("down.rate", "up.rate"):
        assert (observations.number(name) or 0) > 1
        assert (observations[name].uncertainty or 0) >= 0.07 * (observations.number(name) or 0)
    assert observations["up.counted"].value == "here"
    assert "Town" not in str([observation.value for observation in observations]), (
        "the town is about where the employee lives"
    )


HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("method", "reply", "detail"),
    [
        ("GET", (200, HTML, PAGE), "page"),
        ("GET", (200, {}, PAGE * 200), "page"),
        ("GET", (200, {}, PICTURE[:20_000]), "page"),
        ("GET", (200, {"Content-Encoding": "gzip"}, PICTURE), "compressed"),
        ("GET", (200, {"Age": "7"}, PICTURE), "cache"),
        ("GET", (503, HTML, PAGE), "503"),
        ("POST", (200, HTML, PAGE), "page"),
        ("POST", (200, {}, PAGE), "page"),
        ("POST", (403, HTML, PAGE), "403"),
    ],
)
def test_a_page_in_place_of_a_load(
    authority: Authority, proxy_environment: pytest.MonkeyPatch, method: str, reply: Reply, detail: str
) -> None:
    with site(authority, loads={method: reply}) as proxy:
        proxy_environment.setenv("https_proxy", proxy)
        observations, _, _ = measure_public(authority)
    wrong, right = ("down.rate", "up.rate") if method == "GET" else ("up.rate", "down.rate")
    failure = observations[wrong].failure
    assert failure is not None
    assert (failure.operation, failure.detail) == (Operation.REQUEST, detail)
    assert observations.has(right)
    assert "line.public-failed" in finding_codes(observations)
    assert not {"line.down-slow", "line.up-slow", "line.fine"} & set(finding_codes(observations))


@pytest.mark.parametrize(
    "status, kind", [(403, FailureKind.DENIED), (429, FailureKind.BUSY), (500, FailureKind.BAD_ANSWER)]
)
def test_it_is_refused(
    authority: Authority, proxy_environment: pytest.MonkeyPatch, status: int, kind: FailureKind
) -> None:
    with site(authority, status) as proxy:
        proxy_environment.setenv("https_proxy", proxy)
        observations, outcome, _ = measure_public(authority)
    assert outcome is Outcome.DONE
    assert observations["server.answer"].failure == Failure(operation=Operation.REQUEST, kind=kind, detail=str(status))
    assert finding_codes(observations) == ["line.public-failed"]


def test_its_server_is_gone(authority: Authority, proxy_environment: pytest.MonkeyPatch) -> None:
    with site(authority, server=False) as proxy:
        proxy_environment.setenv("https_proxy", proxy)
        observations, outcome, _ = measure_public(authority)
    assert outcome is Outcome.DONE
    assert not observations.has("idle.latency")
    assert not observations.has("down.rate")
    assert finding_codes(observations) == ["line.broken-off"]


def test_no_way_out(authority: Authority, proxy_environment: pytest.MonkeyPatch) -> None:
    proxy_environment.setenv("https_proxy", "http://127.0.0.1:9")
    observations, outcome, _ = measure_public(authority)
    assert outcome is Outcome.DONE
    assert finding_codes(observations) == ["line.public-failed"]


class _Page(io.BytesIO):
    code, msg = 200, "OK"
    headers: dict[str, str] = {}

    def getheader(self, *_: object) -> None:
        return None


def measure_here(test: SpeedtestCli) -> Observations:
    return Observations(test.measure(probe_context()))


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Login</title><meta charset=utf-8></head></html>",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>WLAN</p></body></html>',
        b'<?xml version="1.0"?><settings/>',
        b'<settings><client ip="192.0.2.9" lat="" lon="x"/><server-config threadcount="?"/></settings>',
        CONFIG,
        b"\xff\xfe<\0",
        b"\x1f\x8b\x08broken",
        b"",
    ],
)
def test_a_page_instead_of_its_settings(page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign-in page: speedtest-cli 2.1.3 has slips of its own at some of them, which are no defects of the program."""
    test = SpeedtestCli()
    monkeypatch.setattr("speedtest.catch_request", lambda *_args, **_names: (_Page(page), False))
    observations = measure_here(test)
    failure = observations["server.answer"].failure
    assert failure is not None
    assert failure.kind is FailureKind.BAD_ANSWER
    assert finding_codes(observations) == ["line.public-failed"]


@pytest.mark.parametrize(
    "error", [NameError("x"), KeyError("x"), TypeError(), ZeroDivisionError(), AssertionError(), SystemExit(2)]
)
@pytest.mark.parametrize("step", ["get_best_server", "download", "upload"])
def test_its_slips_are_its_failure(error: BaseException, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_: object, **__: object) -> None:
        raise error

    class Stand:
        def __init__(self, **_: object) -> None:
            self.results = type("Results", (), {"bytes_received": 1, "bytes_sent": 1})
            self._opener = urllib.request.build_opener()

        def get_best_server(self) -> dict[str, object]:
            return {"sponsor": "Op", "latency": 12.5}

        def download(self) -> float:
            return 1e6

        def upload(self, pre_allocate: bool) -> float:
            return 1e6

    monkeypatch.setattr(Stand, step, slip)
    test = SpeedtestCli()
    monkeypatch.setattr("speedtest.Speedtest", Stand)
    observations = measure_here(test)
    failure = observations["server.answer"].failure
    assert failure is not None
    assert failure.detail == type(error).__name__
    assert observations.has("down.rate") is (step == "upload")


@pytest.mark.parametrize(
    ("bits", "latency"), [(float("nan"), 1.0), (float("inf"), 1.0), ("x", 1.0), (1.0, float("nan"))]
)
def test_figures_that_are_none(bits: float, latency: float, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stand:
        def __init__(self, **_: object) -> None:
            self.results = type("Results", (), {"bytes_received": 1, "bytes_sent": 1})
            self._opener = urllib.request.build_opener()
            self.get_best_server = lambda: {"latency": latency}
            self.download = self.upload = lambda **_: bits

    test = SpeedtestCli()
    monkeypatch.setattr("speedtest.Speedtest", Stand)
    failed = {observation.name for observation in measure_here(test) if observation.failure}
    assert failed & {"server.answer", "idle.latency"}


def test_a_module_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise SyntaxError

    monkeypatch.setattr(SpeedtestCli, "__init__", broken)
    observations = Observations(observe(LineNeed(), probe_context()))
    assert observations["server.answer"].failure is not None


def test_a_profile_that_forbids_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpeedtestCli, "__init__", lambda _: pytest.fail("it was begun"))
    (observations,) = observe(LineNeed(public="never"), probe_context())
    assert observations.failure == Failure(operation=Operation.RUN, kind=FailureKind.NO_CONSENT)


def test_the_part_is_known() -> None:
    assert "public" in CHECK.parts
    assert msgspec.convert({"public": "ask"}, LineNeed).public == "ask"
