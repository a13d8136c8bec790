"""Someone with a browser, without a browser: follows redirects, keeps cookies, fills in forms with their token."""

import html
import re
import urllib.parse
from collections.abc import Mapping, Sequence

import urllib3

FormFields = Mapping[str, str | Sequence[str]]
"""Names and values; a list where several boxes of one name are ticked."""

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Page:
    """An answer that was looked at."""

    def __init__(self, path: str, answer: urllib3.BaseHTTPResponse) -> None:
        self.path = path
        self.status = answer.status
        self.headers = answer.headers
        self.text = answer.data.decode("utf-8", "replace")

    @property
    def words(self) -> str:
        """What a reader sees, without the markup."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.text)).split())


class Visitor:
    """One browser session with a desk."""

    def __init__(self, url: str, language: str = "de") -> None:
        self.url = url
        self.cookies: dict[str, str] = {}
        self.headers = {"Accept-Language": language}
        self._pool = urllib3.PoolManager(retries=False, timeout=30)

    def get(self, path: str, *, follow: bool = True, **headers: str) -> Page:
        """One page; `path` may be a whole address of this desk."""
        return self._request("GET", path, None, headers, follow=follow)

    def post(self, path: str, fields: FormFields, *, token: bool = True, **headers: str) -> Page:
        """Sends a form as its page would; where `token` is False, as another site would."""
        form = dict(fields)
        if token:
            token_field = _TOKEN.search(self.get(path).text)
            form |= {"csrfmiddlewaretoken": token_field[1]} if token_field else {}
        return self._request("POST", path, form, headers, follow=True)

    def submit(self, page: Page, path: str, fields: FormFields) -> Page:
        """Sends a form of a page that is not at the form's own address."""
        token_field = _TOKEN.search(page.text)
        assert token_field is not None
        return self._request("POST", path, {**fields, "csrfmiddlewaretoken": token_field[1]}, {}, follow=True)

    def _request(
        self, method: str, path: str, fields: FormFields | None, headers: Mapping[str, str], *, follow: bool
    ) -> Page:
        path = path.removeprefix(self.url)
        for _ in range(6):
            sent = {**self.headers, **headers, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            body = None
            if fields is not None:
                sent |= {"Content-Type": "application/x-www-form-urlencoded"}
                body = urllib.parse.urlencode(fields, doseq=True)
            answer = self._pool.request(method, self.url + path, body=body, headers=sent, redirect=False)
            self._keep(answer)
            location = answer.headers.get("Location")
            if not (follow and location and answer.status in (301, 302, 303)):
                return Page(path, answer)
            path, method, fields = urllib.parse.urljoin(path, location), "GET", None
        raise AssertionError("redirected for ever")

    def _keep(self, answer: urllib3.BaseHTTPResponse) -> None:
        for line in answer.headers.getlist("Set-Cookie"):
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0]
            if value and value != '""':
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
