"""A recorded run held against the sentences that were shown: whatever none of them names."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from checker.model.privacy import DataGroup
from tests.bench.trust.home import HOSTS, ROOT, ROUTER, SEARCH_DOMAIN
from tests.bench.trust.packets import Contact
from tests.bench.trust.promises import Promise, permitted
from tests.bench.trust.walks import RecordedRun

_DNS_PORT = 53
_INTERPRETER = re.compile(r"python[\d.]*")
_NO_FILE = rf"/dev/(?:null|tty|pts/\d+)|/proc/self/.*|{re.escape(str(ROOT))}"
"""Opened for writing by any program, and keeping nothing; the source tries whether it may write into its own folder."""


def contradictions(
    run: RecordedRun, promises: Collection[Promise], allowed: Collection[DataGroup], own_folders: Collection[Path]
) -> list[str]:
    """What was done and not said, and what should have been said and was not. `own_folders`: the program's."""
    counting = permitted(promises, allowed)
    wrong = [f"does not say: {promise.text}" for promise in promises if promise.text not in run.screen]
    wrong += [f"sends to {_described(contact)}" for contact in run.contacts if not _is_named(contact, counting)]
    requests = [pattern for promise in counting for pattern in promise.requests]
    wrong += [f"asks the desk: {request}" for request in run.requests if not _matches(request, requests)]
    wrong += [f"sends the header {name}" for name in _headers(run, counting)]
    programs = [pattern for promise in counting for pattern in promise.programs]
    wrong += [f"starts {command}" for command in _commands(run) if not _matches(command, programs)]
    files = [pattern for promise in counting for pattern in promise.files]
    wrong += [
        f"opens {file}" for file in run.traced.files if not _matches(file, files) and not _is_own(file, own_folders)
    ]
    writes = [_NO_FILE, *(pattern for promise in counting for pattern in promise.writes)]
    wrong += [f"writes {file}" for file in _written_elsewhere(run) if not _matches(file, writes)]
    stored = [pattern for promise in counting for pattern in promise.stored]
    wrong += [f"stores {file}" for file in run.stored if not _matches(file, stored)]
    return sorted(wrong)


def _is_named(contact: Contact, promises: Collection[Promise]) -> bool:
    hosts = {host for promise in promises for host in promise.hosts}
    if contact.address == ROUTER and contact.port == _DNS_PORT:
        name = contact.name.removesuffix(f".{SEARCH_DOMAIN}")  # as the system's resolver tries it where it gets none
        return any(host in (name, contact.name) or name.endswith(f".{host}") for host in hosts)
    addresses = {HOSTS.get(host, ROUTER if host == "router" else host) for host in hosts}
    return contact.address in addresses


def _headers(run: RecordedRun, promises: Collection[Promise]) -> Iterator[str]:
    usual = {"host", "accept", "accept-encoding", "user-agent"}
    question = {*usual, *(name for promise in promises for name in promise.question_headers)}
    upload = {name for promise in promises for name in promise.headers}
    for headers in run.headers:
        yield from (name for name in headers if name.lower() not in question)
    for headers, _ in run.posts:
        yield from (name for name in headers if name.lower() not in upload)


def _commands(run: RecordedRun) -> Iterator[str]:
    """Programs with their words; this program's own processes are none."""
    for path, *words in run.traced.commands:
        if not _INTERPRETER.fullmatch(Path(path).name):
            yield " ".join((Path(path).name, *words))


def _written_elsewhere(run: RecordedRun) -> Iterator[str]:
    """Files outside of the program's own folder."""
    for file in run.traced.written:
        if run.folder not in (ROOT / file).parents:
            yield file


def _matches(text: str, patterns: Collection[str]) -> bool:
    return any(re.fullmatch(pattern, text) for pattern in patterns)


def _is_own(file: str, own_folders: Collection[Path]) -> bool:
    """Relative names are below the folder that the program was started in, or of the system's own lists."""
    path = (ROOT / file).resolve() if not file.startswith("/") else Path(file)
    return any(path == folder or folder in path.parents for folder in own_folders)


def _described(contact: Contact) -> str:
    name = f" for {contact.name}" if contact.name else ""
    return f"{contact.protocol} {contact.address}:{contact.port}{name}"
