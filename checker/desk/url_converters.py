"""What may stand in an address, so that nothing else ever reaches the database."""

from django.urls import register_converter

from checker.desk.reports.reference import REFERENCE
from checker.model.profile import CUSTOMER_CODE
from checker.model.report import ID_DIGITS


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

    regex = CUSTOMER_CODE


class ReportReferenceConverter(_TextConverter):
    """A report's reference."""

    regex = REFERENCE


class ReportIdConverter(_TextConverter):
    """A report's random id, which its program knows."""

    regex = f"[0-9a-f]{{{ID_DIGITS}}}"


class OwnContentConverter(_TextConverter):
    """What a firm writes into the guide."""

    regex = "pages|additions"


register_converter(OwnContentConverter, "own")
register_converter(CustomerCodeConverter, "code")
register_converter(ReportReferenceConverter, "reference")
register_converter(ReportIdConverter, "report")
