"""`profile sign` and `profile key`: the IT firm's signature without a desk, with the same kind of key file."""

import argparse
import os
import sys
from pathlib import Path

from checker.checks.written import InvalidProfileToml, parse_profile
from checker.client.profile.checking import gaps, tell
from checker.client.profile.codes import DONE, NOT_RIGHT, Sorry
from checker.client.profile.files import content_of, toml_of, write
from checker.client.profile.screen import show
from checker.client.profile.words import tr
from checker.client.text.terminal import terminal
from checker.model.signature import fingerprint, new_key, public_key, sign_profile

KEY = 32
"""Bytes of an Ed25519 secret key (RFC 8032, 5.1.5), as they are: so the desk keeps its firm.key."""
OTHERS = 0o077


def sign(told: argparse.Namespace) -> int:
    """Signs a profile that is right, in its place or to --out; comments stay."""
    console = terminal()
    raw, text = toml_of(told.file)
    try:
        read = parse_profile(text)
    except InvalidProfileToml as mistaken:
        tell(console, mistaken.mistake, text, str(told.file), details=told.details)
        return NOT_RIGHT
    if not read.is_complete:
        raise Sorry(
            tr('Das sind nur die [needs.…] eines Profils. Schreiben Sie darüber code = "…" und customer = "…".')
        )
    secret = _secret(told.key)
    out: Path = told.out or told.file
    write(out, sign_profile(raw, secret))
    key = fingerprint(public_key(secret))
    lines = [tr("[✓] Unterschrieben: {file}, mit dem Schlüssel {key}.", file=str(out), key=key)]
    lines += [f"– {said}" for said in gaps(read)]
    if sys.platform != "win32" and told.key.stat().st_mode & OTHERS:
        lines.append(
            tr("– Andere Benutzer dieses PCs können den Schlüssel lesen. chmod 600 {file}", file=str(told.key))
        )
    for line in lines:
        show(console, line)
    return DONE


def make_key(told: argparse.Namespace) -> int:
    """Makes a key file that only this user can read. Never replaces one: its profiles would be believed no longer."""
    console = terminal()
    secret = new_key()
    try:
        handle = os.open(told.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise Sorry(
            tr(
                "{file} gibt es schon und wird nicht ersetzt: Profile mit seiner Unterschrift gälten sonst nicht mehr.",
                file=str(told.file),
            )
        ) from error
    except (OSError, ValueError) as error:
        raise Sorry(
            tr("{file} lässt sich nicht anlegen. Nehmen Sie einen anderen Ort.", file=str(told.file))
        ) from error
    key = fingerprint(public_key(secret))
    for line in (
        tr("[✓] Neuer Schlüssel: {file}. Bewahren Sie ihn sicher auf, mit einer Kopie.", file=str(told.file)),
        tr("Sein Fingerabdruck: {key}", key=key),
        tr("Mitarbeiter starten das Programm damit einmal so: --profile profile.toml --key {key}", key=key),
    ):
        show(console, line)
    return DONE


def _secret(path: Path) -> bytes:
    secret = content_of(path, KEY)
    if len(secret) != KEY:
        raise Sorry(
            tr(
                "{file} ist kein Schlüssel zum Unterschreiben. Nehmen Sie firm.key aus dem Ordner des Desks, oder "
                "machen Sie einen mit profile key.",
                file=str(path),
            )
        )
    return secret
