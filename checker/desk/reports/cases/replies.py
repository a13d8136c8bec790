"""What to write to an employee: the firm's own words for a cause, or the steps of the guide as a letter."""

import re
from urllib.parse import quote

from checker.desk.firm.models import Firm
from checker.desk.reports.cases.models import ReplyText
from checker.knowledge.causes import causes, finding_sentence
from checker.model.finding import Finding
from checker.model.text import Language, Text

MAX_REPLY = 5000
GAPS = ("finding", "steps", "article", "firm")
"""What is filled in for the case at hand: `{steps}` are those for the employee's system."""
_DEFAULT = Text(
    de="""Guten Tag,

{finding}

Bitte versuchen Sie der Reihe nach:
{steps}

Ausführlich steht es hier: {article}

Prüfen Sie danach im Programm noch einmal und senden Sie den Bericht. Wir sehen dann, ob es behoben ist.

Mit freundlichen Grüßen
{firm}""",
    en="""Hello,

{finding}

Please try these in order:
{steps}

The whole guide is here: {article}

Then check once more in the program and send the report. We shall see whether it is mended.

Kind regards
{firm}""",
)
_SUBJECT = Text(de="Ihr Homeoffice-Check {reference}", en="Your home office check {reference}")


def reply_template(cause: str, language: Language) -> str:
    """The firm's own text for this cause, or the usual letter; with its gaps."""
    own = ReplyText.objects.filter(cause=cause, language=language).first()
    return own.text if own is not None else default_template(language)


def default_template(language: Language) -> str:
    """The usual letter, with its gaps."""
    return _DEFAULT.de if language == "de" else _DEFAULT.en


def fill_in(template: str, finding: Finding, system: str, language: Language, guide_url: str) -> str:
    """The letter for this finding. A paragraph whose gap stays empty is left out; other braces stay as they are."""
    cause = causes().get(finding.code)
    steps = cause.steps(system, language) if cause is not None else []
    values = {
        "finding": finding_sentence(finding, language),
        "steps": "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
        "article": f"{guide_url}/{language}/{finding.code}/" if guide_url else "",
        "firm": _signature(),
    }
    paragraphs = []
    for paragraph in template.split("\n\n"):
        gaps = [name for name in GAPS if f"{{{name}}}" in paragraph]
        if all(values[name] for name in gaps):
            paragraphs.append(_replace_gaps(paragraph, values))
    return "\n\n".join(paragraphs)


def mail_address(text: str, reference: str, language: Language) -> str:
    """Opens the technician's own mail program with this letter (RFC 6068)."""
    subject = _SUBJECT.render(language, reference=reference)
    return f"mailto:?subject={quote(subject)}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"


def save_reply(cause: str, language: Language, text: str) -> None:
    """Keeps the firm's own text; an empty one, and the usual letter, give the default back."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()[:MAX_REPLY]
    if text and text != default_template(language):
        ReplyText.objects.update_or_create(cause=cause, language=language, defaults={"text": text})
    else:
        ReplyText.objects.filter(cause=cause, language=language).delete()


def _replace_gaps(paragraph: str, values: dict[str, str]) -> str:
    """In one pass, so that what is filled in is not read for gaps itself."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), paragraph)


def _signature() -> str:
    firm = Firm.get()
    return "\n".join(part for part in (firm.display_name, firm.phone, firm.mail) if part)
