"""The language of the page that is being made, as the model names it."""

from django.utils.translation import get_language

from checker.model.text import Language


def page_language() -> Language:
    """`de` or `en`."""
    return "en" if (get_language() or "").startswith("en") else "de"
