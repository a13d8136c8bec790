"""Makes sign-in links, and takes them once."""

import datetime
import hashlib
import secrets
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import timezone

from checker.desk.accounts.models import SignInLink, Technician

LINK_LIFETIME = datetime.timedelta(minutes=15)
INVITATION_LIFETIME = datetime.timedelta(days=2)
"""Of a link that a colleague gets by another way than the terminal."""


def create_sign_in_link(
    technician: Technician, address: str, next_url: str = "/", lifetime: datetime.timedelta = LINK_LIFETIME
) -> str:
    """A link to the desk at `address` that signs the technician in once and then leads to `next_url`."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        hashed=_hash(token), technician=technician, next=next_url, expires=timezone.now() + lifetime
    )
    return urljoin(address, reverse("sign-in-link", args=[token]))


def redeem_sign_in_link(token: str) -> SignInLink | None:
    """The link of this token, which no longer opens anything; None for one that was used, is over, or never was."""
    link = SignInLink.objects.select_related("technician").filter(hashed=_hash(token)).first()
    # Deleting decides between two who come at once: only one of them deletes a row.
    if link is None or SignInLink.objects.filter(pk=link.pk).delete()[0] != 1:
        return None
    return link if link.expires > timezone.now() and link.technician.is_active else None


def delete_expired_links() -> int:
    """Deletes the links that are over; returns how many."""
    return SignInLink.objects.filter(expires__lt=timezone.now()).delete()[0]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
