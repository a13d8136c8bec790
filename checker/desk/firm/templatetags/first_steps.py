"""`{% first_steps as steps %}`: what leads from an empty desk to the first report; empty once one has come."""

from typing import Any

from django import template
from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext

from checker.desk.accounts.models import Technician
from checker.desk.firm.models import Firm
from checker.desk.programs.program_files import offered_programs
from checker.model.record import Record

register = template.Library()


class FirstStep(Record, frozen=True, kw_only=True):
    """One step: done or not, and where it is done."""

    title: str
    hint: str
    address: str
    is_done: bool


@register.simple_tag(takes_context=True)
def first_steps(context: dict[str, Any]) -> "tuple[FirstStep, ...]":
    """For the inbox while it is empty."""
    if apps.get_model("reports", "ReceivedReport").objects.exists():
        return ()
    technician = context.get("technician")
    return steps(technician if isinstance(technician, Technician) else None)


def steps(technician: Technician | None) -> tuple[FirstStep, ...]:
    """In the order in which they are done."""
    firm = Firm.get()
    customer = apps.get_model("customers", "Customer").objects.order_by("made").first()
    programs = {program.system for program in offered_programs()}
    return (
        FirstStep(
            title=gettext("Ihre Firma eintragen"),
            hint=gettext("Name, Telefon und die öffentliche Adresse des Desks. Mitarbeiter lesen sie."),
            address=reverse("firm"),
            is_done=bool(firm.name and firm.phone),
        ),
        FirstStep(
            title=gettext("Ein Passwort setzen, und Kollegen einladen"),
            hint=gettext("Ohne Passwort kommen Sie nur mit einem Link wieder hinein."),
            address=reverse("technicians" if technician and technician.has_usable_password() else "account"),
            is_done=bool(technician and technician.has_usable_password()),
        ),
        FirstStep(
            title=gettext("Das Programm bereitlegen"),
            hint=gettext("Laden Sie es hoch. Fehlt es, bekommen Mitarbeiter auf ihrer Seite nichts zu laden."),
            address=reverse("program-files"),
            is_done="windows" in programs,
        ),
        FirstStep(
            title=gettext("Den ersten Kunden anlegen"),
            hint=gettext("Ein Name genügt. Dateien des VPN werden zu Zeilen, wenn Sie sie auf die Seite ziehen."),
            address=reverse("new-customer"),
            is_done=customer is not None,
        ),
        FirstStep(
            title=gettext("Selbst einen Bericht senden"),
            hint=gettext("Laden Sie das Programm von der Seite der Mitarbeiter und senden Sie den ersten Bericht."),
            address=reverse("download", args=[customer.code]) if customer else "",
            is_done=False,
        ),
    )
