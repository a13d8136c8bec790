"""The desk of the cases' tests: a customer, technicians, and reports."""

from tests.desk.reports.cases.conftest import case_desk, new_code

__all__ = ["case_desk", "new_code"]
