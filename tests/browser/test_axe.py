"""axe-core finds no fault of accessibility on any page, in both languages, by day and by night, wide and narrow.

Runs by `-m slow` alone. npm brings the engine (axe-core of Deque Systems, MPL-2.0); nothing of it is committed or
shipped.
"""

import hashlib
import itertools
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Busy, Looking
from tests.browser.test_looks import INSIDE, OUTSIDE

ENGINE = "axe-core@4.14.1"
DIGEST = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745"
_FETCH_S = 100
FINDINGS = """axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.map(
  found => `${found.id}: ${found.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`))"""


FURTHER_INSIDE = {
    "hit rate": "/inbox/hit-rate/",
    "import": "/inbox/import/",
    "spoken code": "/inbox/spoken/",
    "refused": "/inbox/refused/",
    "results": "/results/",
    "customer's results": "/customers/{code}/results/",
    "month": "/customers/{code}/results/2026-03/",
    "purchases": "/customers/{code}/purchases/",
    "reply": "/replies/computer.clock-wrong/{language}/?back={broken}",
    "access": "/reports/{broken}/access/",
    "delete case": "/reports/{broken}/delete/",
    "new code": "/customers/{code}/new-code/",
    "delete customer": "/customers/{code}/delete/",
    "incidents": "/incidents/",
    "new incident": "/customers/{code}/incident/",
    "catalogue": "/firm/catalogue/",
    "channels": "/firm/channels/",
    "help desk": "/firm/channels/ticket-system/",
    "mail server": "/firm/mail-server/",
    "technicians": "/firm/technicians/",
    "tokens": "/firm/tokens/",
    "log": "/firm/log/",
    "key": "/firm/key/",
    "own guide": "/firm/guide/",
    "own page": "/firm/guide/pages/new/",
    "second factors": "/account/second-factor/",
    "codes of an app": "/account/second-factor/app/",
    "annex": "/privacy/annex/{language}/",
    "record": "/privacy/record/{language}/",
}
FURTHER_OUTSIDE = {"privacy": "/privacy/", "data": "/privacy/data/", "hand-over": "/q"}


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The engine's script, from the package registry that this machine is set to."""
    folder = tmp_path_factory.mktemp("axe")
    if not shutil.which("npm"):
        pytest.skip("no npm")
    command = ["npm", "pack", "--silent", "--ignore-scripts", ENGINE]
    if subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=_FETCH_S).returncode:
        pytest.skip(f"npm pack {ENGINE} brings nothing here")
    [archive] = Path(folder).glob("*.tgz")
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == DIGEST
    with tarfile.open(archive) as package:
        script = package.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode("utf-8")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("language", "scheme", "size"), list(itertools.product(["de", "en"], ["light", "dark"], ["desktop", "phone"]))
)
def test_axe_finds_nothing_on_any_page(
    axe: str, open_page: Callable[..., Looking], busy: Busy, language: str, scheme: str, size: str
) -> None:
    locale = {"de": "de-DE", "en": "en-GB"}[language]
    faults = {}
    for signed_in, pages in ((True, INSIDE | FURTHER_INSIDE), (False, OUTSIDE | FURTHER_OUTSIDE)):
        window = open_page(size=size, signed_in=signed_in, color_scheme=scheme, locale=locale)
        for name, path in pages.items():
            page = window.at(path.format(code=busy.code, language=language, **busy.references))
            assert page.locator("h1").count() == 1, name
            page.evaluate(axe)
            if findings := page.evaluate(FINDINGS):
                faults[name] = findings
    assert faults == {}
