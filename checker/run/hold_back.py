"""A report without the groups of data that the employee holds back at the last moment."""

from collections.abc import Collection

import msgspec

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.privacy import DataGroup
from checker.model.report import Report
from checker.run.allowed_facts import only_allowed


def hold_back(report: Report, groups: Collection[DataGroup]) -> Report:
    """The report as it may leave: nothing of these groups is in it, and it names those that were read.

    It is judged anew from what is left: what is held back is not known, and never called broken. Its id stays.
    """
    if DataGroup.OWN_WORDS in groups:  # as if never written: there is nothing to name
        report = msgspec.structs.replace(report, own_words=None)
    held_back = tuple(group for group in report.consent.groups if group in groups)
    if not held_back:
        return report
    sent_groups = tuple(group for group in report.consent.groups if group not in held_back)
    measurements = tuple(only_allowed(report.measurements, sent_groups))
    return msgspec.structs.replace(
        report,
        system=report.system if DataGroup.PC in sent_groups else "",
        consent=msgspec.structs.replace(report.consent, groups=sent_groups, held_back=held_back),
        measurements=measurements,
        findings=diagnose_measurements(needs(report.profile), measurements),
    )
