"""How many bytes of reports a sender may leave at the desk, and how much room stays free on its disk.

An enrolment is the whole company's: whoever has one must not be able to fill the disk, nor to keep colleagues out.
"""

from django.db.models import Sum
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.reports.models import ReceivedReport
from checker.desk.throttle.rate_limit import RateLimit
from checker.desk.throttle.window_counts import WindowCounts

DAY_S = 86_400
PER_NETWORK = RateLimit(name="intake.bytes.network", times=20_000_000, window_s=DAY_S)
"""Bytes of new reports from one network in a day: three hundred of the usual 60 kB."""
PER_CUSTOMER = RateLimit(name="intake.bytes.customer", times=60_000_000, window_s=DAY_S)
"""Bytes of one customer's: two hundred people who check five times."""
STORED_PER_CUSTOMER = 400_000_000
"""Bytes of one customer's reports that lie here; they go after 30 days (retention.py)."""
MAX_NEEDS_BYTES = 200_000
"""Of the profile's needs in a report; a signed profile has no more (client/profiles, MAX_PROFILE_BYTES)."""
FULL_RETRY_S = 3600
STORED_MAX_AGE_S = 3600.0


class StoredBytes:
    """How many bytes of each customer's reports lie here: read now and then, and added to in between.

    The sum over all reports of a customer costs more than storing one, though an index alone answers it.
    """

    def __init__(self) -> None:
        self._bytes: dict[int, int] = {}
        self._read_at = 0.0

    def of(self, customer: Customer) -> int:
        """Bytes, at most `STORED_MAX_AGE_S` seconds behind what was deleted meanwhile."""
        if timezone.now().timestamp() - self._read_at > STORED_MAX_AGE_S:
            self._bytes.clear()
            self._read_at = timezone.now().timestamp()
        if customer.pk not in self._bytes:
            sizes = ReceivedReport.objects.filter(customer=customer).aggregate(total=Sum("size"))
            self._bytes[customer.pk] = sizes["total"] or 0
        return self._bytes[customer.pk]

    def add(self, customer: Customer, size: int) -> None:
        """One more was stored."""
        self._bytes[customer.pk] = self.of(customer) + size


def wait_s(customer: Customer, network: str, size: int, counts: WindowCounts, stored: StoredBytes) -> int:
    """Seconds until `size` more bytes are welcome; 0 where they are now, and then they are counted."""
    if stored.of(customer) + size > STORED_PER_CUSTOMER:
        return FULL_RETRY_S
    if wait := counts.take(PER_NETWORK, network_of_customer(customer, network), size):
        return wait
    if wait := counts.take(PER_CUSTOMER, str(customer.pk), size):
        counts.uncount(PER_NETWORK, network_of_customer(customer, network), size)
    return wait


def network_of_customer(customer: Customer, network: str) -> str:
    """Under what the bytes of one network are counted: those of other customers in it do not count."""
    return f"{customer.pk} {network}"
