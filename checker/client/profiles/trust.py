"""Whose signature counts on this PC: keys that were named, that are known, or that came first over a safe way."""

import datetime

import msgspec

from checker.client.desk import presentable_line
from checker.client.places import Places, read_whole, write_whole
from checker.client.profiles.address import desk_of
from checker.model.codec import Unreadable
from checker.model.failure import FailureKind, OperationFailed, Refusal
from checker.model.profile import Profile
from checker.model.record import Record


class Key(Record, frozen=True, kw_only=True):
    """A key that this PC knows, by its fingerprint."""

    firm: str = ""
    desk_url: str = ""
    since: datetime.date


class Known(Record, frozen=True, kw_only=True):
    """The file trust.json."""

    version: int = 1
    keys: dict[str, Key] = {}

    def desks(self) -> list[str]:
        """The addresses of known desks, the newest first."""
        newest = sorted(self.keys.values(), key=lambda key: key.since, reverse=True)
        return list(dict.fromkeys(key.desk_url for key in newest if key.desk_url))

    def others(self, fingerprint: str, profile: Profile) -> list[str]:
        """Other keys that this PC knows for the same firm or the same desk."""
        return [known for known, key in self.keys.items() if known != fingerprint and _is_same(key, *_firm_of(profile))]

    def with_key(self, fingerprint: str, profile: Profile, today: datetime.date) -> "Known":
        """This, and the key; other keys of the same firm or desk are forgotten."""
        gone = self.others(fingerprint, profile)
        kept = {known: key for known, key in self.keys.items() if known not in gone}
        since = kept[fingerprint].since if fingerprint in kept else today
        firm, desk_url = _firm_of(profile)
        kept[fingerprint] = Key(firm=firm, desk_url=desk_url, since=since)
        return msgspec.structs.replace(self, keys=kept)


UNKNOWN_KEY = "profile-unknown-key"
"""The kind of the refusal where nothing but the file itself says whose it is."""


class Claim(Record, frozen=True, kw_only=True):
    """A profile whose signature holds, and how it came: `named` by hand or by the program's own settings, `linked` in
    the address that led here, `fetched` from this address over a way that nobody could change."""

    fingerprint: str
    profile: Profile
    named: tuple[str, ...] = ()
    linked: str = ""
    fetched: str = ""


def believe(claim: Claim, known: Known) -> bool:
    """Whether this key is here for the first time without having been named. Raises Unreadable for one not trusted."""
    key = claim.fingerprint
    if claim.linked and claim.linked != key:
        raise Unreadable(_other_key(key))
    if key in claim.named:
        return False
    if known.others(key, claim.profile):
        raise Unreadable(_changed(claim))
    if key in known.keys or claim.linked == key:
        return False
    if claim.fetched and desk_of(claim.fetched)[0] == desk_of(_firm_of(claim.profile)[1])[0]:
        return True
    raise Unreadable(_unknown(claim))


class TrustFile:
    """Reads and writes trust.json. `damaged` after a reading that had to start anew."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.damaged = False

    def read(self) -> Known:
        """What this PC knows; nothing where the file is missing, unreadable or damaged."""
        try:
            return msgspec.json.decode(read_whole(self._places.trust), type=Known)
        except OperationFailed as failed:
            self.damaged = failed.failure.kind is not FailureKind.NOT_FOUND
        except (msgspec.DecodeError, UnicodeDecodeError):
            self.damaged = True
            self._places.set_aside(self._places.trust)
        return Known()

    def write(self, known: Known) -> None:
        """Raises OperationFailed."""
        self._places.folder(self._places.home)
        write_whole(self._places.trust, msgspec.json.encode(known))


def spoken(fingerprint: str) -> str:
    """A fingerprint as it is read out on the phone: four letters at a time."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _firm_of(profile: Profile) -> tuple[str, str]:
    return (profile.firm.name, profile.firm.desk_url) if profile.firm is not None else ("", "")


def _is_same(key: Key, firm: str, desk_url: str) -> bool:
    same_firm = bool(firm) and " ".join(key.firm.casefold().split()) == " ".join(firm.casefold().split())
    return same_firm or (bool(desk_url) and desk_of(key.desk_url) == desk_of(desk_url))


def _other_key(key: str) -> Refusal:
    return Refusal(
        kind="profile-other-key",
        de="Achtung: Dieses Profil ist nicht von der IT-Firma unterschrieben, die der Link nennt. Es wird nicht "
        f"benutzt. Rufen Sie Ihre IT-Firma an und nennen Sie das Kennzeichen {spoken(key)}.",
        en="Caution: this profile is not signed by the IT firm that the link names. It is not used. Call your IT firm "
        f"and tell them the mark {spoken(key)}.",
    )


def _changed(claim: Claim) -> Refusal:
    firm, mark = presentable_line(_firm_of(claim.profile)[0]), spoken(claim.fingerprint)
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


def _unknown(claim: Claim) -> Refusal:
    return Refusal(
        kind=UNKNOWN_KEY,
        de="Dieses Profil ist unterschrieben, aber dieser Computer kennt die Unterschrift noch nicht. Es wird nicht "
        "benutzt. Laden Sie das Profil mit dem Link oder der Kennung Ihrer IT-Firma. Oder rufen Sie sie an: Nennt sie "
        f"das Kennzeichen {spoken(claim.fingerprint)}, starten Sie mit --key {claim.fingerprint}.",
        en="This profile is signed, but this computer does not know the signature yet. It is not used. Load the "
        "profile with your IT firm's link or code. Or call them: if they tell you the mark "
        f"{spoken(claim.fingerprint)}, start with --key {claim.fingerprint}.",
    )
