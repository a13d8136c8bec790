"""Which format a file has, by what it holds: names of files are habit. `import_file` is the only entry."""

from collections.abc import Callable

from checker.checks.vpn.imports import archive, recognition
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.merge import merge
from checker.checks.vpn.imports.readers import apple, json_files, openvpn, plist, rdp, wireguard
from checker.checks.vpn.imports.readers.openvpn.settings import SiblingReader
from checker.checks.vpn.imports.readers.text import citrix, ipsec_clients, rasphone, swanctl
from checker.checks.vpn.imports.readers.text.sections import parse_sections
from checker.checks.vpn.imports.readers.xml import anyconnect, azure, forticlient, rdcman, windows_profile
from checker.checks.vpn.imports.readers.xml.document import outermost_name
from checker.checks.vpn.imports.refusals import ARCHIVE_EMPTY, EMPTY, TOO_LARGE
from checker.checks.vpn.imports.result import ImportResult
from checker.checks.vpn.imports.text_fields import decode_text
from checker.model.codec import Unreadable

MAX_FILE_B = 1_000_000
"""Bytes. An .ovpn with a long chain of authorities has some ten thousand."""
_XML_READERS: dict[str, Callable[[bytes, str], ImportBuilder]] = {
    anyconnect.ROOT: anyconnect.read,
    azure.CLIENT_ROOT: azure.read_client,
    forticlient.ROOT: forticlient.read,
    rdcman.ROOT: rdcman.read,
    windows_profile.ROOT: lambda raw, file: (
        azure.read_generic(raw, file) if azure.is_generic(raw) else windows_profile.read(raw, file)
    ),
}


def import_file(raw: bytes, file: str, read_sibling: SiblingReader = lambda _name: None) -> ImportResult:
    """What one file holds for a profile. `file`: its name; `read_sibling`: reads a file of the same folder by its name.

    Raises Unreadable, whose refusal says what to do.
    """
    if raw.startswith(archive.MARK):
        return _import_archive(raw)
    if len(raw) > MAX_FILE_B:
        raise Unreadable(TOO_LARGE)
    if not raw.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    return merge([_read_format(raw, file, read_sibling).build()])


def _import_archive(raw: bytes) -> ImportResult:
    """All configurations of a zip. What is none, such as a key beside it, is passed over; a damaged one is not."""
    members = archive.members_of(raw)
    results = []
    for name, content in members.items():
        if not content.startswith(archive.MARK):
            try:
                results.append(import_file(content, name, archive.sibling_reader_of(members, name)))
            except Unreadable as error:
                if error.refusal.kind not in ("import-unknown", "import-empty"):
                    raise
    if not results:
        raise Unreadable(ARCHIVE_EMPTY)
    return merge(results)


def _read_format(raw: bytes, file: str, read_sibling: SiblingReader) -> ImportBuilder:
    if plist.is_plist(raw):
        return apple.read(raw)
    text = decode_text(raw)
    if xml_reader := _XML_READERS.get(outermost_name(text)):
        return xml_reader(raw, file)
    if json_files.is_json(text):
        return json_files.read(raw, text, file)
    if builder := _read_lines(text, file):
        return builder
    if openvpn.is_openvpn(raw):
        return openvpn.read(raw, file, read_sibling)
    raise Unreadable(recognition.unknown_file(raw, text))


def _read_lines(text: str, file: str) -> ImportBuilder | None:
    """Formats in lines, but for OpenVPN's; None for none of them."""
    sections = parse_sections(text)
    matching = (
        (wireguard.is_wireguard(text), wireguard.read),
        (rdp.is_rdp(text), rdp.read),
        (ipsec_clients.is_shrew(text), ipsec_clients.read_shrew),
        (ipsec_clients.is_avm(text), ipsec_clients.read_avm),
        (ipsec_clients.is_cisco(sections), ipsec_clients.read_cisco),
        (ipsec_clients.is_ncp(sections), ipsec_clients.read_ncp),
        (rasphone.is_phone_book(sections), rasphone.read),
        (citrix.is_ica(sections), citrix.read),
        (swanctl.is_swanctl(text), swanctl.read),
    )
    reader = next((read for is_this, read in matching if is_this), None)
    return reader(text, file) if reader else None
