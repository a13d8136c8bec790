"""A report's reference, which an employee reads out on the phone: `H4K-9TX`."""

import re

from checker.desk.customers.customer_code import random_letters

REFERENCE = r"[A-Z0-9]{3}-[A-Z0-9]{3}"
_HALF = 3


def new_reference() -> str:
    """A random one. Whether it is free, the database says."""
    return f"{random_letters(_HALF)}-{random_letters(_HALF)}"


def normalize_reference(text: str) -> str:
    """A reference, or the beginning of one, in any case and with any dash or none, as it is stored; else empty."""
    compact = re.sub(r"[\s\u2010-\u2015\u2212-]", "", text).upper()
    if len(compact) > 2 * _HALF:
        return ""
    return compact if len(compact) <= _HALF else f"{compact[:_HALF]}-{compact[_HALF:]}"
