"""What a desk needs before it serves: its tables, its key, its first technician."""

import locale
import os

import django
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.utils import translation
from django.utils.translation import gettext

from checker.desk.serving.address import Address

FIRST_TECHNICIAN = "technik"


def prepare_database() -> str:
    """Sets Django up and brings the tables to this version. Returns a sentence where that failed, else nothing."""
    django.setup()
    translation.activate(_spoken())
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        said = gettext("Die Datenbank antwortet nicht wie erwartet: %(error)s")
        return said % {"error": str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}
    finally:
        connections.close_all()
    return ""


def prepare_firm(listen: Address | None = None, measure: Address | None = None) -> str:
    """Makes the key, and notes where the desk answers. Returns a sentence where that failed, else nothing."""
    from checker.desk.firm.key import WrongKey, ensure_key  # noqa: PLC0415 - after django.setup()
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - the same

    try:
        ensure_key()
        if listen is not None:
            there = {"last_url": listen.url, "last_measure_url": measure.url if measure else ""}
            Firm.objects.update(**there)
    except WrongKey as wrong:
        return str(wrong)
    finally:
        connections.close_all()
    return ""


def notices(listen: Address, *, behind_proxy: bool) -> list[str]:
    """What to say at the start: once, the first technician's link; and a warning where passwords would go unsealed."""
    from checker.desk.accounts.links import new_link  # noqa: PLC0415 - after django.setup()
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - the same

    lines = []
    if not Technician.objects.exists():
        link = new_link(Technician.objects.named(FIRST_TECHNICIAN), listen.url, "/account/")
        said = gettext("Erste Anmeldung als „%(name)s“, einmal und in den nächsten 15 Minuten: %(link)s")
        lines.append(said % {"name": FIRST_TECHNICIAN, "link": link})
        lines.append(gettext("Später: python3 -m checker desk signinlink %(name)s") % {"name": FIRST_TECHNICIAN})
    if not listen.only_here and not behind_proxy:
        lines.append(
            gettext(
                "Achtung: Diese Adresse ist von außen unverschlüsselt erreichbar. Setzen Sie einen HTTPS-Proxy davor."
            )
        )
    connections.close_all()
    return lines


def ready_line(listen: Address) -> str:
    """Said when the desk answers."""
    return gettext("Der Desk ist bereit: %(url)s/") % {"url": listen.url}


def _spoken() -> str:
    told = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if told.startswith("en") else "de"
