"""What a check declares: name, titles, facts, needs and what it uses. The desk reads this too; it holds no probe."""

import importlib
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Any, Protocol, cast

from checker.checks.employee import DeviceSelection, FilledKey, Prompt, Trial, VolumeQuestion
from checker.checks.work_tasks import TaskEffect
from checker.model.employee.task import Task
from checker.model.finding import Finding
from checker.model.observation import Fact, Observation, Observations
from checker.model.privacy import DataGroup
from checker.model.record import Record
from checker.model.text import Text


class Need(Record, frozen=True, kw_only=True):
    """Base of what a profile may ask of a check. A key that ends in `_secret` never enters a report."""


class Probe(Protocol):
    """`need` of the check's own type and a ProbeContext.

    Blocking, and a generator, so that a probe that is cut off keeps what it observed.
    """

    def __call__(self, need: Any, context: Any) -> Iterator[Observation]: ...


class Resource(Enum):
    """What a check uses while it runs. The runner starts nothing that uses the same beside an exclusive check."""

    NETWORK = "network"
    CAMERA = "camera"
    SOUND = "sound"


DESK_NAME = Text(de="Server Ihrer IT-Firma", en="Your IT firm's server")
"""What people call the subject `desk`."""


class Check(Record, frozen=True, kw_only=True):
    """A check as the registry knows it. Holds no probe: the desk reads this too, and never probes.

    `groups`: without any of them it does not run; facts of `optional_groups` it leaves out where they are not allowed.
    `deadline_s` bounds its run; `in_worker` runs it in a child process that can be killed;
    `lingers` marks a check that watches the others and ends after them;
    `on_request` one that never runs with the others, but only where it is named;
    `parts` are its modules besides `probe` that a worker may run (a preview, a replay).
    `icon` is drawn beside its name: SVG path data in a square of 24; without one it is a plain cross.

    For the employee: `prompt`, `devices`, `trials`, `filled_keys`, `volume_question` (see employee.py).
    For `Was heute geht`: `needed_for`, the tasks of which nothing can be said without it, and `task_effects`.
    `live_kinds`: what it shows while it runs, by the kind of its live samples, so that there is room for it.
    `subjects`: what people call that which its observations and findings are about, where it is no gateway's own name.
    `fixed_codes`: findings that stay what they are however often this PC is checked, such as the number of its cores.
    `advice`: its module with `advise(findings, observations_by_check)`, one finding more at most, over what every
    diagnosis of the run found and what the other checks observed.
    """

    name: str
    title: Text
    about: Text
    groups: tuple[DataGroup, ...]
    facts: tuple[Fact, ...]
    need: type[Need]
    version: int = 1
    uses: tuple[Resource, ...] = ()
    exclusive: bool = False
    in_worker: bool = False
    lingers: bool = False
    on_request: bool = False
    deadline_s: float = 20.0
    parts: tuple[str, ...] = ()
    icon: str = ""
    prompt: Prompt | None = None
    devices: DeviceSelection | None = None
    trials: tuple[Trial, ...] = ()
    filled_keys: tuple[FilledKey, ...] = ()
    volume_question: VolumeQuestion | None = None
    optional_groups: tuple[DataGroup, ...] = ()
    needed_for: tuple[Task, ...] = ()
    task_effects: tuple[TaskEffect, ...] = ()
    fixed_codes: tuple[str, ...] = ()
    advice: str = ""
    subjects: Mapping[str, Text] = {}
    live_kinds: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The dotted name of its folder: the one that its need stands in."""
        return self.need.__module__.rpartition(".")[0]

    def probe(self, part: str = "probe") -> Probe:
        """Its `observe`, imported now: the only place that loads cv2, sounddevice and their like."""
        if part != "probe" and part not in self.parts:
            raise LookupError(f"{self.name} has no part {part}")
        return cast(Probe, importlib.import_module(f"{self.package}.{part}").observe)

    def load_diagnosis(self) -> None:
        """Imports what `diagnose` and `advise` import: a tenth of a second that a window does not have."""
        importlib.import_module(f"{self.package}.diagnose")
        if self.advice:
            importlib.import_module(f"{self.package}.{self.advice}")

    def diagnose(self, observations: Observations, need: Need) -> Iterator[Finding]:
        """Its findings. Pure."""
        diagnose = importlib.import_module(f"{self.package}.diagnose").diagnose
        return cast(Iterator[Finding], diagnose(observations, need))

    def advise(
        self, findings: Collection[Finding], observations_by_check: Mapping[str, Observations]
    ) -> Finding | None:
        """Its advice over the whole run, if it gives any. Pure."""
        if not self.advice:
            return None
        advise = importlib.import_module(f"{self.package}.{self.advice}").advise
        return cast(Finding | None, advise(findings, observations_by_check))

    def fact(self, name: str) -> Fact:
        """The declared meaning of an observation. Raises LookupError for a name that it does not declare."""
        for fact in self.facts:
            if fact.name == name:
                return fact
        raise LookupError(f"{self.name} declares no fact {name}")
