"""What may stand in an address, so that nothing else ever reaches the database."""

from django.urls import register_converter


class _TextConverter:
    regex: str = ""

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class CustomerCodeConverter(_TextConverter):
    """A customer's code."""

    regex = r"[A-Z0-9][A-Z0-9-]{1,23}"


class ReportReferenceConverter(_TextConverter):
    """A report's reference."""

    regex = r"[A-Z0-9]{3}-[A-Z0-9]{3}"


register_converter(CustomerCodeConverter, "code")
register_converter(ReportReferenceConverter, "reference")
