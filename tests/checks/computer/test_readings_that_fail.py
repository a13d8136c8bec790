"""One reading that fails costs its own value: each function of psutil, with each kind of error that it lets through."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from checker.checks.camera.capture import users
from checker.checks.computer import CHECK
from checker.checks.computer.need import ComputerNeed
from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.environment.cpu import CpuMonitor
from checker.checks.network import CHECK as NETWORK
from checker.checks.network.local.adapters import observe_local_network, read_local_network
from checker.checks.network.need import NetworkNeed
from checker.model.failure import FailureKind, OperationFailed
from checker.model.observation import Observations
from checker.model.profile import BUILT_IN
from checker.net.icmp.error_origin import is_on_link
from checker.net.net import Net
from checker.net.routes.counters import read_counters
from checker.net.routes.interface_list import list_interfaces

ROOT = Path(__file__).resolve().parents[3]
ERRORS = [
    PermissionError("not readable here"),
    FileNotFoundError("/proc/stat"),
    OSError("no number"),
    ValueError("garbled"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "garbled"),
    RuntimeError("host_statistics failed"),
    NotImplementedError("not on this system"),
    AttributeError("not in this release"),
    KeyError("cpu"),
    IndexError("list index out of range"),
    TypeError("NoneType"),
    ZeroDivisionError("no cores"),
    psutil.AccessDenied(),
    psutil.NoSuchProcess(1),
    psutil.Error("whatever"),
]
COSTS = {
    "cpu_count": {"cpu.cores", "load.cpu", "load.cpu-peak"},
    "virtual_memory": {"memory.total", "memory.available", "load.memory"},
    "disk_usage": {"disk.free"},
    "boot_time": {"uptime"},
    "sensors_battery": {"battery.percent", "power.plugged"},
    "cpu_percent": {"load.cpu", "load.cpu-peak"},
    "Process": {"load.cpu", "load.cpu-peak"},
}


def raiser(error: Exception) -> Callable[..., object]:
    def fail(*_arguments: object, **_names: object) -> object:
        raise error

    return fail


def observed() -> Observations:
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux")
    context.other_checks_done.set()
    return Observations(CHECK.probe()(ComputerNeed(), context))


def failed_names(observations: Observations) -> set[str]:
    return {observation.name for observation in observations if observation.failure}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.checks.computer.probe.LOAD_LEAST_S", 0.6)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_all_of_them_at_once(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    before = {observation.name for observation in observed()}
    for function in COSTS:
        monkeypatch.setattr(psutil, function, raiser(error))
    observations = observed()
    assert {observation.name for observation in observations} == before
    assert set().union(*COSTS.values()) <= failed_names(observations)
    assert FailureKind.DEFECT not in {observation.failure.kind for observation in observations if observation.failure}
    assert "os.name" not in failed_names(observations)


@pytest.mark.parametrize("function", COSTS)
def test_each_by_itself(monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    usual = failed_names(observed())
    monkeypatch.setattr(psutil, function, raiser(PermissionError("not readable here")))
    observations = observed()
    assert failed_names(observations) == usual | COSTS[function]
    assert list(CHECK.diagnose(observations, ComputerNeed()))


def test_a_function_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(psutil, "boot_time")
    assert "uptime" in failed_names(observed())


def test_a_load_that_fails_at_times(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([50.0, PermissionError(), 30.0] * 20)

    def cpu_percent() -> float:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(psutil, "cpu_percent", cpu_percent)
    assert not {"load.cpu", "load.cpu-peak"} & failed_names(observed())


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", raiser(RuntimeError("Could not determine home directory.")))
    assert failed_names(observed()) >= {"disk.free"}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_adapters(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    whole = {adapter.name: adapter for adapter in list_interfaces("linux")}
    with monkeypatch.context() as patch:
        patch.setattr(psutil, "net_if_stats", raiser(error))
        without_state = {adapter.name: adapter for adapter in list_interfaces("linux")}
        assert {name: adapter.addresses for name, adapter in without_state.items()}.items() <= {
            name: adapter.addresses for name, adapter in whole.items()
        }.items()
    with monkeypatch.context() as patch:
        patch.setattr(psutil, "net_if_addrs", raiser(error))
        without_addresses = {adapter.name: adapter for adapter in list_interfaces("linux")}
        assert {name: adapter.up for name, adapter in without_addresses.items()} == {
            name: adapter.up for name, adapter in whole.items()
        }
        assert not any(adapter.has_known_addresses for adapter in without_addresses.values())
        context = ProbeContext(NETWORK, BUILT_IN, Net(), "linux")
        pc = read_local_network("linux")
        observations = Observations(observe_local_network(pc, NetworkNeed(), context))
        if pc.link is not None:
            assert failed_names(observations) >= {"address.v4", "address.v6"}
        assert is_on_link("127.0.0.1")
        patch.setattr(psutil, "net_if_stats", raiser(error))
        with pytest.raises(OperationFailed):
            list_interfaces("linux")


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_the_others(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    for function in ("net_io_counters", "cpu_percent", "process_iter"):
        monkeypatch.setattr(psutil, function, raiser(error))
    with pytest.raises(OperationFailed):
        read_counters("lo")
    monitor = CpuMonitor()
    with monitor.measure():
        pass
    assert monitor.peak_percent is None
    monkeypatch.setattr(users.consent_store, "using_programs", lambda _device: ["a#b.exe"])
    camera = users.Camera(name="a", backends=())
    assert users.programs_using("windows", camera) == []


def test_a_defect_costs_its_own_value() -> None:
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux")
    with context.record("uptime") as recorder:
        recorder.value = list[int]()[0]
    failure = recorder.observation().failure
    assert failure is not None
    assert (failure.kind, failure.detail.partition(" ")[0]) == (FailureKind.DEFECT, "IndexError")
    with pytest.raises(Cancelled), context.record("uptime"):
        raise Cancelled


READERS = {"read_psutil", "_read_or_failure"}


def psutil_uses(tree: ast.AST, inside: bool = False) -> Iterator[tuple[str, int, bool]]:
    """Functions of psutil that are called: name, line, and whether a call of a reader holds them."""
    for node in ast.iter_child_nodes(tree):
        function = node.func if isinstance(node, ast.Call) else None
        holds = inside or (isinstance(function, ast.Name) and function.id in READERS)
        if isinstance(function, ast.Attribute) and ast.unparse(function.value) == "psutil":
            yield function.attr, node.lineno, holds
        yield from psutil_uses(node, holds)


@pytest.mark.parametrize(
    "source", [path for path in (ROOT / "checker").rglob("*.py") if "import psutil" in path.read_text("utf-8")], ids=str
)
def test_every_call_is_read_by_itself(source: Path) -> None:
    uses = list(psutil_uses(ast.parse(source.read_text("utf-8"))))
    bare = [f"{name}, line {line}" for name, line, is_inside in uses if not is_inside]
    if source.name == "probe.py":  # a table of readings, read in a loop
        bare = [name for name in bare if name.partition(",")[0] not in COSTS]
    assert bare == []
