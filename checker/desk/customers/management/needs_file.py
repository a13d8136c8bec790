"""A file with the needs of a customer, as commands take it."""

from pathlib import Path

from django.core.management.base import CommandError

from checker.desk.customers.needs import InvalidNeeds, parse_customer_needs


def read_needs_file(file: Path) -> str:
    """The text of a file with [needs.…] tables, once every check takes it. Raises CommandError."""
    try:
        text = file.read_text("utf-8")
        parse_customer_needs(text)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {error}") from error
    except InvalidNeeds as invalid:
        problem = invalid.problem
        raise CommandError(f"{file}:{problem.line or ''} {problem.message} {problem.detail}") from invalid
    return text
