"""The witnesses of a report, made from its measurements when somebody looks: nothing of it is stored."""

import logging
from collections.abc import Mapping

import msgspec

from checker.checks.reasoning.explanation import Explanation, explain
from checker.checks.reasoning.witness import Witness
from checker.model.codec import Unreadable, to_json
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report

log = logging.getLogger("checker.show")


class ReportWitnesses(Record, frozen=True, kw_only=True):
    """All witnesses of one report; `titles`: what people call gateways and services, by the subject of a witness.

    `explained`: by a finding's JSON, since several parts of a page ask for the same.
    """

    witnesses: tuple[Witness, ...] = ()
    titles: Mapping[str, str] = {}
    explained: dict[bytes, Explanation | None] = msgspec.field(default_factory=dict)

    def explain(self, finding: Finding) -> Explanation | None:
        """How a problem is known; None of what is none, and where no witness speaks of it."""
        if finding.level in (Level.OK, Level.NOTE) or not self.witnesses:
            return None
        key = to_json(finding)
        if key not in self.explained:
            self.explained[key] = self._explain(finding)
        return self.explained[key]

    def _explain(self, finding: Finding) -> Explanation | None:
        try:
            return explain(finding, self.witnesses)
        except Exception:
            log.exception("a finding could not be explained")
            return None


def witnesses_of_report(report: Report) -> ReportWitnesses:
    """None where its needs are not of this version, or its values make no sense to it."""
    from checker.checks.reasoning.all_witnesses import witnesses_of  # noqa: PLC0415 - words come before any check
    from checker.checks.registry import needs  # noqa: PLC0415
    from checker.checks.vpn.need import VpnNeed  # noqa: PLC0415

    try:
        needs_by_check = needs(report.profile)
    except Unreadable:
        return ReportWitnesses()
    observations = {measurement.check: measurement.observations_by_key for measurement in report.measurements}
    vpn = needs_by_check.get("vpn")
    named = (*vpn.gateways, *vpn.services) if isinstance(vpn, VpnNeed) else ()
    try:
        witnesses = witnesses_of(needs_by_check, observations)
    except Exception:
        log.exception("a report's observations could not be read as witnesses")
        return ReportWitnesses()
    return ReportWitnesses(witnesses=witnesses, titles={item.id: item.name for item in named})
