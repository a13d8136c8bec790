"""Every experiment. Data; a probe is only imported when it is run."""

from checker.checks.reasoning.experiments.declaration import Experiment
from checker.checks.reasoning.hypothesis import Pattern
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_FAILED = (TrafficOutcome.LOST, TrafficOutcome.REFUSED)

SECOND_LOOK = Experiment(
    name="second-look",
    check="vpn",
    probe="checker.checks.vpn.experiments.second_look",
    asks_about=Pattern(outcomes=_FAILED, protocols=(Protocol.UDP, Protocol.TCP), ends=(Place.GATEWAY,)),
    separates=(Place.PC, Place.ROUTER, Place.PROVIDER, Place.BEYOND, Place.GATEWAY),
    seconds=4.5,
    packets=3,
)

EXPERIMENTS: tuple[Experiment, ...] = (SECOND_LOOK,)
