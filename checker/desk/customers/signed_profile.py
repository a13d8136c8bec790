"""Makes the signed profile of a customer, as employees get it."""

import datetime
from typing import Any

from django.utils import timezone

from checker.checks.employee import KeySource
from checker.checks.registry import checks
from checker.desk.customers.accepted_code import AcceptedCode
from checker.desk.customers.needs import parse_customer_needs, with_gateways
from checker.desk.firm.models import Firm
from checker.desk.firm.sealing_key import sealing_key
from checker.desk.firm.signed_toml import signed_toml
from checker.desk.firm.signing_key import secret_key, succession_statements
from checker.model import signature
from checker.model.codec import with_sealing_key
from checker.model.firm.appearance import with_appearance
from checker.model.profile import Profile
from checker.model.succession import with_successions

PROFILE_LIFETIME = datetime.timedelta(days=180)


def build_profile(accepted: AcceptedCode, secret: bytes) -> Profile:
    """The profile as of today, under this code, and for no longer than the code is taken.

    Raises InvalidNeeds for needs that a later version of the checks no longer takes.
    """
    customer, today, firm = accepted.customer, timezone.localdate(), Firm.get()
    expires = today + PROFILE_LIFETIME
    if accepted.ends is not None:
        expires = min(expires, timezone.localdate(accepted.ends))
    return Profile(
        code=accepted.code,
        customer=customer.name,
        firm=firm.to_contact(),
        issued=today,
        expires=expires,
        enrolment=signature.sign_enrolment(accepted.code, expires, secret),
        needs=_with_endpoint(
            with_gateways(parse_customer_needs(customer.needs), accepted.gateways), firm.measure_address
        ),
    )


def issue_profile(accepted: AcceptedCode) -> bytes:
    """The signed profile, TOML in UTF-8. Written anew from the needs, so a technician's comments stay at the desk.

    Raises InvalidNeeds, FirmKeyMismatch, OSError.
    """
    secret, statements, key = secret_key(), succession_statements(), sealing_key()
    appearance = Firm.get().to_appearance()

    def sign(toml: bytes, secret: bytes) -> bytes:
        dressed = with_appearance(with_successions(toml, statements), appearance)
        return signature.sign_profile(with_sealing_key(dressed, key), secret)

    return signed_toml(build_profile(accepted, secret), sign, secret)


def _with_endpoint(needs: dict[str, dict[str, Any]], address: str) -> dict[str, dict[str, Any]]:
    """The firm's own measuring endpoints, unless the technician named others, or none with `endpoint = ""`."""
    if not address:
        return needs
    filled = {
        name: {filled_key.key: f"{address}/", **needs.get(name, {})}
        for name, check in checks().items()
        for filled_key in check.filled_keys
        if filled_key.source is KeySource.MEASURING_ADDRESS
    }
    return {**needs, **filled}
