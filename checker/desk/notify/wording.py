"""What people read of a message: a mail and a ticket say the same."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext

MAX_SUBJECT = 200


def subject_and_text(content: dict[str, Any]) -> tuple[str, str]:
    """In the desk's own language. A customer's name may hold anything: a subject is one line."""
    with translation.override("de"):
        cases, number = content["cases"], content["number"]
        names = ", ".join(dict.fromkeys(case["customer"] for case in cases[:3]))
        subject = ngettext("%(n)s neuer Fall: %(names)s", "%(n)s neue Fälle: %(names)s", 1 if number == 1 else 2) % {
            "n": number,
            "names": names,
        }
        lines = [
            f"{case['customer']}  {case['reference']}{'  ' + gettext('dringend') if case['urgent'] else ''}\n"
            f"{case['address']}"
            for case in cases
        ]
    return " ".join(subject.split())[:MAX_SUBJECT], "\n\n".join(lines)
