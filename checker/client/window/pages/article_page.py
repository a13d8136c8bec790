"""A page of the guide inside the window: for a client without a desk, and for a PC without internet."""

from typing import ClassVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.result.cards.finding_card import recheck_text
from checker.client.window.translation import tr
from checker.client.window.widgets.disclosure import Disclosure
from checker.knowledge.articles import TECHNICIAN_HEADINGS, article, article_codes, for_system, split_article
from checker.model.finding import Finding
from checker.model.text import Text
from checker.show.declarations import is_recheckable

HEADING_MARGIN_PX = 18
"""Pixels above a heading."""


class MarkdownView(QTextBrowser):
    """Shows Markdown of our own. Loads nothing, from nowhere; a web address opens in the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.anchorClicked.connect(_open_in_browser)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.setFixedHeight(round(self.document().size().height()) + 4)
        )

    def show_markdown(self, markdown: str, name: str) -> None:
        """Shows this text; `name` is what a screen reader calls it."""
        self.document().setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        _space_headings(self.document())
        self.setAccessibleName(name)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """No picture, no style sheet, no file."""
        return None


class ArticlePage(WindowPage):
    """One article, for this system. Escape and the button lead back to where the result was left.

    `recheck_requested` carries the finding whose steps are done; `guide_requested` the code to open in the browser.
    """

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Anleitung", en="Instructions")
    recheck_requested = Signal(object)
    guide_requested = Signal(str)

    def __init__(self, *, has_guide: bool = False) -> None:
        super().__init__()
        self.code = ""
        self.finding: Finding | None = None
        self.leads_to_steps = False
        self._system = ""
        self.view = MarkdownView()
        self.view.anchorClicked.connect(self._open_linked_article)
        self.technical: Disclosure | None = None
        self.content.addWidget(self.view)
        self.content.addStretch(1)
        if has_guide:
            self.guide = self.add_button(lambda: tr("Im &Browser öffnen"), self._open_guide, "quiet")
        self.default = self.add_button(self._back_text, self.back_requested.emit)
        self.recheck = self.add_button(self._recheck_text, self._request_recheck, "primary")

    def show_article(
        self, code: str, system: str = "", finding: Finding | None = None, *, to_steps: bool = False
    ) -> None:
        """Shows the article of this code for this system: windows, macos or linux; empty: for all of them.

        With the `finding` that led here its check can be run again; `to_steps`: a step led here, and is gone back to.
        """
        self.code = code
        self.leads_to_steps = to_steps
        self.finding = finding
        self._system = system
        self._fill()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self._fill()

    def _back_text(self) -> str:
        return tr("&Zurück zum Schritt") if self.leads_to_steps else tr("&Zurück zum Ergebnis")

    def _recheck_text(self) -> str:
        return recheck_text(self.finding, self._system) if self.finding is not None else tr("Erneut prüfen")

    def _request_recheck(self) -> None:
        if self.finding is not None:
            self.recheck_requested.emit(self.finding)

    def _open_guide(self) -> None:
        self.guide_requested.emit(self.code)

    def _open_linked_article(self, address: QUrl) -> None:
        """A link to another article is its code; the finding that led here stays."""
        if not address.scheme() and address.path() in article_codes(tr.language):
            self.show_article(address.path(), self._system, self.finding, to_steps=self.leads_to_steps)

    def _fill(self) -> None:
        text = article(self.code, tr.language) if self.code else None
        if text is None:
            return
        title, _, rest = text.partition("\n")
        employee_part, technical = split_article(rest, tr.language)
        self.heading.set_heading(title.removeprefix("# ").strip())
        self.view.show_markdown(for_system(employee_part, self._system), tr("Text der Anleitung"))
        if self.default is not None:
            self.default.setText(self._back_text())
        self.recheck.setText(self._recheck_text())
        self.recheck.setVisible(self.finding is not None and is_recheckable(self.finding))
        self._set_technical_part(technical)

    def _set_technical_part(self, technical: str) -> None:
        """The part for technicians, behind a click."""
        if self.technical is not None:
            self.content.removeWidget(self.technical)
            self.technical.hide()
            self.technical.deleteLater()
            self.technical = None
        if not technical:
            return

        def make_view() -> MarkdownView:
            technical_view = MarkdownView()
            technical_view.show_markdown(technical, TECHNICIAN_HEADINGS[tr.language])
            return technical_view

        self.technical = Disclosure(tr("Für die Technik"), tr("Für die Technik, ausblenden"), make_view)
        self.content.insertWidget(self.content.indexOf(self.view) + 1, self.technical)
        self.technical.show()
        self.order_widgets()


def _space_headings(document: QTextDocument) -> None:
    """Qt sets the headings of Markdown close to the text before them."""
    document.setDocumentMargin(0)
    block = document.firstBlock()
    while block.isValid():
        if block.blockFormat().headingLevel():
            form = block.blockFormat()
            form.setTopMargin(HEADING_MARGIN_PX)
            QTextCursor(block).setBlockFormat(form)
        block = block.next()


def _open_in_browser(address: QUrl) -> None:
    if address.scheme() in ("http", "https"):
        QDesktopServices.openUrl(address)
