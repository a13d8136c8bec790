"""desk firmsettings: firm.toml, which a package carries so that a customer's code is enough."""

from typing import Any

import tomli_w
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from checker.desk.firm.models import Firm
from checker.model.signature import fingerprint


class Command(BaseCommand):
    """Prints it."""

    help = "Prints firm.toml: this desk's address and key, to be laid into the packaged program."

    def handle(self, *args: Any, **options: Any) -> None:
        firm = Firm.get()
        if not firm.public_url:
            raise CommandError(gettext("Tragen Sie zuerst auf der Seite „Firma“ die öffentliche Adresse ein."))
        firm_settings = {"desk_url": firm.address, "key": fingerprint(bytes(firm.public_key))}
        self.stdout.write(tomli_w.dumps(firm_settings), ending="")
