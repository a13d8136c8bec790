"""The page of one article: a link to a small guide opens it in the window, also without internet."""

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from checker.client.window.pages.article_page import ArticlePage


@pytest.mark.parametrize("address, code", [("guide.hotspot", "guide.hotspot"), ("no.such", "vpn.silent")])
def test_a_link_opens_the_article_that_it_names(qtbot: QtBot, address: str, code: str) -> None:
    page = ArticlePage()
    qtbot.addWidget(page)
    page.show_article("vpn.silent", "windows")
    page.view.anchorClicked.emit(QUrl(address))
    assert page.code == code
    assert ("iPhone" in page.view.toPlainText()) is (code == "guide.hotspot")
