"""The profile that somebody asked for: found, its signature believed, its needs understood."""

import datetime
from pathlib import Path

from checker.checks.registry import needs
from checker.client.contacted_hosts import hosts_on_this_side
from checker.client.desk_api import is_secure_url
from checker.client.environment.atomic_files import read_file
from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles import notes
from checker.client.profiles.code_owner import CodeOwner, SignedCopy, find_owner, firm_phone, newer_copy, signed_copies
from checker.client.profiles.firm_settings import FirmSettings, load_firm_settings, settings_folders
from checker.client.profiles.loaded_profile import LoadedProfile, ProfileOrigin
from checker.client.profiles.sources.address import (
    CodeSource,
    FileSource,
    UrlSource,
    desk_endpoint,
    normalize_fingerprint,
    parse_source,
    profile_url,
)
from checker.client.profiles.sources.cache import CachedProfile, ProfileCache
from checker.client.profiles.sources.download import MAX_PROFILE_BYTES, TOO_LARGE, DeskUnavailable, fetch_profile
from checker.client.profiles.sources.program_name import ProgramNameHint, parse_program_path
from checker.client.profiles.trust import UNKNOWN_KEY, SignatureClaim, TrustFile, verify_trust
from checker.model.codec import Unreadable, profile_from_toml
from checker.model.failure import FailureKind, OperationFailed
from checker.model.firm.appearance import appearance_from_toml
from checker.model.profile import BUILT_IN, Profile
from checker.model.record import Record
from checker.model.signature import fingerprint, profile_signer
from checker.model.succession import predecessors, successions
from checker.model.text import Text
from checker.net.net import Net

UNKNOWN_CODE = "profile-unknown"
"""The kind of the desk's refusal where it has no such customer."""


class LoadOptions(Record, frozen=True, kw_only=True):
    """What a loading goes by.

    `trusted_fingerprints`: believed beside those that this PC knows. `allow_unsigned` is a developer's: it takes any
    profile, pins no key and keeps no copy. `program_path`: the file that was started; its name may hold a code.
    `firm_folders`: where firm.toml may lie, the first one counts; None: beside the program. `now`: None: now.
    """

    data_directory: DataDirectory
    net: Net
    trusted_fingerprints: tuple[str, ...] = ()
    allow_unsigned: bool = False
    program_path: str = ""
    firm_folders: tuple[Path, ...] | None = None
    now: datetime.datetime | None = None


def load_profile(source: str | None, options: LoadOptions) -> LoadedProfile:
    """The profile of a file, an address or a customer code.

    Without a source: that of the customer whose code is in the name of the program's file, or in the settings; else
    the one that was used last; else the built-in one.
    Raises Unreadable: its refusal says in the reader's words why there is none, and what to do.
    """
    return _ProfileLoader(options).load(source)


class _ProfileLoader:
    """One loading: what it has learned so far, and the notes that go with the result."""

    def __init__(self, options: LoadOptions) -> None:
        self._net = options.net
        self._keys = tuple(normalize_fingerprint(key) for key in options.trusted_fingerprints)
        self._allow_unsigned = options.allow_unsigned
        self._name_hint = parse_program_path(options.program_path)
        self._folders = settings_folders() if options.firm_folders is None else list(options.firm_folders)
        self._now = options.now or datetime.datetime.now(datetime.UTC)
        self._trust_file = TrustFile(options.data_directory)
        self._trusted_keys = self._trust_file.read()
        self._cache = ProfileCache(options.data_directory)
        self._copies: tuple[SignedCopy, ...] = ()
        self._notes: list[Text] = [notes.TRUST_FILE_DAMAGED] if self._trust_file.is_damaged else []

    def load(self, source: str | None) -> LoadedProfile:
        settings = self._load_settings()
        self._copies = signed_copies(self._cache.entries())
        try:
            return self._load(source, settings)
        except Unreadable as unreadable:
            owner = find_owner(self._code_of(source, settings), self._copies, self._trusted_keys)
            if owner is None:
                raise
            refusal = notes.with_number(unreadable.refusal, owner.newest.profile)
            raise Unreadable(refusal, unreadable.where) from unreadable

    def _code_of(self, source: str | None, settings: FirmSettings | None) -> str:
        """The customer whose profile is looked for; empty where nobody can tell."""
        if source is not None and source.strip():
            match parse_source(source):
                case UrlSource(code=code) | CodeSource(code=code):
                    return code
            return ""
        if self._name_hint is not None:
            return self._name_hint.codes[0]
        latest = self._cache.latest()
        code = settings.code.upper() if settings is not None else ""
        return code or (latest.code if latest is not None else "")

    def _load(self, source: str | None, settings: FirmSettings | None) -> LoadedProfile:
        if source is None or not source.strip():
            return self._default_profile(settings, self._name_hint)
        match parse_source(source):
            case FileSource(path=path):
                return self._from_file(_read(path))
            case UrlSource() as address:
                return self._from_addresses([address], address.code)
            case CodeSource(code=code):
                return self._from_code(code, settings)

    def _from_file(self, raw: bytes) -> LoadedProfile:
        """A file can come from anybody. Where this PC does not know its firm, the desk that it names vouches for it.

        The file is then worth what a link to that desk is worth, and the desk's own profile is taken.
        """
        try:
            return self._accept(raw, ProfileOrigin.FILE)
        except Unreadable as unreadable:
            if unreadable.refusal.kind != UNKNOWN_KEY:
                raise
            profile = profile_from_toml(raw)
            if profile.firm is None or not is_secure_url(profile.firm.desk_url):
                raise
            url = profile_url(profile.firm.desk_url, profile.code)
            try:
                fetched = fetch_profile(self._net, url)
            except DeskUnavailable as unavailable:
                raise Unreadable(unavailable.refusal) from unavailable
            if profile_signer(fetched.raw) != profile_signer(raw):
                raise
            return self._accept(fetched.raw, ProfileOrigin.DESK, profile.code, fetched_url=fetched.url, source_url=url)

    def _default_profile(self, settings: FirmSettings | None, name_hint: ProgramNameHint | None) -> LoadedProfile:
        """Nobody said which: the program's own name, its settings, or what was used last."""
        if name_hint is not None:
            return self._from_name(name_hint, settings)
        if settings is not None and settings.code:
            return self._from_code(settings.code.upper(), settings)
        latest = self._cache.latest()
        if latest is not None:
            return self._from_addresses([UrlSource(url=latest.url, code=latest.code)], latest.code)
        return LoadedProfile(profile=BUILT_IN, origin=ProfileOrigin.BUILT_IN, note=notes.join_notes(self._notes))

    def _load_settings(self) -> FirmSettings | None:
        """What lies beside the program. A damaged file is said, and is otherwise as good as none."""
        try:
            settings = load_firm_settings(self._folders)
        except Unreadable as unreadable:
            self._notes.append(unreadable.refusal.text)
            return None
        if settings is not None and settings.key:
            self._keys += (normalize_fingerprint(settings.key),)
        return settings

    def _from_name(self, name_hint: ProgramNameHint, settings: FirmSettings | None) -> LoadedProfile:
        """The first of the codes that the name may mean and the desk knows."""
        unknown: Unreadable | None = None
        for code in name_hint.codes:
            try:
                return self._from_code(code, settings, name_hint.desk_url)
            except Unreadable as unreadable:
                if unreadable.refusal.kind != UNKNOWN_CODE:
                    raise
                unknown = unknown or unreadable
        raise unknown or Unreadable(notes.no_desk_refusal(name_hint.codes[0]))

    def _from_code(self, code: str, settings: FirmSettings | None, hinted_desk: str = "") -> LoadedProfile:
        """A code goes to one firm only: that of the program's settings, or else the one that it belongs to here.

        Anybody can give a file a name, and any desk can answer for any code. So a code that is new here goes to a desk
        that only the file's name names where no other firm is known, and to a known one once its address was typed.
        """
        owner = find_owner(code, self._copies, self._trusted_keys)
        if settings is not None:
            try:
                return self._from_addresses([UrlSource(url=profile_url(settings.desk_url, code))], code)
            except Unreadable as unreadable:
                if unreadable.refusal.kind != UNKNOWN_CODE or owner is None:
                    raise
        if owner is not None:
            return self._from_addresses(list(owner.addresses), code, owner)
        known_desks = [desk for desk in self._trusted_keys.desks() if is_secure_url(desk)]
        desk = hinted_desk if is_secure_url(hinted_desk) else ""
        if desk and all(desk_endpoint(desk) == desk_endpoint(known_desk) for known_desk in known_desks):
            return self._from_addresses([UrlSource(url=profile_url(desk, code))], code)
        if desk or known_desks:
            firms = [key.firm for key in self._trusted_keys.keys.values() if is_secure_url(key.desk_url)]
            raise Unreadable(notes.which_desk_refusal(code, firms, desk or known_desks[0]))
        raise Unreadable(notes.no_desk_refusal(code))

    def _from_addresses(self, addresses: list[UrlSource], code: str, owner: CodeOwner | None = None) -> LoadedProfile:
        """Asks one address after the other. A kept copy serves where one could not be asked and none had an answer."""
        refused: Unreadable | None = None
        unavailable: DeskUnavailable | None = None
        for address in addresses:
            try:
                fetched = fetch_profile(self._net, address.url)
            except DeskUnavailable as error:
                unavailable = unavailable or error
            except Unreadable as unreadable:
                refused = refused or unreadable
            else:
                return self._accept(fetched.raw, ProfileOrigin.DESK, code, address.key, fetched.url, address.url, owner)
        if unavailable is None:
            raise refused or Unreadable(notes.no_desk_refusal(code))
        first = addresses[0]
        if owner is not None:
            self._notes.append(notes.cache_note(owner.newest.fetched))
            return self._accept(owner.newest.raw, ProfileOrigin.CACHED, code, owner=owner)
        cached = self._cache.newest(url=first.url)
        if cached is None:
            raise Unreadable(unavailable.refusal)
        return self._from_cache(cached, code, first.key)

    def _from_cache(self, cached: CachedProfile, code: str, linked_key: str) -> LoadedProfile:
        self._notes.append(notes.cache_note(cached.fetched))
        return self._accept(cached.toml.encode(), ProfileOrigin.CACHED, code, linked_key)

    def _accept(
        self,
        raw: bytes,
        origin: ProfileOrigin,
        code: str = "",
        linked_key: str = "",
        fetched_url: str = "",
        source_url: str = "",
        owner: CodeOwner | None = None,
    ) -> LoadedProfile:
        profile, key = self._verify(raw, linked_key, fetched_url)
        if code and profile.code != code:
            raise Unreadable(notes.OTHER_CUSTOMER, f"asked {code}")
        if owner is not None and key:
            believed = {owner.key, *self._keys}
            if believed.isdisjoint({key, *predecessors(key, successions(raw))}):
                raise Unreadable(notes.code_owner_refusal(code, owner.newest.profile))
        source = raw
        newer = newer_copy(profile, key, self._copies, self._now.astimezone().date()) if key else None
        if newer is not None:
            self._notes.append(notes.older_profile_note(profile, newer.profile))
            profile, origin, source = newer.profile, ProfileOrigin.CACHED, newer.raw
        needs(profile)
        if key and (here := hosts_on_this_side(profile)):
            raise Unreadable(notes.OWN_COMPUTER, ", ".join(here))
        is_expired = profile.expires is not None and profile.expires < self._now.astimezone().date()
        self._notes += notes.date_notes(profile, self._now.astimezone().date())
        if key and newer is None:
            self._remember(raw, profile, key, source_url, fetched_url)
        return LoadedProfile(
            profile=profile,
            origin=origin,
            trusted_key=key,
            appearance=appearance_from_toml(source, profile),
            note=notes.join_notes(self._notes),
            is_expired=is_expired,
        )

    def _verify(self, raw: bytes, linked_key: str, fetched_url: str) -> tuple[Profile, str]:
        """The profile and its key's fingerprint; none where only a developer's flag let it through."""
        try:
            key = fingerprint(profile_signer(raw))
            profile = profile_from_toml(raw)
            claim = SignatureClaim(
                fingerprint=key,
                profile=profile,
                named_keys=self._keys,
                linked_key=linked_key,
                fetched_url=fetched_url,
                predecessors=predecessors(key, successions(raw)),
                phone=firm_phone(self._trusted_keys.conflicting_keys(key, profile), self._copies),
            )
            if verify_trust(claim, self._trusted_keys):
                self._notes.append(notes.first_use_note(profile, key))
            elif key not in self._trusted_keys.keys and claim.predecessors & {*self._trusted_keys.keys, *self._keys}:
                self._notes.append(notes.successor_note(profile, key))
        except Unreadable:
            if not self._allow_unsigned:
                raise
            self._notes.append(notes.NOT_VERIFIED)
            return profile_from_toml(raw), ""
        return profile, key

    def _remember(self, raw: bytes, profile: Profile, key: str, source_url: str, fetched_url: str) -> None:
        trusted_keys = self._trusted_keys.with_key(key, profile, self._now.astimezone().date(), fetched_url)
        try:
            if trusted_keys != self._trusted_keys:
                self._trust_file.write(trusted_keys)
            if source_url:
                self._cache.store(source_url, profile.code, raw, self._now)
            elif profile.firm is not None and is_secure_url(profile.firm.desk_url):
                # From a file: the next start asks the desk that it names, and does with this copy where that is away.
                self._cache.store(profile_url(profile.firm.desk_url, profile.code), profile.code, raw, self._now)
        except OperationFailed:
            self._notes.append(notes.NOT_CACHED)


def _read(path: Path) -> bytes:
    try:
        return read_file(path, MAX_PROFILE_BYTES)
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.BAD_ANSWER:
            raise Unreadable(TOO_LARGE) from failed
        raise Unreadable(notes.file_refusal(failed.failure)) from failed
