"""Finding reports by what people say on the phone: a reference, a customer, a code."""

import re

from django.db.models import Q, QuerySet

from checker.desk.inbox.models import ReceivedReport

_REFERENCE_LENGTH = 6


def found(wanted: str, among: QuerySet[ReceivedReport]) -> QuerySet[ReceivedReport]:
    """Those that fit. A reference may be said with or without its dash, in any case, in part from its beginning."""
    wanted = wanted.replace("\0", "").strip()
    if not wanted:
        return among
    fits = Q(customer__name__icontains=wanted) | Q(customer__code__icontains=wanted)
    bare = re.sub(r"[\s-]", "", wanted).upper()
    if 0 < len(bare) <= _REFERENCE_LENGTH:
        fits |= Q(reference__startswith=bare if len(bare) <= 3 else f"{bare[:3]}-{bare[3:]}")
    return among.filter(fits)


def the_one(wanted: str) -> ReceivedReport | None:
    """The report whose whole reference this is."""
    bare = re.sub(r"[\s-]", "", wanted).upper()
    if len(bare) != _REFERENCE_LENGTH:
        return None
    return ReceivedReport.objects.filter(reference=f"{bare[:3]}-{bare[3:]}").first()
