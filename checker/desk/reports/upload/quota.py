"""How many bytes of reports a sender may leave at the desk, and how much room stays free on its disk.

An enrolment is the whole company's: whoever has one must not be able to fill the disk, nor to keep colleagues out.
"""

import shutil

from django.conf import settings
from django.db.models import Sum

from checker.desk.customers.models import Customer
from checker.desk.reports.models import Arrival
from checker.desk.throttle.rate_limit import RateLimit

DAY_S = 86_400
PER_NETWORK = RateLimit(name="intake.bytes.network", times=20_000_000, window_s=DAY_S)
"""Bytes of new reports from one network in a day: three hundred of the usual 60 kB."""
PER_CUSTOMER = RateLimit(name="intake.bytes.customer", times=60_000_000, window_s=DAY_S)
"""Bytes of one customer's: two hundred people who check five times."""
STORED_PER_CUSTOMER = 400_000_000
"""Bytes of one customer's reports that lie here; they go after 30 days (retention.py)."""
MIN_FREE_BYTES = 500_000_000
"""Bytes that stay free on the disk of the data folder: the database needs room to delete, too."""
MAX_NEEDS_BYTES = 200_000
"""Of the profile's needs in a report; a signed profile has no more (client/profiles, MAX_PROFILE_BYTES)."""
FULL_RETRY_S = 3600


def has_free_space() -> bool:
    """Whether there is room for more on the disk of the data folder."""
    return shutil.disk_usage(settings.DATA).free >= MIN_FREE_BYTES


def wait_s(customer: Customer, network: str, size: int) -> int:
    """Seconds until `size` more bytes are welcome; 0 where they are now, and then they are counted."""
    if _stored_bytes(customer) + size > STORED_PER_CUSTOMER:
        return FULL_RETRY_S
    if wait := PER_NETWORK.take(f"{customer.pk} {network}", size):
        return wait
    if wait := PER_CUSTOMER.take(str(customer.pk), size):
        PER_NETWORK.uncount(f"{customer.pk} {network}", size)
    return wait


def _stored_bytes(customer: Customer) -> int:
    return Arrival.objects.filter(report__customer=customer).aggregate(total=Sum("size"))["total"] or 0
