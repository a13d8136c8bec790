"""One employee, one profile, one run after another: what the window and the text mode have in common."""

import datetime
from collections.abc import Callable, Collection, Iterable

import msgspec

from checker.checks.declaration import Check, Need
from checker.checks.employee import KeySource, OtherNeed
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import checks, needs, selected_checks
from checker.client.delivery.case_codes import CaseCodes
from checker.client.history.run_history import RunHistory
from checker.client.history.watch_checkpoint import WatchCheckpoint
from checker.client.line.contract_rates import ContractRates, with_contract_rates
from checker.model.employee.own_words import OwnWords, typed_words
from checker.model.finding import Finding
from checker.model.measurement import Measurement
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.report import REFERENCE_DIGITS, Consent, Report
from checker.model.secrecy.own_report import digest_of_secret, new_secret
from checker.model.systems import this_system
from checker.model.text import Language
from checker.model.verdict import sort_by_severity
from checker.net.net import Net
from checker.run.allowed_facts import is_allowed
from checker.run.events import RunListener
from checker.run.hold_back import hold_back
from checker.run.plan import RunPlan, make_plan
from checker.run.report import assemble_report, report_scrubber
from checker.run.runner import Runner
from checker.run.scrubbing import MeasurementScrubber
from checker.show.findings import affected_check

OUTAGES = "outages"
"""The check that watches for outages, on request."""
MAX_DEVICE_NAME_LENGTH = 60
"""Letters: what a profile may name of a device; its beginning is enough to find it."""


def consent_groups(only: Collection[str] = ()) -> tuple[DataGroup, ...]:
    """The privacy groups that these checks (or all) read, in their fixed order: what consent is asked for."""
    read = {group for check in selected_checks(only).values() for group in check.groups}
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
        contract: ContractRates | None = None,
        case_codes: CaseCodes | None = None,
        history: RunHistory | None = None,
    ) -> None:
        self.profile = profile
        self.net = net
        self.language: Language = language
        self.only = tuple(only)
        self.contract = contract
        self.allowed: tuple[DataGroup, ...] = ()
        self.declined: dict[str, tuple[Observation, ...]] = {}
        self.devices: dict[str, str] = {}
        self.earlier_outages: list[int] = []
        """When outages were in earlier runs, seconds since 1970: read before they are watched, never on the way."""
        self.on_allowed: Callable[[], object] = lambda: None
        """Called when anything was allowed: what an earlier run left may be sent from then on, and not before."""
        self.own_words: OwnWords | None = None
        """What the employee wrote about the trouble; change it by `describe`."""
        self._case_codes = case_codes or CaseCodes()
        self.history = history or RunHistory()
        self._consent_time: datetime.datetime | None = None
        self._measurements: dict[str, Measurement] = {}
        self._report: Report | None = None
        self._reference_digits = ""
        self._secrets: dict[str, str] = {}
        self._scrubber: MeasurementScrubber | None = None
        self.watch_minutes = 0
        """How long outages are watched; 0: as long as the profile says."""
        self.watch_checkpoint = WatchCheckpoint()

    def adopt(self, profile: Profile) -> None:
        """Another profile: what was allowed and measured for the one before does not count for it."""
        self.profile = profile
        self._scrubber = None
        self.allowed, self.declined = (), {}
        self._consent_time, self._report = None, None
        self._measurements = {}
        self._reference_digits = ""
        self.own_words = None

    def describe(self, words: OwnWords) -> None:
        """What the employee writes, as it is now. A report that was sent stays as it is, and the next has a new id."""
        cleaned = typed_words(words)
        if cleaned != self.own_words:
            self.own_words = cleaned
            self._complete_again()

    @property
    def has_earlier_case(self) -> bool:
        """Whether a report about some trouble was sent not long ago, which the next one would lie with."""
        return bool(self._case_codes.last_sent(self.profile.code))

    @property
    def is_another_case(self) -> bool:
        """Whether the report is about another trouble than the one that was last sent."""
        return self.has_earlier_case and self._case_codes.current(self.profile.code) != self._case_codes.last_sent(
            self.profile.code
        )

    def set_another_case(self, is_another: bool) -> None:
        """The employee says whether it is another trouble: then the desk shall not see the report beside the last."""
        if is_another == self.is_another_case:
            return
        if is_another:
            self._case_codes.begin(self.profile.code)
        else:
            self._case_codes.resume(self.profile.code)
        self._complete_again()

    def allow(self, groups: Iterable[DataGroup]) -> None:
        """The employee agreed to these groups, now. A check that was declined before is a new question.

        What was measured of a group that is no longer allowed is forgotten.
        """
        self.allowed = tuple(groups)
        self._measurements = {
            name: measurement for name, measurement in self._measurements.items() if is_allowed(name, self.allowed)
        }
        self._report = None
        self.declined = {}
        self._consent_time = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
        if self.allowed:
            self.on_allowed()

    def decline(self, check: str, observations: Iterable[Observation] = ()) -> None:
        """The employee does not want this one check, whatever its group; `observations` tells the report why."""
        self.declined[check] = tuple(observations)

    def undo_decline(self, check: str) -> None:
        """The employee wants this check after all."""
        self.declined.pop(check, None)

    def choose_device(self, check: str, device: str) -> None:
        """From now on this check tries this device, whatever the profile says; empty: what the system uses.

        `device`: its name, or what the report calls it.
        """
        self.devices[check] = self.device_name(device)[:MAX_DEVICE_NAME_LENGTH]

    def device_name(self, reported: str) -> str:
        """The name that this PC knows a device by, of what the report calls it."""
        return reported if self._scrubber is None else self._scrubber.original(reported)

    def needs(self) -> dict[str, Need]:
        """What the profile asks of each check, with the devices that were chosen and the keys that are filled in.

        Raises Unreadable.
        """
        check_needs = needs(self.profile)
        for check, device in self.devices.items():
            check_needs[check] = msgspec.structs.replace(check_needs[check], device=device)
        filled = [(name, filled_key) for name, check in checks().items() for filled_key in check.filled_keys]
        for name, filled_key in filled:
            if filled_key.source is KeySource.LANGUAGE:
                check_needs[name] = msgspec.structs.replace(check_needs[name], **{filled_key.key: self.language})
            elif filled_key.source is KeySource.EARLIER_OUTAGES:
                check_needs[name] = msgspec.structs.replace(check_needs[name], **{filled_key.key: self.earlier_outages})
        if self.watch_minutes:
            check_needs[OUTAGES] = msgspec.structs.replace(check_needs[OUTAGES], minutes=self.watch_minutes)
        for name, filled_key in filled:
            if isinstance(filled_key.source, OtherNeed):
                value = getattr(check_needs[filled_key.source.check], filled_key.source.key)
                check_needs[name] = msgspec.structs.replace(check_needs[name], **{filled_key.key: value})
        return check_needs

    def checks_by_group(self) -> dict[DataGroup, list[Check]]:
        """Each group that is asked for, with the checks that read it."""
        selected = selected_checks(self.only).values()
        return {
            group: [selected_check for selected_check in selected if group in selected_check.groups]
            for group in consent_groups(self.only)
        }

    def plan(self, only: Collection[str] = ()) -> RunPlan:
        """What would run. `only` narrows it to some checks ("check again"). Raises Unreadable."""
        base_plan = make_plan(self.profile, self.allowed, only or self.only, self.declined)
        check_needs = self.needs()
        planned = (
            msgspec.structs.replace(planned_check, need=check_needs[planned_check.check.name])
            for planned_check in base_plan.planned
        )
        return msgspec.structs.replace(base_plan, planned=tuple(planned))

    def runner(self, listener: RunListener, only: Collection[str] = ()) -> Runner:
        """A runner for the plan, not yet started. Hand its measurements to `add_measurements`."""
        return Runner(self.plan(only), self.net, listener)

    def add_measurements(self, measurements: Iterable[Measurement]) -> None:
        """Adds what was measured; a check that ran again replaces its older measurement."""
        self._measurements.update(
            (measurement.check, with_contract_rates(self.contract, measurement)) for measurement in measurements
        )
        self._report = None

    def first_findings(self, measurement: Measurement) -> tuple[Finding, ...]:
        """What this one measurement says by itself, the worst first; what the others say may still change it."""
        findings = diagnose_measurements(self.needs(), [measurement])
        return tuple(sort_by_severity([entry for entry in findings if affected_check(entry) == measurement.check]))

    @property
    def has_measurements(self) -> bool:
        """Whether there is anything to report."""
        return bool(self._measurements)

    def add_to_history(self, *, replaces_last: bool = False) -> None:
        """Lets the report of now be compared later, on this PC. `replaces_last`: it only goes on with the last run."""
        if self._measurements:
            self.history.add(self.report, replaces_last=replaces_last)
        if OUTAGES in self._measurements:
            self.watch_checkpoint.discard(self.profile.code, after=self.history.wait)

    @property
    def has_interrupted_watch(self) -> bool:
        """Whether a watch for outages ended without its report, and what it saw is still here."""
        return self.watch_checkpoint.exists(self.profile.code)

    def adopt_interrupted_watch(self) -> bool:
        """Takes what it saw for measured now, for which its group is allowed. False where it cannot be read."""
        measurement = self.watch_checkpoint.read(self.profile.code)
        if measurement is None or measurement.check != OUTAGES:
            self.discard_interrupted_watch()
            return False
        self.allow_outages()
        self.add_measurements([measurement])
        return True

    def discard_interrupted_watch(self) -> None:
        """It counts for nothing any more."""
        self.watch_checkpoint.discard(self.profile.code)

    def allow_outages(self) -> None:
        """The employee starts a watch, or has one judged: that allows what it reads, and takes nothing back."""
        if not is_allowed(OUTAGES, self.allowed):
            allowed = {*checks()[OUTAGES].groups, *self.allowed}
            self.allow(group for group in DataGroup if group in allowed)
        self.undo_decline(OUTAGES)

    @property
    def report(self) -> Report:
        """The report of all that was measured. It stays the same, id included, until something is measured again.

        Its reference stays until it is sent: it may have been read out already.
        """
        if self._report is None:
            order = [name for name in checks() if name in self._measurements]
            consent = Consent(groups=self.allowed, given=self._consent_time)
            measured = [self._measurements[name] for name in order]
            self._scrubber = report_scrubber(self.profile)
            assembled = assemble_report(
                self.profile,
                measured,
                consent,
                self.language,
                self._scrubber,
                reference_digits=self._reference_digits,
            )
            self._report = self.complete(assembled)
            self._reference_digits = self._report.id[:REFERENCE_DIGITS]
        return self._report

    def complete(self, report: Report) -> Report:
        """The report with what the employee wrote, the code of the trouble, and the digest of its secret."""
        code, digest = self._case_codes.current(self.profile.code), digest_of_secret(self.secret_of(report.id))
        return msgspec.structs.replace(report, case_code=code, own_words=self.own_words, secret_digest=digest)

    def secret_of(self, report_id: str) -> str:
        """What opens this report at the desk, drawn with the report; it stays on this PC."""
        return self._secrets.setdefault(report_id, new_secret())

    def _complete_again(self) -> None:
        if self._report is not None:
            self._report = None if self._report.consent.send else self.complete(self._report)

    @property
    def local_report(self) -> Report:
        """The report as it is read on this PC: with the system, which its steps depend on. It is never sent."""
        return msgspec.structs.replace(self.report, system=self.report.system or this_system())

    def approve_sending(self, held_back: Collection[DataGroup] = ()) -> Report:
        """The report, marked as allowed to leave the PC. Call it only after every value was shown.

        `held_back`: groups that stay here; the report of this PC keeps them.
        """
        report = self.report
        self._case_codes.keep(self.profile.code)
        self._report = msgspec.structs.replace(report, consent=msgspec.structs.replace(report.consent, send=True))
        self._reference_digits = ""
        return hold_back(self._report, held_back)
