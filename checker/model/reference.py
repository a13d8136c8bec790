"""A report's reference, which an employee reads out on the phone: `H4K-9TX`. It is there before anything is sent."""

import secrets

from checker.model.profile import CODE_ALPHABET

ID_DIGITS = 32
REFERENCE_DIGITS = 8
"""Hexadecimal digits at the beginning of a report's id that its reference comes from."""
_HALF = 3


def new_report_id(reference_digits: str = "") -> str:
    """32 random hexadecimal digits. With the first 8 of an earlier id it has the reference of that one."""
    return reference_digits + secrets.token_hex((ID_DIGITS - len(reference_digits)) // 2)


def report_reference(report_id: str) -> str:
    """The reference of the report of this id. The desk draws another where it is taken by an older report."""
    number = int(report_id[:REFERENCE_DIGITS], 16)
    letters = ""
    for _ in range(2 * _HALF):
        number, at = divmod(number, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[at]
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
