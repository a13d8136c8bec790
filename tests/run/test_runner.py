"""The runner: side by side what may, alone what must, and nothing that hangs or breaks takes the others along."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker.checks.context import ProbeContext
from checker.checks.declaration import Check, Need, Resource
from checker.model.failure import FailureKind
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Fact, Observation
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.model.text import Text
from checker.net.net import Net
from checker.run.events import AllChecksEnded, CheckEnded, CheckObserved, CheckStarted, RunEvent
from checker.run.plan import PlannedCheck, RunPlan
from checker.run.runner import Runner

TEXT = Text(de="Probe", en="Trial")
Script = Callable[[ProbeContext], Iterator[Observation]]


class Scripted(Check, frozen=True, kw_only=True):
    """A check whose probe is a function of the test."""

    script: Any = None

    def probe(self, part: str = "probe") -> Any:
        return lambda need, run: self.script(run)


def scripted(name: str, script: Script, **more: Any) -> PlannedCheck:
    facts = (Fact(name="step", group=DataGroup.PC, meaning=TEXT),)
    check = Scripted(
        name=name, title=TEXT, about=TEXT, groups=(DataGroup.PC,), facts=facts, need=Need, script=script, **more
    )
    return PlannedCheck(check=check, need=Need())


def run(
    *planned: PlannedCheck, during: Callable[[Runner, RunEvent], None] | None = None
) -> tuple[list[RunEvent], dict[str, Measurement]]:
    events: list[RunEvent] = []

    def receive(event: RunEvent) -> None:
        events.append(event)
        if during:
            during(runner, event)

    runner = Runner(RunPlan(profile=BUILT_IN, planned=planned), Net(), receive)
    runner.start()
    measured = runner.wait(20)
    assert measured is not None, "the run did not end"
    return events, {measurement.check: measurement for measurement in measured}


def two_steps(context: ProbeContext) -> Iterator[Observation]:
    yield context.observation("step", 1)
    context.pause(0.3)
    yield context.observation("step", 2, subject="later")


def test_a_whole_run() -> None:
    events, measured = run(scripted("one", two_steps), scripted("two", two_steps))
    assert [measurement.outcome for measurement in measured.values()] == [Outcome.DONE] * 2
    assert [observation.value for observation in measured["one"].observations] == [1, 2]
    assert isinstance(events[-1], AllChecksEnded)
    assert sum(isinstance(event, AllChecksEnded) for event in events) == 1
    assert sum(isinstance(event, CheckObserved) for event in events) == 4


def _spans(measured: dict[str, Measurement], *names: str) -> list[tuple[float, float]]:
    return [(measured[name].started_s, measured[name].started_s + measured[name].seconds) for name in names]


def test_what_needs_the_network_alone_has_it_alone_and_devices_run_beside() -> None:
    network = {"uses": (Resource.NETWORK,)}
    _, measured = run(
        scripted("line", two_steps, exclusive=True, **network),
        scripted("vpn", two_steps, **network),
        scripted("network", two_steps, **network),
        scripted("camera", two_steps, uses=(Resource.CAMERA,)),
    )
    (line, vpn, net, camera) = _spans(measured, "line", "vpn", "network", "camera")
    assert line[1] <= vpn[0] + 0.01 and line[1] <= net[0] + 0.01
    assert vpn[0] < net[1] and net[0] < vpn[1], "two that share the network run side by side"
    assert camera[0] < line[1], "a device runs beside the line"


def test_a_lingering_check_ends_after_the_others() -> None:
    def watch(context: ProbeContext) -> Iterator[Observation]:
        assert context.other_checks_done.wait(10)
        yield context.observation("step", 9)

    _, measured = run(scripted("computer", watch, lingers=True), scripted("two", two_steps))
    (computer, two) = _spans(measured, "computer", "two")
    assert computer[1] >= two[1] - 0.05


def test_a_defect_ends_in_a_measurement_and_names_no_text() -> None:
    def broken(context: ProbeContext) -> Iterator[Observation]:
        yield context.observation("step", 1)
        raise RuntimeError("the user's name")

    _, measured = run(scripted("bad", broken), scripted("good", two_steps))
    assert measured["bad"].outcome is Outcome.DEFECT
    assert measured["bad"].failure is not None
    assert measured["bad"].failure.kind is FailureKind.DEFECT
    assert "name" not in measured["bad"].failure.detail
    assert len(measured["bad"].observations) == 1
    assert measured["good"].outcome is Outcome.DONE


def test_an_undeclared_observation_is_a_defect() -> None:
    def careless(context: ProbeContext) -> Iterator[Observation]:
        yield context.observation("undeclared", 1)

    _, measured = run(scripted("careless", careless))
    assert measured["careless"].outcome is Outcome.DEFECT


def test_a_probe_past_its_deadline_is_cut_off_and_its_late_facts_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.run.runner.GRACE_S", 0.2)
    release = threading.Event()

    def deaf(context: ProbeContext) -> Iterator[Observation]:
        yield context.observation("step", 1)
        release.wait(10)
        yield context.observation("step", 2, subject="late")

    events, measured = run(scripted("deaf", deaf, deadline_s=0.3), scripted("good", two_steps))
    release.set()
    time.sleep(0.1)
    assert measured["deaf"].outcome is Outcome.TIMED_OUT
    assert [observation.value for observation in measured["deaf"].observations] == [1]
    assert sum(isinstance(event, CheckEnded) and event.measurement.check == "deaf" for event in events) == 1


def test_cancel_keeps_what_was_seen_and_starts_nothing_more() -> None:
    def slow(context: ProbeContext) -> Iterator[Observation]:
        yield context.observation("step", 1)
        context.pause(10)
        yield context.observation("step", 2, subject="never")

    def cancel(runner: Runner, event: RunEvent) -> None:
        if isinstance(event, CheckObserved):
            threading.Thread(target=runner.cancel).start()

    network = {"uses": (Resource.NETWORK,), "exclusive": True}
    events, measured = run(scripted("slow", slow, **network), scripted("next", two_steps, **network), during=cancel)
    assert {measurement.outcome for measurement in measured.values()} == {Outcome.CANCELLED}
    assert len(measured["slow"].observations) == 1
    assert [event.check for event in events if isinstance(event, CheckStarted)] == ["slow"]


@pytest.mark.parametrize("broken_at", [CheckStarted, CheckObserved, CheckEnded, AllChecksEnded])
def test_a_listener_that_breaks_takes_nothing_with_it(broken_at: type[RunEvent]) -> None:
    def break_down(runner: Runner, event: RunEvent) -> None:
        if isinstance(event, broken_at):
            raise RuntimeError("the window is gone")

    _, measured = run(scripted("one", two_steps), scripted("two", two_steps), during=break_down)
    assert [measurement.outcome for measurement in measured.values()] == [Outcome.DONE] * 2
    assert [len(measurement.observations) for measurement in measured.values()] == [2, 2]
