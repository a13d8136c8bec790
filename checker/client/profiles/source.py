"""The profile that somebody asked for: found, its signature believed, its needs understood."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from checker.checks.registry import needs
from checker.client.desk import secret_way
from checker.client.places import Places, read_whole
from checker.client.profiles import notes
from checker.client.profiles.address import FromAddress, FromCode, FromFile, meaning, plain_key, profile_url
from checker.client.profiles.fetch import PROFILE_LIMIT, TOO_LARGE, Away, fetch
from checker.client.profiles.firm import FirmSettings, firm_settings, settings_folders
from checker.client.profiles.kept import Copies, Kept
from checker.client.profiles.loaded import LoadedProfile, Origin
from checker.client.profiles.started import Named, named
from checker.client.profiles.trust import UNKNOWN_KEY, Claim, TrustFile, believe
from checker.model.codec import Unreadable, profile_from_toml
from checker.model.failure import FailureKind, OperationFailed
from checker.model.profile import BUILT_IN, Profile
from checker.model.signature import fingerprint, profile_signer
from checker.model.text import Text
from checker.net.net import Net

UNKNOWN = "profile-unknown"
"""The kind of the desk's refusal where it has no such customer."""


def load(
    source: str | None,
    *,
    places: Places,
    net: Net,
    trusted: Iterable[str] = (),
    unsigned_allowed: bool = False,
    started: str = "",
    beside: Iterable[Path] | None = None,
    now: datetime.datetime | None = None,
) -> LoadedProfile:
    """The profile of a file, an address or a customer code.

    Without a source: that of the customer whose code is in the name of the `started` file, or in the settings; else the
    one that was used last; else the built-in one.

    `trusted`: fingerprints believed beside those that this PC knows. `unsigned_allowed` is a developer's: it takes
    any profile, pins no key and keeps no copy. `beside`: folders in which firm.toml may lie, the first one counts.
    Raises Unreadable: its refusal says in the reader's words why there is none, and what to do.
    """
    moment = now or datetime.datetime.now(datetime.UTC)
    keys = tuple(plain_key(key) for key in trusted)
    folders = settings_folders() if beside is None else list(beside)
    return _Loading(places, net, keys, unsigned_allowed, folders, moment).load(source, named(started))


class _Loading:
    """One loading: what it has learned so far, and the notes that go with the result."""

    def __init__(
        self,
        places: Places,
        net: Net,
        keys: tuple[str, ...],
        unsigned_allowed: bool,
        folders: list[Path],
        now: datetime.datetime,
    ) -> None:
        self._net = net
        self._keys = keys
        self._unsigned_allowed = unsigned_allowed
        self._folders = folders
        self._now = now
        self._trust = TrustFile(places)
        self._known = self._trust.read()
        self._copies = Copies(places)
        self._notes: list[Text] = [notes.KEYS_LOST] if self._trust.damaged else []

    def load(self, source: str | None, handed: Named | None) -> LoadedProfile:
        firm = self._firm()
        if source is None or not source.strip():
            return self._usual(firm, handed)
        match meaning(source):
            case FromFile(path=path):
                return self._from_file(_read(path))
            case FromAddress() as address:
                return self._from_addresses([address], address.code)
            case FromCode(code=code):
                return self._from_code(code, self._desks(firm))

    def _from_file(self, raw: bytes) -> LoadedProfile:
        """A file can come from anybody. Where this PC does not know its firm, the desk that it names vouches for it.

        The file is then worth what a link to that desk is worth, and the desk's own profile is taken.
        """
        try:
            return self._accept(raw, Origin.FILE)
        except Unreadable as no:
            if no.refusal.kind != UNKNOWN_KEY:
                raise
            profile = profile_from_toml(raw)
            if profile.firm is None or not secret_way(profile.firm.desk_url):
                raise
            url = profile_url(profile.firm.desk_url, profile.code)
            try:
                fetched = fetch(self._net, url)
            except Away as away:
                raise Unreadable(away.refusal) from away
            if profile_signer(fetched.raw) != profile_signer(raw):
                raise
            return self._accept(fetched.raw, Origin.DESK, profile.code, fetched=fetched.url, asked=url)

    def _usual(self, firm: FirmSettings | None, handed: Named | None) -> LoadedProfile:
        """Nobody said which: the program's own name, its settings, or what was used last."""
        if handed is not None:
            return self._from_name(handed, self._desks(firm, handed.desk_url))
        if firm is not None and firm.code:
            return self._from_code(firm.code.upper(), self._desks(firm))
        last = self._copies.last()
        if last is not None:
            return self._from_addresses([FromAddress(url=last.url, code=last.code)], last.code)
        return LoadedProfile(profile=BUILT_IN, origin=Origin.BUILT_IN, note=notes.joined(self._notes))

    def _firm(self) -> FirmSettings | None:
        """What lies beside the program. A damaged file is said, and is otherwise as good as none."""
        try:
            firm = firm_settings(self._folders)
        except Unreadable as unreadable:
            self._notes.append(Text(de=unreadable.refusal.de, en=unreadable.refusal.en))
            return None
        if firm is not None and firm.key:
            self._keys += (plain_key(firm.key),)
        return firm

    def _desks(self, firm: FirmSettings | None, handed: str = "") -> list[str]:
        """Who may be asked for a code. Anybody can give a name: it counts only where no settings name the firm."""
        first = [firm.desk_url] if firm else [handed] if secret_way(handed) else []
        return list(dict.fromkeys([*first, *(desk for desk in self._known.desks() if secret_way(desk))]))

    def _from_name(self, handed: Named, desks: list[str]) -> LoadedProfile:
        """The first of the codes that the name may mean and the desk knows."""
        unknown: Unreadable | None = None
        for code in handed.codes:
            try:
                return self._from_code(code, desks)
            except Unreadable as no:
                if no.refusal.kind != UNKNOWN:
                    raise
                unknown = unknown or no
        raise unknown or Unreadable(notes.no_desk_for(handed.codes[0]))

    def _from_code(self, code: str, desks: list[str]) -> LoadedProfile:
        if not desks:
            raise Unreadable(notes.no_desk_for(code))
        return self._from_addresses([FromAddress(url=profile_url(desk, code)) for desk in desks], code)

    def _from_addresses(self, addresses: list[FromAddress], code: str) -> LoadedProfile:
        """Asks one desk after the other. A kept copy serves where one could not be asked and none had an answer."""
        refused: Unreadable | None = None
        away: Away | None = None
        for address in addresses:
            try:
                fetched = fetch(self._net, address.url)
            except Away as gone:
                away = away or gone
            except Unreadable as no:
                refused = refused or no
            else:
                return self._accept(fetched.raw, Origin.DESK, code, address.key, fetched.url, address.url)
        if away is None:
            raise refused or Unreadable(notes.no_desk_for(code))
        first = addresses[0]
        kept = self._copies.newest(url=first.url) or (self._copies.newest(code=code) if len(addresses) > 1 else None)
        if kept is None:
            raise Unreadable(away.refusal)
        return self._from_kept(kept, code, first.key)

    def _from_kept(self, kept: Kept, code: str, linked: str) -> LoadedProfile:
        self._notes.append(notes.kept_since(kept.fetched))
        return self._accept(kept.toml.encode(), Origin.KEPT, code, linked)

    def _accept(
        self, raw: bytes, origin: Origin, code: str = "", linked: str = "", fetched: str = "", asked: str = ""
    ) -> LoadedProfile:
        profile, key = self._believed(raw, linked, fetched)
        if code and profile.code != code:
            raise Unreadable(notes.OTHER_CUSTOMER, f"asked {code}")
        needs(profile)
        expired = profile.expires is not None and profile.expires < self._now.astimezone().date()
        self._notes += notes.about(profile, self._now.astimezone().date())
        if key:
            self._remember(raw, profile, key, asked)
        return LoadedProfile(
            profile=profile, origin=origin, trusted_key=key, note=notes.joined(self._notes), expired=expired
        )

    def _believed(self, raw: bytes, linked: str, fetched: str) -> tuple[Profile, str]:
        """The profile and its key's fingerprint; none where only a developer's flag let it through."""
        try:
            key = fingerprint(profile_signer(raw))
            profile = profile_from_toml(raw)
            claim = Claim(fingerprint=key, profile=profile, named=self._keys, linked=linked, fetched=fetched)
            if believe(claim, self._known):
                self._notes.append(notes.first_use(profile, key))
        except Unreadable:
            if not self._unsigned_allowed:
                raise
            self._notes.append(notes.NOT_BELIEVED)
            return profile_from_toml(raw), ""
        return profile, key

    def _remember(self, raw: bytes, profile: Profile, key: str, asked: str) -> None:
        known = self._known.with_key(key, profile, self._now.astimezone().date())
        try:
            if known != self._known:
                self._trust.write(known)
            if asked:
                self._copies.keep(asked, profile.code, raw, self._now)
            elif profile.firm is not None and secret_way(profile.firm.desk_url):
                # From a file: the next start asks the desk that it names, and does with this copy where that is away.
                self._copies.keep(profile_url(profile.firm.desk_url, profile.code), profile.code, raw, self._now)
        except OperationFailed:
            self._notes.append(notes.NOT_KEPT)


def _read(path: Path) -> bytes:
    try:
        return read_whole(path, PROFILE_LIMIT)
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.BAD_ANSWER:
            raise Unreadable(TOO_LARGE) from failed
        raise Unreadable(notes.no_file(failed.failure)) from failed
