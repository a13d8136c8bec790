"""`{% own_text text %}`: a text that the firm wrote, as HTML; none of its own HTML is let through."""

from django import template
from django.utils.safestring import mark_safe

from checker.desk.guide.article import render_own_text

register = template.Library()


@register.simple_tag
def own_text(text: str) -> str:
    """The markup."""
    return mark_safe(render_own_text(text))  # noqa: S308 - markdown-it lets no HTML through
