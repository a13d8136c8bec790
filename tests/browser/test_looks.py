"""Every page fits its screen and can be read: by eye, by day and by night, and by a screen reader."""

import itertools
from collections.abc import Callable

import pytest

from tests.browser.conftest import Busy, Looking

OpenPage = Callable[..., Looking]
INSIDE = {
    "inbox": "/inbox/",
    "closed": "/inbox/?state=closed",
    "nothing found": "/inbox/?state=all&q=xyzzy",
    "broken": "/reports/{broken}/",
    "way": "/reports/{way}/",
    "unknown": "/reports/{unknown}/",
    "fine": "/reports/{fine}/",
    "customers": "/customers/",
    "customer": "/customers/{code}/",
    "edit": "/customers/{code}/edit/",
    "new": "/customers/new/",
    "version": "/customers/{code}/versions/1/",
    "toml": "/customers/{code}/edit/?view=toml",
    "invite": "/customers/{code}/invite/",
    "pre-flight": "/customers/{code}/invite/?preflight",
    "new site": "/customers/{code}/sites/new/",
    "site": "/customers/{code}/sites/{site}/",
    "programs": "/firm/programs/",
    "pre-flight passed": "/customers/{code}/invite/{passed}/",
    "pre-flight failed": "/customers/{code}/invite/{failed}/",
    "sheet": "/customers/{code}/invite/{code}/sheet/{language}/",
    "firm": "/firm/",
    "appearance": "/firm/appearance/",
    "note": "/firm/guide/additions/new/",
    "account": "/account/",
}
OUTSIDE = {
    "sign-in": "/sign-in/",
    "guide": "/guide/{language}/",
    "task": "/guide/{language}/task/start/",
    "list to print": "/guide/{language}/guide.ergonomics/checklist/",
    "found": "/guide/{language}/?q=computer",
    "not found": "/guide/{language}/?q=xyzzy",
    "article": "/guide/{language}/computer.clock-wrong/",
    "folded": "/guide/{language}/vpn.silent/",
    "download": "/d/{code}/",
    "download for Windows": "/d/{code}/?system=windows",
    "download for macOS": "/d/{code}/?system=macos",
    "pre-flight passed": "/d/{passed}/",
    "pre-flight failed": "/d/{failed}/",
}

WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > innerWidth"
UNLABELLED = """[...document.querySelectorAll('input:not([type=hidden]), textarea, select, button, a')].filter(one =>
  !one.ariaHidden && !one.labels?.length && !one.textContent.trim() && !one.ariaLabel).map(one => one.outerHTML)"""
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])"
TWICE = """(ids => ids.filter((id, at) => ids.indexOf(id) < at))(
  [...document.querySelectorAll('[id]')].map(one => one.id))"""
FAINT = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const ground = one => {
    for (; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const one of document.querySelectorAll('body *')) {
    const own = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!own || one.closest('svg, .hidden, .skip') || !one.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) faint.push(`${one.className} ${one.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return faint;
})()"""
"""WCAG 2.2, 1.4.3: text stands out from its ground by 4.5 to 1."""


@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("de", "light", "desktop"), ("de", "dark", "phone"), ("en", "dark", "desktop"), ("en", "light", "phone")],
)  # every pair of the three; all eight cost a minute more
def test_every_page(open_page: OpenPage, busy: Busy, size: str, scheme: str, language: str) -> None:
    locale = {"de": "de-DE", "en": "en-GB"}[language]
    for signed_in, pages in ((True, INSIDE), (False, OUTSIDE)):
        window = open_page(size=size, signed_in=signed_in, color_scheme=scheme, locale=locale)
        for name, path in pages.items():
            page = window.at(path.format(code=busy.code, language=language, **busy.references))
            assert page.evaluate("document.documentElement.lang") == language
            assert not page.evaluate(WIDER_THAN_SCREEN), name
            assert page.evaluate(UNLABELLED) == [], name
            assert page.evaluate(TWICE) == [], name
            assert page.evaluate(FAINT) == [], name
            levels = page.evaluate(HEADINGS)
            assert levels.count(1) == 1 and levels[0] == 1, name
            assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), (name, levels)
