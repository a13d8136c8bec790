"""One employee, one profile, one run after another: what the window and the text mode have in common."""

import datetime
from collections.abc import Collection, Iterable

import msgspec

from checker.checks.declaration import Check, Need
from checker.checks.registry import checks, needs
from checker.client.contract import Contract, told
from checker.model.measurement import Measurement
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.report import Consent, Report
from checker.model.text import Language
from checker.net.net import Net
from checker.run.assemble import assemble_report
from checker.run.events import RunListener
from checker.run.plan import RunPlan, make_plan
from checker.run.runner import Runner

NAME_LENGTH = 60
"""Letters: what a profile may name of a device; its beginning is enough to find it."""
SPOKEN = "speaker"
"""The check that speaks to the employee."""
HEARD = "microphone"
"""The check by which employees hear themselves, through the speaker that they chose."""


def groups_asked(only: Collection[str] = ()) -> tuple[DataGroup, ...]:
    """The privacy groups that these checks (or all) read, in their fixed order: what consent is asked for."""
    read = {group for name, check in checks().items() if not only or name in only for group in check.groups}
    return tuple(group for group in DataGroup if group in read)


class Session:
    """Holds what was allowed and measured. Used from one thread; only the listener is called from others."""

    def __init__(
        self,
        profile: Profile,
        net: Net,
        *,
        language: Language = "de",
        only: Collection[str] = (),
        contract: Contract | None = None,
    ) -> None:
        self.profile = profile
        self.net = net
        self.language: Language = language
        self.only = tuple(only)
        self.contract = contract
        self.allowed: tuple[DataGroup, ...] = ()
        self.declined: dict[str, tuple[Observation, ...]] = {}
        self.devices: dict[str, str] = {}
        self._given: datetime.datetime | None = None
        self._measured: dict[str, Measurement] = {}
        self._report: Report | None = None

    def adopt(self, profile: Profile) -> None:
        """Another profile: what was allowed and measured for the one before does not count for it."""
        self.profile = profile
        self.allowed, self.declined = (), {}
        self._given, self._report = None, None
        self._measured = {}

    def allow(self, groups: Iterable[DataGroup]) -> None:
        """The employee agreed to these groups, now. A check that was declined before is a new question."""
        self.allowed = tuple(groups)
        self.declined = {}
        self._given = datetime.datetime.now(datetime.UTC).replace(microsecond=0)

    def decline(self, check: str, seen: Iterable[Observation] = ()) -> None:
        """The employee does not want this one check, whatever its group; `seen` tells the report why."""
        self.declined[check] = tuple(seen)

    def want(self, check: str) -> None:
        """The employee wants this check after all."""
        self.declined.pop(check, None)

    def choose(self, check: str, device: str) -> None:
        """From now on this check tries this device, whatever the profile says; empty: what the system uses."""
        self.devices[check] = device[:NAME_LENGTH]

    def needs(self) -> dict[str, Need]:
        """What the profile asks of each check, with the devices that were chosen. Raises Unreadable."""
        asked = needs(self.profile)
        for check, device in self.devices.items():
            asked[check] = msgspec.structs.replace(asked[check], device=device)
        asked[SPOKEN] = msgspec.structs.replace(asked[SPOKEN], language=self.language)
        through = msgspec.structs.asdict(asked[SPOKEN])["device"]
        asked[HEARD] = msgspec.structs.replace(asked[HEARD], speaker=through)
        return asked

    def asked(self) -> dict[DataGroup, list[Check]]:
        """Each group that is asked for, with the checks that read it."""
        wanted = [check for name, check in checks().items() if not self.only or name in self.only]
        return {group: [one for one in wanted if group in one.groups] for group in groups_asked(self.only)}

    def plan(self, only: Collection[str] = ()) -> RunPlan:
        """What would run. `only` narrows it to some checks ("check again"). Raises Unreadable."""
        bare = make_plan(self.profile, self.allowed, only or self.only, self.declined)
        asked = self.needs()
        planned = (msgspec.structs.replace(one, need=asked[one.check.name]) for one in bare.planned)
        return msgspec.structs.replace(bare, planned=tuple(planned))

    def runner(self, listener: RunListener, only: Collection[str] = ()) -> Runner:
        """A runner for the plan, not yet started. Hand its measurements to `take`."""
        return Runner(self.plan(only), self.net, listener)

    def take(self, measurements: Iterable[Measurement]) -> None:
        """Adds what was measured; a check that ran again replaces its older measurement."""
        self._measured.update((one.check, told(self.contract, one)) for one in measurements)
        self._report = None

    @property
    def measured(self) -> bool:
        """Whether there is anything to report."""
        return bool(self._measured)

    @property
    def report(self) -> Report:
        """The report of all that was measured. It stays the same, id included, until something is measured again."""
        if self._report is None:
            order = [name for name in checks() if name in self._measured]
            consent = Consent(groups=self.allowed, given=self._given)
            self._report = assemble_report(
                self.profile, [self._measured[name] for name in order], consent, self.language
            )
        return self._report

    def agreed_to_send(self) -> Report:
        """The report, marked as allowed to leave the PC. Call it only after every value was shown."""
        report = self.report
        sent = msgspec.structs.replace(report, consent=msgspec.structs.replace(report.consent, send=True))
        self._report = sent
        return sent
