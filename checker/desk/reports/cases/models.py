"""A case, what happened to it, and the firm's own reply texts."""

import datetime

import msgspec
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.model.finding import Finding
from checker.model.verdict import ReportVerdict
from checker.show.qr_code.payload import SummaryFinding


class CaseState(models.TextChoices):
    """How far it is. The values stand in the table."""

    NEW = "new", _("neu")
    WORKING = "working", _("in Arbeit")
    WAITING = "waiting", _("wartet")
    SOLVED = "solved", _("erledigt")
    SOLVED_BY_EMPLOYEE = "solved-alone", _("vom Mitarbeiter selbst gelöst")
    DELETED = "deleted", _("vom Mitarbeiter gelöscht")


SOLVED_STATES = (CaseState.SOLVED, CaseState.SOLVED_BY_EMPLOYEE)


class WaitingFor(models.TextChoices):
    """Whose turn it is while a case waits."""

    EMPLOYEE = "employee", _("den Mitarbeiter")
    PROVIDER = "provider", _("den Internetanbieter")
    PURCHASE = "purchase", _("eine Bestellung")
    CUSTOMER = "customer", _("den Kunden")


class CauseConfirmation(models.TextChoices):
    """Whether the cause that was named proved to be the one: what whoever closed the case found out."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


LOCK_LIFETIME = datetime.timedelta(hours=12)
"""So long a case is called someone's: what was taken yesterday and left lying is anybody's."""
VERDICTS = [(verdict.value, verdict.value) for verdict in ReportVerdict]


class Case(models.Model):
    """All reports of one trouble. What a list shows is stored here, so that it reads nothing else.

    `code` is the random one of the employee's PC; empty for a report that carries none, which is a case of its own.
    `reference`, `verdict`, `received`, `created` (by the employee's clock) and the words are the newest report's.
    `worst` (JSON), `cause` and `sureness` are the weightiest finding's of the newest report that has one: what was
    wrong stays readable once it is right. `actual_cause` is the true one's code where another was named.
    Of one that the employee deleted only customer, reference and times are left.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="cases", db_index=False)
    code = models.CharField(max_length=32, blank=True, default="")
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.NEW)
    waiting_for = models.CharField(max_length=10, choices=WaitingFor.choices, blank=True, default="")
    worker = models.ForeignKey(
        Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    worker_since = models.DateTimeField(null=True, blank=True)
    urgency = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=20)
    received = models.DateTimeField()
    created = models.DateTimeField()
    runs = models.PositiveIntegerField(default=1)
    verdict = models.CharField(max_length=24, choices=VERDICTS)
    worst = models.TextField(blank=True, default="")
    cause = models.CharField(max_length=80, blank=True, default="")
    sureness = models.CharField(max_length=10, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    trouble = models.CharField(max_length=1000, blank=True, default="")
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    confirmation = models.CharField(max_length=8, choices=CauseConfirmation.choices, blank=True, default="")
    actual_cause = models.CharField(max_length=80, blank=True, default="")
    solution = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "cases_case"
        # The first four hold open cases alone, however many are closed, with all that a list's conditions and numbers
        # ask for, so that no row is read for them (sqlite.org/queryplanner.html, 1.7). `closed` stands first because
        # SQLite takes an index the rather, the more of its columns have one value.
        indexes = [
            models.Index(
                fields=["closed", "urgency", "received", "customer", "cause", "state"],
                name="open_by_urgency",
                condition=models.Q(closed=None),
            ),
            models.Index(
                fields=["closed", "cause", "customer", "state", "urgency", "received"],
                name="open_by_cause",
                condition=models.Q(closed=None),
            ),
            models.Index(
                fields=["closed", "customer", "cause", "state", "urgency", "received"],
                name="open_by_customer",
                condition=models.Q(closed=None),
            ),
            models.Index(
                fields=["state", "closed", "received", "customer", "cause"],
                name="waiting_by_arrival",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["closed"], name="cases_by_closing", condition=models.Q(closed__isnull=False)),
            models.Index(fields=["received"], name="cases_by_arrival"),
            models.Index(fields=["customer", "received", "cause"], name="cases_by_customer"),
            models.Index(fields=["cause", "received", "customer"], name="cases_by_cause"),
            models.Index(fields=["worker"], name="cases_by_worker", condition=models.Q(worker__isnull=False)),
            models.Index(fields=["closed_by"], name="cases_by_closer", condition=models.Q(closed_by__isnull=False)),
            models.Index(fields=["customer", "code"], name="cases_by_code", condition=~models.Q(code="")),
            models.Index(
                fields=["cause", "sureness", "confirmation"],
                name="cases_confirmed",
                condition=~models.Q(confirmation=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def worst_finding(self) -> Finding | None:
        """The weightiest finding; None where there never was any."""
        return msgspec.json.decode(self.worst, type=Finding) if self.worst else None

    @property
    def busy_technician(self) -> Technician | None:
        """Who works on it; nobody where it was left lying."""
        if self.worker is None or self.worker_since is None or self.worker_since < timezone.now() - LOCK_LIFETIME:
            return None
        return self.worker

    @property
    def is_fine(self) -> bool:
        """Whether the newest report found nothing to mend."""
        return self.verdict == ReportVerdict.READY.value

    def spread_closing(self) -> None:
        """Writes when and by whom it was closed, or that it is open, beside each of its reports."""
        self.reports.update(closed=self.closed, closed_by=self.closed_by)

    def note(self, kind: "CaseEventKind", by: Technician | None = None, text: str = "") -> "CaseEvent":
        """Writes into its history."""
        return self.events.create(kind=kind, technician=by, text=text)

    def forget_who_needs_hardware(self) -> None:
        """The lines of the shopping list stay; they name nobody from then on."""
        self.purchases.update(person="")


class PhoneSummary(models.Model):
    """What a phone handed over for a PC without internet: codes and levels, until the report itself is here.

    `findings`: JSON of SummaryFinding, the worst first; `left_out`: how many found no room in the code.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="summaries")
    report_id = models.CharField(max_length=32, unique=True)
    reference = models.CharField(max_length=20, db_index=True)
    received = models.DateTimeField(default=timezone.now, db_index=True)
    findings = models.TextField()
    left_out = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "cases_phonesummary"

    def __str__(self) -> str:
        return self.reference

    @property
    def customer(self) -> Customer:
        """Whose employee handed it over."""
        return self.case.customer

    @property
    def rows(self) -> list[SummaryFinding]:
        """The findings."""
        return msgspec.json.decode(self.findings, type=list[SummaryFinding])


class CaseNameWord(models.Model):
    """A word of the name that the employee typed, folded: whoever calls is found by it in a million cases."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="name_words")
    word = models.CharField(max_length=120)

    class Meta:
        db_table = "cases_nameword"
        indexes = [models.Index(fields=["word", "case"], name="cases_by_name")]

    def __str__(self) -> str:
        return self.word


class CaseEventKind(models.TextChoices):
    """What can happen to a case. The values stand in the table."""

    NOTE = "note", _("Notiz")
    ASSIGNED = "assigned", _("übernommen")
    RELEASED = "released", _("wieder freigegeben")
    WAITING = "waiting", _("wartet")
    CLOSED = "closed", _("erledigt")
    OPENED = "opened", _("wieder geöffnet")
    RETURNED = "returned", _("ein neuer Bericht ist da")
    FINE = "fine", _("ein späterer Bericht ist in Ordnung: von selbst abgelegt")
    DELETED = "deleted", _("der Mitarbeiter hat einen Bericht gelöscht")
    PHONE = "phone", _("ein Handy hat einen Kurzbericht übergeben")


class CaseEvent(models.Model):
    """One line of a case's history. `technician` is None for what happened by itself."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    technician = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=CaseEventKind.choices)
    text = models.TextField(blank=True, default="", max_length=2000)

    class Meta:
        db_table = "cases_event"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"


class ReplyText(models.Model):
    """The firm's own words for a cause, in one language; without one the steps of the guide are the reply."""

    cause = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    text = models.TextField(max_length=5000)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "cases_reply"
        constraints = [models.UniqueConstraint(fields=["cause", "language"], name="one_reply_a_cause_and_language")]

    def __str__(self) -> str:
        return f"{self.cause} {self.language}"
