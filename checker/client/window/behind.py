"""The pages behind the first, made with their modules when one is wanted: the first is on the screen sooner."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from checker.client.window.dispatch import Dispatch
    from checker.client.window.inner import Inner
    from checker.client.window.pages.article import ArticlePage
    from checker.client.window.pages.result import ResultPage
    from checker.client.window.pages.running import RunningPage
    from checker.client.window.trying import Trying


class Behind(QObject):
    """What a course has behind its first page."""

    @cached_property
    def inner(self) -> "Inner":
        """All of them; made by the first look."""
        return self._make()

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
    def trying(self) -> "Trying":
        """Serves what is tried."""
        return self.inner.trying

    @property
    def dispatch(self) -> "Dispatch":
        """The way of the report."""
        return self.inner.dispatch

    def prepare(self) -> None:
        """Makes them now, unless something has wanted one already."""
        self.inner  # noqa: B018 - looking makes them

    @property
    def _made(self) -> bool:
        return "inner" in self.__dict__

    def _make(self) -> "Inner":
        raise NotImplementedError
