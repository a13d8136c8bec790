"""Which desk and key a customer code belongs to on this PC: whoever answered for it first and is trusted still."""

import datetime
from collections.abc import Iterable

from checker.client.desk_api import is_secure_url
from checker.client.profiles.sources.address import UrlSource, profile_url
from checker.client.profiles.sources.cache import CachedProfile
from checker.client.profiles.trust import TrustedKeys
from checker.model.codec import Unreadable, profile_from_toml
from checker.model.profile import Profile
from checker.model.record import Record
from checker.model.signature import fingerprint, profile_signer


class SignedCopy(Record, frozen=True, kw_only=True):
    """A kept profile whose signature holds. `key`: fingerprint of the key that signed it."""

    url: str
    raw: bytes
    profile: Profile
    key: str
    fetched: datetime.datetime


class CodeOwner(Record, frozen=True, kw_only=True):
    """`key` and the addresses to ask for this code, the likeliest first. `newest`: the profile of the latest date."""

    key: str
    addresses: tuple[UrlSource, ...]
    newest: SignedCopy


def signed_copies(entries: Iterable[CachedProfile]) -> tuple[SignedCopy, ...]:
    """The kept profiles whose signature holds."""
    return tuple(copy for entry in entries if (copy := _signed_copy(entry)) is not None)


def firm_phone(keys: Iterable[str], copies: Iterable[SignedCopy]) -> str:
    """The phone number in the newest kept profile that one of these keys signed, empty where there is none."""
    signers = frozenset(keys)
    phones = [copy for copy in copies if copy.key in signers and copy.profile.firm is not None]
    newest = max(phones, key=_age, default=None)
    return newest.profile.firm.phone if newest is not None and newest.profile.firm is not None else ""


def find_owner(code: str, copies: Iterable[SignedCopy], trusted_keys: TrustedKeys) -> CodeOwner | None:
    """Who answers for this code; None where nobody has yet. Of several it is the one whose key is known longest."""
    by_age = list(trusted_keys.keys)  # the file keeps their order
    of_code = [copy for copy in copies if copy.profile.code == code and copy.key in by_age]
    if not of_code:
        return None
    key = min((copy.key for copy in of_code), key=by_age.index)
    owned = sorted((copy for copy in of_code if copy.key == key), key=_age, reverse=True)
    newest = owned[0]
    firm = newest.profile.firm
    named = [profile_url(firm.desk_url, code)] if firm is not None and is_secure_url(firm.desk_url) else []
    urls = dict.fromkeys([*named, *(copy.url for copy in owned)])
    return CodeOwner(key=key, addresses=tuple(UrlSource(url=url, code=code) for url in urls), newest=newest)


def newer_copy(profile: Profile, key: str, copies: Iterable[SignedCopy], today: datetime.date) -> SignedCopy | None:
    """The kept profile of this customer and key that was issued later than `profile`; None where there is none.

    A date in the future is a wrong clock's, and holds nobody up.
    """
    candidates = [
        copy
        for copy in copies
        if (copy.profile.code, copy.key) == (profile.code, key)
        and copy.profile.issued is not None
        and copy.profile.issued <= today + datetime.timedelta(days=1)
        and (profile.issued is None or copy.profile.issued > profile.issued)
    ]
    return max(candidates, key=_age, default=None)


def _age(copy: SignedCopy) -> tuple[datetime.date, datetime.datetime]:
    return copy.profile.issued or datetime.date.min, copy.fetched


def _signed_copy(entry: CachedProfile) -> SignedCopy | None:
    raw = entry.toml.encode()
    try:
        key, profile = fingerprint(profile_signer(raw)), profile_from_toml(raw)
    except Unreadable:
        return None
    return SignedCopy(url=entry.url, raw=raw, profile=profile, key=key, fetched=entry.fetched)
