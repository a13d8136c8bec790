"""Which experiments are done: those that tell the most, on what they can be asked about, and none that cannot help."""

from checker.checks.reasoning.experiments.declaration import Experiment
from checker.checks.reasoning.experiments.planner import MAX_AT_ONCE, next_experiments
from checker.checks.reasoning.hypothesis import Pattern
from checker.checks.reasoning.verdict import Verdict, weigh
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.systems import System


def silence(subject: str = "vpn", protocol: Protocol = Protocol.TCP, reached: Place | None = None) -> Witness:
    return Witness(
        outcome=TrafficOutcome.LOST,
        traffic=Traffic(protocol=protocol, end=Place.GATEWAY, subject=subject, host="vpn.example", port=443),
        reached=reached,
        source=subject,
        evidence=(subject,),
    )


def experiment(
    name: str = "hops",
    separates: tuple[str, ...] = ("router-fails", "provider-fails", "gateway-does-not-answer"),
    packets: int = 10,
    systems: tuple[System, ...] = ("linux", "windows", "macos"),
) -> Experiment:
    return Experiment(
        name=name,
        check="vpn",
        probe="nowhere",
        asks_about=Pattern(outcomes=(TrafficOutcome.LOST,), protocols=(Protocol.TCP,), ends=(Place.GATEWAY,)),
        separates=separates,
        facts=("gateway.again",),
        seconds=2.0,
        packets=packets,
        shows=dict.fromkeys(systems, "all"),
    )


def planned(verdicts: list[Verdict], *experiments: Experiment, done: tuple[tuple[str, str], ...] = ()) -> list[str]:
    chosen = next_experiments(verdicts, done, ("vpn",), "linux", experiments)
    return [f"{entry.experiment.name}@{entry.subject}" for entry in chosen]


def undecided(*symptoms: Witness) -> list[Verdict]:
    return [weigh([symptom], symptoms) for symptom in symptoms]


def test_what_is_undecided_is_asked_about_its_own_subject() -> None:
    assert planned(undecided(silence("a"), silence("b")), experiment()) == ["hops@a", "hops@b"]


def test_what_an_experiment_cannot_be_asked_about_is_left_alone() -> None:
    assert planned(undecided(silence(protocol=Protocol.UDP)), experiment()) == []


def test_done_is_done() -> None:
    assert planned(undecided(silence()), experiment(), done=(("hops", "vpn"),)) == []


def test_where_the_system_shows_nothing_nothing_is_sent() -> None:
    assert planned(undecided(silence()), experiment(systems=("windows",))) == []


def test_without_consent_nothing_is_sent() -> None:
    assert next_experiments(undecided(silence()), (), ("network",), "linux", (experiment(),)) == []


def test_what_tells_more_comes_first_and_among_equals_what_costs_less() -> None:
    narrow, dear = experiment("narrow", ("beyond-fails",)), experiment("dear", packets=99)
    assert planned(undecided(silence()), narrow, dear, experiment("cheap"))[:2] == ["cheap@vpn", "dear@vpn"]


def test_what_is_decided_is_not_asked_again() -> None:
    refusal = Witness(
        outcome=TrafficOutcome.REFUSED,
        traffic=silence().traffic,
        reached=Place.PC,
        source="probe",
        evidence=("probe",),
    )
    about_refusals = Experiment(
        name="again",
        check="vpn",
        probe="nowhere",
        asks_about=Pattern(outcomes=(TrafficOutcome.REFUSED,)),
        separates=("pc-fails", "router-fails"),
        facts=("gateway.again",),
        seconds=1.0,
        packets=1,
        shows={"linux": "all"},
    )
    assert planned([weigh([refusal], [refusal])], about_refusals) == []


def test_so_many_at_once_and_no_more() -> None:
    symptoms = [silence(f"gateway{number}") for number in range(2 * MAX_AT_ONCE)]
    assert len(planned(undecided(*symptoms), experiment())) == MAX_AT_ONCE
