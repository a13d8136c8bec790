"""One function for each thing that is looked at. Each says what it saw, and what to do where that is bad."""

import datetime
import json
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext

from checker.desk import disk
from checker.desk.backup.archive import LAST_BACKUP_FILE
from checker.desk.command_line import desk_command
from checker.desk.data_folder import FIRM_KEY_FILE, SEALING_KEY_FILE, SECRET_FILE
from checker.desk.firm.models import Firm
from checker.desk.programs.program_files import offered_programs
from checker.model.record import Record

BACKUP_MAX_AGE = datetime.timedelta(days=2)
CERTIFICATE_MIN_LEFT = datetime.timedelta(days=14)
"""Whoever renews by themselves does so a month before (letsencrypt.org/docs/integration-guide)."""
_ANSWER_S = 5.0
_SYSTEMS = {"windows": "Windows", "macos": "macOS", "linux": "Linux"}


class Remark(Record, frozen=True, kw_only=True):
    """What was seen. `is_good`: nothing has to be done."""

    topic: str
    text: str
    is_good: bool


def examine() -> Iterator[Remark]:
    """Everything, in the order in which one thing needs the other: without its tables nothing of the firm is known."""
    yield _disk()
    database = _database()
    yield database
    yield from _keys()
    yield _clock()
    yield _backup()
    if database.is_good:
        yield from _address()
        yield _programs()
        yield _firm()


def _disk() -> Remark:
    free = f"{disk.free_bytes() / 1e9:.1f} GB"
    state = disk.disk_state()
    if state is disk.DiskState.READ_ONLY:
        return _bad(
            gettext("Speicherplatz"),
            gettext("Der Datenordner lässt sich nur lesen. Sehen Sie im Protokoll des Systems nach der Festplatte."),
        )
    if state is disk.DiskState.FULL:
        return _bad(
            gettext("Speicherplatz"),
            gettext("Nur noch %(free)s frei: Der Desk nimmt keine Berichte mehr an. Schaffen Sie Platz.")
            % {"free": free},
        )
    return _good(gettext("Speicherplatz"), gettext("%(free)s frei.") % {"free": free})


def _database() -> Remark:
    topic = gettext("Datenbank")
    try:
        damage = _damage()
        executor = MigrationExecutor(connection)
        is_outdated = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except OperationalError as error:
        return _bad(topic, gettext("Die Datenbank antwortet nicht wie erwartet: %(error)s") % {"error": error})
    except DatabaseError as error:
        damage, is_outdated = str(error), False
    if damage:
        text = gettext("Beschädigt (%(answer)s). Holen Sie die letzte Sicherung zurück: desk restore.")
        return _bad(topic, text % {"answer": damage})
    if is_outdated:
        return _bad(topic, gettext("Die Tabellen gehören zu einer anderen Version. Starten Sie den Desk neu."))
    return _good(topic, gettext("Unbeschädigt, Tabellen auf dem Stand dieser Version."))


def _damage() -> str:
    """What SQLite says of its file; PostgreSQL looks after its own. Raises DatabaseError."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        answer: str = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if answer == "ok" else answer


def _keys() -> Iterator[Remark]:
    topic = gettext("Schlüssel")
    paths = [Path(settings.DATA) / name for name in (FIRM_KEY_FILE, SEALING_KEY_FILE, SECRET_FILE)]
    readable = [path.name for path in paths if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077]
    if readable:
        yield _bad(
            topic,
            gettext("Andere auf diesem Rechner können %(names)s lesen. Abhilfe: chmod 600.")
            % {"names": ", ".join(readable)},
        )
    else:
        yield _good(topic, gettext("Nur für den Desk lesbar."))


def _clock() -> Remark:
    topic = gettext("Uhr")
    program = shutil.which("timedatectl")
    if program is None:
        return _good(topic, gettext("Ob sie gestellt wird, ist hier nicht zu erfahren."))
    words = [program, "show", "--property=NTPSynchronized", "--value"]
    answer = subprocess.run(words, capture_output=True, text=True, timeout=_ANSWER_S, check=False).stdout.strip()
    if answer == "no":
        return _bad(
            topic,
            gettext("Sie wird nicht gestellt. Profile und Anmeldungen hängen von ihr ab: timedatectl set-ntp true."),
        )
    return _good(
        topic,
        gettext("Sie wird über das Netz gestellt.")
        if answer == "yes"
        else gettext("Ob sie gestellt wird, ist hier nicht zu erfahren."),
    )


def _backup() -> Remark:
    topic, command = gettext("Sicherung"), desk_command("backup", gettext("DATEI"))
    try:
        last = json.loads((Path(settings.DATA) / LAST_BACKUP_FILE).read_text("ascii"))
        age = timezone.now() - datetime.datetime.fromisoformat(last["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return _bad(topic, gettext("Noch nie. So geht es: %(command)s") % {"command": command})
    hours = {"hours": int(age.total_seconds() // 3600)}
    if age > BACKUP_MAX_AGE:
        return _bad(
            topic, gettext("Die letzte ist %(hours)d Stunden alt. Neu: %(command)s") % {**hours, "command": command}
        )
    return _good(topic, gettext("Die letzte ist %(hours)d Stunden alt.") % hours)


def _address() -> Iterator[Remark]:
    topic, firm = gettext("Adresse"), Firm.get()
    if not firm.public_url:
        yield _bad(
            topic,
            gettext(
                "Es ist keine öffentliche Adresse eingetragen; Profile nennen %(address)s. "
                "Tragen Sie sie auf der Seite „Firma“ ein."
            )
            % {"address": firm.address},
        )
    elif urlsplit(firm.address).scheme != "https":
        yield _bad(
            topic,
            gettext("%(address)s ist unverschlüsselt. Setzen Sie einen HTTPS-Proxy davor.") % {"address": firm.address},
        )
    else:
        yield _certificate(topic, firm.address)
    yield _answers(topic, f"{firm.address}/health")
    if firm.measure_address:
        yield _answers(gettext("Messstelle"), f"{firm.measure_address}/empty")


def _certificate(topic: str, address: str) -> Remark:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 443
    try:
        with (
            socket.create_connection((host, port), timeout=_ANSWER_S) as raw,
            ssl.create_default_context().wrap_socket(raw, server_hostname=host) as sealed,
        ):
            not_after = str((sealed.getpeercert() or {})["notAfter"])
    except (OSError, KeyError) as error:
        return _bad(
            topic,
            gettext("Die verschlüsselte Verbindung zu %(host)s gelingt nicht: %(error)s")
            % {"host": host, "error": error},
        )
    left = datetime.datetime.fromtimestamp(ssl.cert_time_to_seconds(not_after), datetime.UTC) - timezone.now()
    text = gettext("Das Zertifikat von %(host)s gilt noch %(days)d Tage.") % {"host": host, "days": left.days}
    return _bad(topic, text) if left < CERTIFICATE_MIN_LEFT else _good(topic, text)


def _answers(topic: str, url: str) -> Remark:
    try:
        status = urllib3.request("GET", url, timeout=_ANSWER_S, retries=False, redirect=False).status
    except urllib3.exceptions.HTTPError as error:
        return _bad(
            topic,
            gettext("%(url)s antwortet nicht (%(error)s). Läuft der Desk?")
            % {"url": url, "error": type(error).__name__},
        )
    if status != 200:
        return _bad(topic, gettext("%(url)s antwortet mit %(status)d statt 200.") % {"url": url, "status": status})
    return _good(topic, gettext("%(url)s antwortet.") % {"url": url})


def _programs() -> Remark:
    topic, systems = gettext("Programm"), {program.system for program in offered_programs()}
    missing = [name for system, name in _SYSTEMS.items() if system not in systems]
    if "windows" not in systems:
        return _bad(
            topic,
            gettext("Für %(systems)s liegt keines bereit: %(folder)s")
            % {"systems": ", ".join(missing), "folder": Path(settings.DATA) / "programs"},
        )
    names = ", ".join(name for system, name in _SYSTEMS.items() if system in systems)
    return _good(topic, gettext("Es liegt bereit für %(systems)s.") % {"systems": names})


def _firm() -> Remark:
    topic, firm = gettext("Firma"), Firm.get()
    if not (firm.name and firm.phone):
        return _bad(
            topic,
            gettext(
                "Name oder Telefon fehlt: Mitarbeiter wissen nicht, wen sie anrufen. "
                "Tragen Sie beides auf der Seite „Firma“ ein."
            ),
        )
    return _good(topic, gettext("Name und Telefon sind eingetragen."))


def _good(topic: str, text: str) -> Remark:
    return Remark(topic=topic, text=text, is_good=True)


def _bad(topic: str, text: str) -> Remark:
    return Remark(topic=topic, text=text, is_good=False)
