"""What a desk needs before it serves: its tables, its key, its first technician."""

import locale
import os

import django
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.utils import translation
from django.utils.translation import gettext

from checker.desk.command_line import desk_command
from checker.desk.job_lock import job_lock
from checker.desk.measure.listen_address import ListenAddress

FIRST_TECHNICIAN_NAME = "technik"


def prepare_database() -> str:
    """Sets Django up and brings the tables to this version. Returns a sentence where that failed, else nothing."""
    django.setup()
    translation.activate(_console_language())
    try:
        with job_lock("migrate", wait=True):  # desks that share a database may start at the same moment
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except DatabaseError as error:
        message = gettext("Die Datenbank antwortet nicht wie erwartet: %(error)s")
        return message % {"error": str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}
    finally:
        connections.close_all()
    return ""


def prepare_firm(
    listen: ListenAddress | None = None, measure: ListenAddress | None = None, served_before_at: str = ""
) -> str:
    """Makes the key, and notes where the desk answers. Returns a sentence where that failed, else nothing."""
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - the same
    from checker.desk.firm.signing_key import FirmKeyMismatch, ensure_key  # noqa: PLC0415 - after django.setup()
    from checker.desk.notify.channels import mark_channels  # noqa: PLC0415 - the same

    try:
        ensure_key()
        if listen is not None:
            Firm.get().note_start(listen.url, measure.url if measure else "", served_before_at)
            mark_channels()
    except FirmKeyMismatch as error:
        return str(error)
    finally:
        connections.close_all()
    return ""


def startup_notices(listen: ListenAddress, *, behind_proxy: bool) -> list[str]:
    """What to say at the start: once, the first technician's link; a changed address; unsealed passwords."""
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - the same
    from checker.desk.accounts.sign_in_links import create_sign_in_link  # noqa: PLC0415 - after django.setup()
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - the same

    lines = []
    if not Technician.objects.exists():
        link = create_sign_in_link(
            Technician.objects.get_or_create_named(FIRST_TECHNICIAN_NAME), listen.url, "/account/"
        )
        message = gettext("Erste Anmeldung als „%(name)s“, einmal und in den nächsten 15 Minuten: %(link)s")
        lines.append(message % {"name": FIRST_TECHNICIAN_NAME, "link": link})
        command = desk_command("signinlink", FIRST_TECHNICIAN_NAME)
        lines.append(gettext("Später: %(command)s") % {"command": command})
    if (firm := Firm.get()).has_moved:
        message = gettext(
            "Achtung: Profile, die schon ausgegeben sind, nennen noch %(former)s. Neue nennen %(now)s. Tragen Sie auf "
            "der Seite „Firma“ die öffentliche Adresse ein, dann hängt nichts mehr daran, wie der Desk gestartet wird."
        )
        lines.append(message % {"former": firm.former_url, "now": firm.address})
    if not listen.is_loopback and not behind_proxy:
        lines.append(
            gettext(
                "Achtung: Diese Adresse ist von außen unverschlüsselt erreichbar. Setzen Sie einen HTTPS-Proxy davor."
            )
        )
    connections.close_all()
    return lines


def ready_line(listen: ListenAddress) -> str:
    """Said when the desk answers."""
    return gettext("Der Desk ist bereit: %(url)s/") % {"url": listen.url}


def _console_language() -> str:
    locale_name = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if locale_name.startswith("en") else "de"
