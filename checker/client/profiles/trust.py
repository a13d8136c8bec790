"""Whose signature counts on this PC: keys that were named, that are known, or that came first over a safe way."""

import datetime

import msgspec

from checker.client.desk_api import sanitize_line
from checker.client.environment.atomic_files import read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.sources.address import desk_endpoint
from checker.model.codec import Unreadable
from checker.model.failure import FailureKind, OperationFailed, Refusal
from checker.model.profile import Profile
from checker.model.record import Record


class TrustedKey(Record, frozen=True, kw_only=True):
    """A key that this PC knows, by its fingerprint."""

    firm: str = ""
    desk_url: str = ""
    since: datetime.date


class TrustedKeys(Record, frozen=True, kw_only=True):
    """The file trust.json."""

    version: int = 1
    keys: dict[str, TrustedKey] = {}

    def desks(self) -> list[str]:
        """The addresses of known desks, the newest first."""
        newest = sorted(self.keys.values(), key=lambda key: key.since, reverse=True)
        return list(dict.fromkeys(key.desk_url for key in newest if key.desk_url))

    def conflicting_keys(self, fingerprint: str, profile: Profile) -> list[str]:
        """Other keys that this PC knows for the same firm or the same desk."""
        return [
            known_fingerprint
            for known_fingerprint, key in self.keys.items()
            if known_fingerprint != fingerprint and _is_same_firm(key, *_firm_of(profile))
        ]

    def with_key(self, fingerprint: str, profile: Profile, today: datetime.date) -> "TrustedKeys":
        """This, and the key; other keys of the same firm or desk are forgotten."""
        replaced = self.conflicting_keys(fingerprint, profile)
        keys = {
            known_fingerprint: key for known_fingerprint, key in self.keys.items() if known_fingerprint not in replaced
        }
        since = keys[fingerprint].since if fingerprint in keys else today
        firm, desk_url = _firm_of(profile)
        keys[fingerprint] = TrustedKey(firm=firm, desk_url=desk_url, since=since)
        return msgspec.structs.replace(self, keys=keys)


UNKNOWN_KEY = "profile-unknown-key"
"""The kind of the refusal where nothing but the file itself says whose it is."""


class SignatureClaim(Record, frozen=True, kw_only=True):
    """A profile whose signature holds, and how it came.
    `named_keys` by hand or by the program's own settings, `linked_key` in
    the address that led here, `fetched_url` from this address over a way that nobody could change."""

    fingerprint: str
    profile: Profile
    named_keys: tuple[str, ...] = ()
    linked_key: str = ""
    fetched_url: str = ""


def verify_trust(claim: SignatureClaim, trusted_keys: TrustedKeys) -> bool:
    """Whether this key is here for the first time without having been named. Raises Unreadable for one not trusted."""
    key = claim.fingerprint
    if claim.linked_key and claim.linked_key != key:
        raise Unreadable(_other_key_refusal(key))
    if key in claim.named_keys:
        return False
    if trusted_keys.conflicting_keys(key, claim.profile):
        raise Unreadable(_changed_key_refusal(claim))
    if key in trusted_keys.keys or claim.linked_key == key:
        return False
    if claim.fetched_url and desk_endpoint(claim.fetched_url)[0] == desk_endpoint(_firm_of(claim.profile)[1])[0]:
        return True
    raise Unreadable(_unknown_key_refusal(claim))


class TrustFile:
    """Reads and writes trust.json. `is_damaged` after a reading that had to start anew."""

    def __init__(self, data_directory: DataDirectory) -> None:
        self._data_directory = data_directory
        self.is_damaged = False

    def read(self) -> TrustedKeys:
        """What this PC knows; nothing where the file is missing, unreadable or damaged."""
        try:
            return msgspec.json.decode(read_file(self._data_directory.trust), type=TrustedKeys)
        except OperationFailed as failed:
            self.is_damaged = failed.failure.kind is not FailureKind.NOT_FOUND
        except (msgspec.DecodeError, UnicodeDecodeError):
            self.is_damaged = True
            self._data_directory.quarantine(self._data_directory.trust)
        return TrustedKeys()

    def write(self, trusted_keys: TrustedKeys) -> None:
        """Raises OperationFailed."""
        self._data_directory.make_folder(self._data_directory.home)
        write_atomically(self._data_directory.trust, msgspec.json.encode(trusted_keys))


def spell_fingerprint(fingerprint: str) -> str:
    """A fingerprint as it is read out on the phone: four letters at a time."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _firm_of(profile: Profile) -> tuple[str, str]:
    return (profile.firm.name, profile.firm.desk_url) if profile.firm is not None else ("", "")


def _is_same_firm(key: TrustedKey, firm: str, desk_url: str) -> bool:
    same_firm = bool(firm) and " ".join(key.firm.casefold().split()) == " ".join(firm.casefold().split())
    return same_firm or (bool(desk_url) and desk_endpoint(key.desk_url) == desk_endpoint(desk_url))


def _other_key_refusal(key: str) -> Refusal:
    return Refusal(
        kind="profile-other-key",
        de="Achtung: Dieses Profil ist nicht von der IT-Firma unterschrieben, die der Link nennt. Es wird nicht "
        f"benutzt. Rufen Sie Ihre IT-Firma an und nennen Sie das Kennzeichen {spell_fingerprint(key)}.",
        en="Caution: this profile is not signed by the IT firm that the link names. It is not used. Call your IT firm "
        f"and tell them the mark {spell_fingerprint(key)}.",
    )


def _changed_key_refusal(claim: SignatureClaim) -> Refusal:
    firm, mark = sanitize_line(_firm_of(claim.profile)[0]), spell_fingerprint(claim.fingerprint)
    return Refusal(
        kind="profile-key-changed",
        de=f"Achtung: Dieses Profil nennt die IT-Firma „{firm}“, ist aber mit einem anderen Schlüssel unterschrieben "
        "als bisher. Es könnte eine Fälschung sein und wird nicht benutzt. Rufen Sie Ihre IT-Firma unter der Nummer "
        f"an, die Sie schon kennen, und fragen Sie nach dem Kennzeichen {mark}. Bestätigt sie es, hilft sie Ihnen, es "
        f"mit --key {claim.fingerprint} einzutragen.",
        en=f"Caution: this profile names the IT firm “{firm}”, but is signed with another key than before. It could "
        "be a forgery and is not used. Call your IT firm on the number that you already know and ask for the mark "
        f"{mark}. If they confirm it, they will help you to enter it with --key {claim.fingerprint}.",
    )


def _unknown_key_refusal(claim: SignatureClaim) -> Refusal:
    return Refusal(
        kind=UNKNOWN_KEY,
        de="Dieses Profil ist unterschrieben, aber dieser Computer kennt die Unterschrift noch nicht. Es wird nicht "
        "benutzt. Laden Sie das Profil mit dem Link oder der Kennung Ihrer IT-Firma. Oder rufen Sie sie an: Nennt sie "
        f"das Kennzeichen {spell_fingerprint(claim.fingerprint)}, starten Sie mit --key {claim.fingerprint}.",
        en="This profile is signed, but this computer does not know the signature yet. It is not used. Load the "
        "profile with your IT firm's link or code. Or call them: if they tell you the mark "
        f"{spell_fingerprint(claim.fingerprint)}, start with --key {claim.fingerprint}.",
    )
