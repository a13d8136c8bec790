"""`profile sign` and `profile key`: the IT firm's signature without a desk, with the same kind of key file."""

import argparse
import os
from pathlib import Path

from checker.checks.profile_toml import InvalidProfileToml, parse_profile
from checker.client.authoring.commands.check_profile import print_mistake, profile_warnings
from checker.client.authoring.console import print_line
from checker.client.authoring.exit_codes import DONE, INVALID, CommandFailed
from checker.client.authoring.files import read_limited, read_profile_toml, write_file
from checker.client.authoring.words import tr
from checker.client.environment.private_file import create_private_file, is_readable_by_others, private_hint
from checker.client.text.terminal import make_console
from checker.model.signature import fingerprint, new_key, public_key, sign_profile

KEY_LENGTH = 32
"""Bytes of an Ed25519 secret key (RFC 8032, 5.1.5), as they are: so the desk keeps its firm.key."""


def sign_profile_file(args: argparse.Namespace) -> int:
    """Signs a profile that is right, in its place or to --out; comments stay. Raises CommandFailed."""
    console = make_console()
    raw, text = read_profile_toml(args.file)
    try:
        written_profile = parse_profile(text)
    except InvalidProfileToml as mistaken:
        print_mistake(console, mistaken.mistake, text, str(args.file), details=args.details)
        return INVALID
    if not written_profile.is_complete:
        raise CommandFailed(
            tr('Das sind nur die [needs.…] eines Profils. Schreiben Sie darüber code = "…" und customer = "…".')
        )
    secret = _read_secret_key(args.key)
    out: Path = args.out or args.file
    write_file(out, sign_profile(raw, secret))
    key = fingerprint(public_key(secret))
    lines = [tr("[✓] Unterschrieben: {file}, mit dem Schlüssel {key}.", file=str(out), key=key)]
    lines += [f"– {warning}" for warning in profile_warnings(written_profile)]
    lines += _privacy_warnings(args.key)
    for line in lines:
        print_line(console, line)
    return DONE


def make_key(args: argparse.Namespace) -> int:
    """Makes a key file that only this user can read. Never replaces one: its profiles would be believed no longer.

    Raises CommandFailed.
    """
    console = make_console()
    secret = new_key()
    try:
        with os.fdopen(create_private_file(args.file), "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise CommandFailed(
            tr(
                "{file} gibt es schon und wird nicht ersetzt: Profile mit seiner Unterschrift gälten sonst nicht mehr.",
                file=str(args.file),
            )
        ) from error
    except (OSError, ValueError) as error:
        raise CommandFailed(
            tr("{file} lässt sich nicht anlegen. Nehmen Sie einen anderen Ort.", file=str(args.file))
        ) from error
    key = fingerprint(public_key(secret))
    for line in (
        tr("[✓] Neuer Schlüssel: {file}. Bewahren Sie ihn sicher auf, mit einer Kopie.", file=str(args.file)),
        tr("Sein Fingerabdruck: {key}", key=key),
        tr("Mitarbeiter starten das Programm damit einmal so: --profile profile.toml --key {key}", key=key),
        *_privacy_warnings(args.file),
    ):
        print_line(console, line)
    return DONE


def _privacy_warnings(key_file: Path) -> list[str]:
    """A line where others can read the key; none where the system does not tell."""
    try:
        if not is_readable_by_others(key_file):
            return []
        command = private_hint(key_file)
    except OSError:
        return []
    return [tr("– Andere Benutzer dieses PCs können den Schlüssel lesen. {command}", command=command)]


def _read_secret_key(path: Path) -> bytes:
    secret = read_limited(path, KEY_LENGTH)
    if len(secret) != KEY_LENGTH:
        raise CommandFailed(
            tr(
                "{file} ist kein Schlüssel zum Unterschreiben. Nehmen Sie firm.key aus dem Ordner des Desks, oder "
                "machen Sie einen mit profile key.",
                file=str(path),
            )
        )
    return secret
