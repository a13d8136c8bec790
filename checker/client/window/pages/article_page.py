"""A page of the guide inside the window: for a client without a desk, and for a PC without internet."""

from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from checker.client.window.pages.page import WindowPage
from checker.client.window.translation import tr
from checker.client.window.widgets.disclosure import Disclosure
from checker.knowledge.articles import TECHNICIAN_HEADINGS, article, split_article
from checker.model.text import Text

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
    """One article. Escape and the button lead back to the result."""

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Anleitung", en="Instructions")

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.view = MarkdownView()
        self.technical: Disclosure | None = None
        self.content.addWidget(self.view)
        self.content.addStretch(1)
        self.default = self.add_button(lambda: tr("&Zurück zum Ergebnis"), self.back_requested.emit, "primary")

    def show_article(self, code: str) -> None:
        """Shows the article of this code."""
        self.code = code
        self._fill()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self._fill()

    def _fill(self) -> None:
        text = article(self.code, tr.language) if self.code else None
        if text is None:
            return
        title, _, rest = text.partition("\n")
        employee_part, technical = split_article(rest, tr.language)
        self.heading.set_heading(title.removeprefix("# ").strip())
        self.view.show_markdown(employee_part, self.heading.text())
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
