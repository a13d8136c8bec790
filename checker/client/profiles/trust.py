"""Whose signature counts on this PC: keys that were named, that are known, or that came first over a safe way."""

import datetime

import msgspec

from checker.client.desk_api import sanitize_line
from checker.client.environment.atomic_files import read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.firm_name import is_same_name, visible_text
from checker.client.profiles.sources.address import desk_endpoint
from checker.model.codec import Unreadable
from checker.model.failure import FailureKind, OperationFailed, Refusal
from checker.model.profile import Profile
from checker.model.record import Record
from checker.model.text import Text


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

    def with_key(
        self, fingerprint: str, profile: Profile, today: datetime.date, fetched_url: str = ""
    ) -> "TrustedKeys":
        """This, and the key; other keys of the same firm or desk are forgotten, and it takes the place of the first.

        A known key stays with its firm and desk, unless the profile came from the desk that it names itself: else a
        foreign key could take another firm's name before that firm is known here.
        """
        known_key = self.keys.get(fingerprint)
        firm, desk_url = _firm_of(profile)
        is_moved = known_key is not None and not is_same_desk(known_key.desk_url, desk_url)
        if is_moved and not is_same_desk(fetched_url, desk_url):
            return self
        replaced = self.conflicting_keys(fingerprint, profile)
        entry = TrustedKey(firm=firm, desk_url=desk_url, since=known_key.since if known_key is not None else today)
        keys: dict[str, TrustedKey] = {}
        for known_fingerprint, key in self.keys.items():
            if known_fingerprint == fingerprint or known_fingerprint in replaced:
                keys.setdefault(fingerprint, entry)
            else:
                keys[known_fingerprint] = key
        keys.setdefault(fingerprint, entry)
        return msgspec.structs.replace(self, keys=keys)


UNKNOWN_KEY = "profile-unknown-key"
"""The kind of the refusal where nothing but the file itself says whose it is."""


class SignatureClaim(Record, frozen=True, kw_only=True):
    """A profile whose signature holds, and how it came.

    `named_keys` by hand or by the program's own settings, `linked_key` in the address that led here, `fetched_url`
    from this address over a way that nobody could change. `predecessors`: keys that signed for this one, or for one
    that did. `phone`: the number that this PC knows of the firm from before.
    """

    fingerprint: str
    profile: Profile
    named_keys: tuple[str, ...] = ()
    linked_key: str = ""
    fetched_url: str = ""
    predecessors: frozenset[str] = frozenset()
    phone: str = ""


def verify_trust(claim: SignatureClaim, trusted_keys: TrustedKeys) -> bool:
    """Whether this key is here for the first time without having been named. Raises Unreadable for one not trusted."""
    key = claim.fingerprint
    accepted = {key, *claim.predecessors}
    if claim.linked_key and claim.linked_key not in accepted:
        raise Unreadable(_other_key_refusal(key))
    if key in claim.named_keys:
        return False
    conflicts = set(trusted_keys.conflicting_keys(key, claim.profile))
    if conflicts - claim.predecessors:
        raise Unreadable(_changed_key_refusal(claim))
    if conflicts or key in trusted_keys.keys or not accepted.isdisjoint(claim.named_keys):
        return False
    firm, desk_url = _firm_of(claim.profile)
    if is_same_desk(claim.fetched_url, desk_url) or (claim.linked_key and not firm and not desk_url):
        return True
    raise Unreadable(_unknown_key_refusal(claim))


def is_same_desk(url: str, desk_url: str) -> bool:
    """Whether both are on the same host; false where one is empty."""
    host = desk_endpoint(url)[0]
    return bool(host) and host == desk_endpoint(desk_url)[0]


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
    return is_same_name(key.firm, firm) or (bool(desk_url) and desk_endpoint(key.desk_url) == desk_endpoint(desk_url))


def _other_key_refusal(key: str) -> Refusal:
    return Refusal(
        kind="profile-other-key",
        de="Achtung: Dieses Profil ist nicht von der IT-Firma unterschrieben, die der Link nennt. Es wird nicht "
        f"benutzt. Rufen Sie Ihre IT-Firma an und nennen Sie das Kennzeichen {spell_fingerprint(key)}.",
        en="Caution: this profile is not signed by the IT firm that the link names. It is not used. Call your IT firm "
        f"and tell them the mark {spell_fingerprint(key)}.",
    )


def _changed_key_refusal(claim: SignatureClaim) -> Refusal:
    firm, mark = sanitize_line(visible_text(_firm_of(claim.profile)[0])), spell_fingerprint(claim.fingerprint)
    phone = sanitize_line(claim.phone)
    number_de = f"unter der Nummer {phone} an, die dieser Computer von ihr kennt" if phone else _FAMILIAR_NUMBER.de
    number_en = f"on {phone}, the number that this computer knows of them" if phone else _FAMILIAR_NUMBER.en
    return Refusal(
        kind="profile-key-changed",
        de=f"Achtung: Dieses Profil nennt die IT-Firma „{firm}“, ist aber mit einem anderen Schlüssel unterschrieben "
        "als bisher. Es könnte eine Fälschung sein und wird nicht benutzt. Rufen Sie Ihre IT-Firma "
        f"{number_de}, und fragen Sie nach dem Kennzeichen {mark}. Bestätigt sie es, hilft sie Ihnen, es mit "
        f"--key {claim.fingerprint} einzutragen.",
        en=f"Caution: this profile names the IT firm “{firm}”, but is signed with another key than before. It could "
        f"be a forgery and is not used. Call your IT firm {number_en}, and ask for the mark {mark}. If they confirm "
        f"it, they will help you to enter it with --key {claim.fingerprint}.",
    )


_FAMILIAR_NUMBER = Text(de="unter der Nummer an, die Sie schon kennen", en="on the number that you already know")


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
