"""A page of the guide inside the window: for a client without a desk, and for a PC without internet."""

from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from checker.client.window.disclosure import Disclosure
from checker.client.window.page import Page
from checker.client.window.words import tr
from checker.knowledge.articles import TECHNICIAN_HEADINGS, article, split_article
from checker.model.text import Text

SPACE = 18
"""Pixels above a heading."""


class Sheet(QTextBrowser):
    """Shows Markdown of our own. Loads nothing, from nowhere; a web address opens in the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.anchorClicked.connect(_open)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.setFixedHeight(round(self.document().size().height()) + 4)
        )

    def say(self, markdown: str, name: str) -> None:
        """Shows this text; `name` is what a screen reader calls it."""
        self.document().setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        _space_headings(self.document())
        self.setAccessibleName(name)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """No picture, no style sheet, no file."""
        return None


class ArticlePage(Page):
    """One article. Escape and the button lead back to the result."""

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Anleitung", en="Instructions")

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.sheet = Sheet()
        self.technical: Disclosure | None = None
        self.content.addWidget(self.sheet)
        self.content.addStretch(1)
        self.default = self.button(lambda: tr("&Zurück zum Ergebnis"), self.went_back.emit, "primary")

    def show_article(self, code: str) -> None:
        """Shows the article of this code."""
        self.code = code
        self._fill()

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        super().speak()
        self._fill()

    def _fill(self) -> None:
        text = article(self.code, tr.language) if self.code else None
        if text is None:
            return
        title, _, rest = text.partition("\n")
        told, technical = split_article(rest, tr.language)
        self.heading.say(title.removeprefix("# ").strip())
        self.sheet.say(told, self.heading.text())
        self._fold(technical)

    def _fold(self, technical: str) -> None:
        """The part for technicians, behind a click."""
        if self.technical is not None:
            self.content.removeWidget(self.technical)
            self.technical.hide()
            self.technical.deleteLater()
            self.technical = None
        if not technical:
            return

        def sheet() -> Sheet:
            made = Sheet()
            made.say(technical, TECHNICIAN_HEADINGS[tr.language])
            return made

        self.technical = Disclosure(tr("Für die Technik"), tr("Für die Technik, ausblenden"), sheet)
        self.content.insertWidget(self.content.indexOf(self.sheet) + 1, self.technical)
        self.technical.show()


def _space_headings(document: QTextDocument) -> None:
    """Qt sets the headings of Markdown close to the text before them."""
    document.setDocumentMargin(0)
    block = document.firstBlock()
    while block.isValid():
        if block.blockFormat().headingLevel():
            form = block.blockFormat()
            form.setTopMargin(SPACE)
            QTextCursor(block).setBlockFormat(form)
        block = block.next()


def _open(address: QUrl) -> None:
    if address.scheme() in ("http", "https"):
        QDesktopServices.openUrl(address)
