"""The pages behind the first, made with their modules when one is wanted: the first is on the screen sooner."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from checker.client.window.app.inner_pages import InnerPages
    from checker.client.window.controllers.report_controller import ReportController
    from checker.client.window.controllers.trial_controller import TrialController
    from checker.client.window.pages.article_page import ArticlePage
    from checker.client.window.pages.result_page import ResultPage
    from checker.client.window.pages.running_page import RunningPage


class LazyPages(QObject):
    """What a course has behind its first page."""

    @cached_property
    def inner(self) -> "InnerPages":
        """All of them; made by the first look."""
        return self._make_inner_pages()

    @property
    def running(self) -> "RunningPage":
        """While it is checked."""
        return self.inner.running

    @property
    def result(self) -> "ResultPage":
        """What was found, and what can be tried."""
        return self.inner.result

    @property
    def article(self) -> "ArticlePage":
        """One finding at length."""
        return self.inner.article

    @property
    def trial_controller(self) -> "TrialController":
        """Serves what is tried."""
        return self.inner.trial_controller

    @property
    def report_controller(self) -> "ReportController":
        """The way of the report."""
        return self.inner.report_controller

    def prepare(self) -> None:
        """Makes them now, unless something has wanted one already."""
        self.inner  # noqa: B018 - looking makes them

    @property
    def _pages_made(self) -> bool:
        return "inner" in self.__dict__

    def _make_inner_pages(self) -> "InnerPages":
        raise NotImplementedError
