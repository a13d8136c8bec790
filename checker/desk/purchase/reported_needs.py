"""What a customer's newest reports call for, and which of it a later run shows to be mended."""

import datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.purchase.items import RULES, Item, ItemRule
from checker.desk.purchase.models import BOUGHT_STATES, DONE_STATES, Purchase, PurchaseState
from checker.desk.reports.models import ReceivedReport
from checker.model.codec import to_json
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome

MAX_REPORTS = 600
"""Newest ones of the customer that are read: a page waits for it."""
DONE_RETENTION = datetime.timedelta(days=14)
RETENTION = datetime.timedelta(days=180)
"""After the last change of what was never finished."""


class _ReadMeasurement(msgspec.Struct):
    check: str
    outcome: Outcome


class ReadReport(msgspec.Struct):
    """What of a report says whether something must be bought; everything else of its bytes is skipped."""

    findings: list[Finding] = []
    measurements: list[_ReadMeasurement] = []

    def call_for(self, rule: ItemRule) -> Finding | None:
        """The finding that calls for the item; the one that says most."""
        troubles = {finding.code: finding for finding in self.findings if finding.level is not Level.OK}
        return next((troubles[code] for code in rule.codes if code in troubles), None)

    def is_mended(self, rule: ItemRule, reason: Finding) -> bool:
        """Whether it was looked for, where it was last time too, and is not there: not measured is not mended."""
        done = {entry.check for entry in self.measurements if entry.outcome is Outcome.DONE}
        unknown = {finding.check for finding in self.findings if finding.level is Level.UNKNOWN}
        return {*rule.checks, reason.check} <= done - unknown and self.call_for(rule) is None


class _CaseRuns(msgspec.Struct):
    """The reports of one case, the newest first."""

    key: int
    reference: str
    runs: list[ReadReport]


def update_purchases(customer: Customer) -> None:
    """Adds what is called for now, and moves on what a later run shows to be mended. Twice is as once."""
    cases = _runs_by_case(customer)
    with transaction.atomic():
        present = {
            (purchase.case_id, Item(purchase.item)): purchase
            for purchase in Purchase.objects.filter(customer=customer, case__in=[case.key for case in cases])
        }
        for case in cases:
            for rule in RULES:
                _update(customer, case, rule, present.get((case.key, rule.item)))


def delete_old_purchases() -> int:
    """What was finished two weeks ago, or forgotten for half a year; returns how many."""
    now = timezone.now()
    done = Purchase.objects.filter(state__in=DONE_STATES, changed__lt=now - DONE_RETENTION).delete()[0]
    return done + Purchase.objects.filter(changed__lt=now - RETENTION).delete()[0]


def _runs_by_case(customer: Customer) -> list[_CaseRuns]:
    rows = (
        ReceivedReport.objects.filter(customer=customer)
        .order_by("-received", "-pk")
        .values_list("case", "reference", "arrival__raw")[:MAX_REPORTS]
    )
    cases: dict[int, _CaseRuns] = {}
    for key, reference, raw in rows:
        try:
            report = msgspec.json.decode(bytes(raw), type=ReadReport)
        except msgspec.DecodeError:  # of another version: what it calls for was read when it was new
            continue
        cases.setdefault(key, _CaseRuns(key, reference, [])).runs.append(report)
    return list(cases.values())


def _update(customer: Customer, case: _CaseRuns, rule: ItemRule, purchase: Purchase | None) -> None:
    newest, calls = case.runs[0], [run.call_for(rule) for run in case.runs]
    reason = calls[0]
    is_open = purchase is not None and purchase.state not in DONE_STATES
    if reason is None:
        if purchase is not None and is_open and newest.is_mended(rule, purchase.reason):
            is_bought = purchase.state in BOUGHT_STATES
            _change(purchase, PurchaseState.CHECKED if is_bought else PurchaseState.NOT_NEEDED)
        return
    is_tried = sum(call is not None for call in calls) > 1
    if purchase is None:
        Purchase.objects.create(
            customer=customer,
            case_id=case.key,
            reference=case.reference,
            item=rule.item,
            finding=to_json(reason).decode(),
            free_fix_tried=is_tried,
        )
    elif purchase.state == PurchaseState.NOT_NEEDED:  # it is back
        _change(purchase, PurchaseState.NEEDED)
    elif is_open and is_tried and not purchase.free_fix_tried:
        purchase.free_fix_tried = True
        purchase.save(update_fields=["free_fix_tried"])


def _change(purchase: Purchase, state: PurchaseState) -> None:
    purchase.state, purchase.changed, purchase.changed_by = state, timezone.now(), None
    purchase.save(update_fields=["state", "changed", "changed_by"])
