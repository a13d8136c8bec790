"""Signing in: by a link that works once, by password, never by trying often enough."""

import sqlite3

import pytest

from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor

PASSWORD = "ein ruhiger Vormittag im März"
INSIDE = ["/inbox/", "/customers/", "/customers/new/", "/firm/", "/account/", "/reports/ABC-DEF/"]


def _link(desk: Sampled, *options: str) -> str:
    return desk.run("signinlink", "technik", *options).stdout.strip().removeprefix(desk.url)


def _with_password(desk: Sampled, name: str, *options: str) -> Visitor:
    """A technician of this test's own."""
    visitor = Visitor(desk.url)
    assert visitor.get(desk.run("technician", name, *options).stdout.strip()).path == "/account/"
    assert "gilt ab jetzt" in visitor.post("/account/", {"new": PASSWORD, "again": PASSWORD}).words
    return visitor


@pytest.mark.parametrize("path", INSIDE)
def test_strangers_are_led_to_the_sign_in(desk: Sampled, path: str) -> None:
    page = Visitor(desk.url).get(path)
    assert page.path.startswith("/sign-in/?next=")
    assert "Passwort" in page.words


def test_the_first_start_says_how_to_get_in(desk: Sampled) -> None:
    line = next(line for line in desk.lines if "/sign-in/" in line)
    page = Visitor(desk.url).get(line.rpartition(" ")[2])
    assert page.path == "/account/"
    assert "Abmelden" in page.words


def test_a_link_signs_in_once_and_leads_on(desk: Sampled) -> None:
    link = _link(desk, "--next", "/customers/")
    assert Visitor(desk.url).get(link).path == "/customers/"
    again = Visitor(desk.url).get(link)
    assert (again.status, again.path) == (410, link)
    assert "gilt nicht mehr" in again.words


def test_a_browser_that_looks_ahead_does_not_use_a_link_up(desk: Sampled) -> None:
    link = _link(desk)
    looker = Visitor(desk.url)
    assert looker.get(link, **{"Sec-Purpose": "prefetch;prerender"}).status == 503
    assert desk.pool.request("HEAD", desk.url + link).status == 405
    assert looker.get(link).path == "/inbox/"


def test_a_link_ends_after_its_time(desk: Sampled) -> None:
    link = _link(desk)
    with sqlite3.connect(desk.data / "desk.sqlite3") as database:
        database.execute("UPDATE accounts_signinlink SET expires = datetime('now', '-1 second')")
    database.close()
    assert Visitor(desk.url).get(link).status == 410


@pytest.mark.parametrize(
    "outside", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_outside(desk: Sampled, outside: str) -> None:
    assert Visitor(desk.url).get(_link(desk, "--next", outside), follow=False).headers["Location"] in ("/inbox/", "/")


def test_the_database_holds_no_link(desk: Sampled) -> None:
    token = _link(desk).strip("/").rpartition("/")[2]
    with sqlite3.connect(desk.data / "desk.sqlite3") as database:
        rows = database.execute("SELECT hashed FROM accounts_signinlink").fetchall()
    database.close()
    assert rows
    assert token not in str(rows)


def test_a_password_lets_in_and_is_kept_as_argon2(desk: Sampled) -> None:
    _with_password(desk, "berta")
    with sqlite3.connect(desk.data / "desk.sqlite3") as database:
        (stored,) = database.execute("SELECT password FROM accounts_technician WHERE name = 'berta'").fetchone()
    database.close()
    assert stored.startswith("argon2$argon2id$")
    page = Visitor(desk.url).post("/sign-in/?next=/firm/", {"name": "berta", "password": PASSWORD, "next": "/firm/"})
    assert (page.status, page.path) == (200, "/firm/")


@pytest.mark.parametrize("bad", ["kurz", "passwortpasswort"[:11], "password1234", "technik12345"])
def test_bad_passwords_are_not_taken(desk: Sampled, bad: str) -> None:
    page = desk.technician().post("/account/", {"new": bad, "again": bad})
    assert "gilt ab jetzt" not in page.words
    assert 'class="errorlist"' in page.text


def test_a_new_password_ends_the_other_sessions(desk: Sampled) -> None:
    other = Visitor(desk.url)
    other.get(desk.run("technician", "clara").stdout.strip())
    own = Visitor(desk.url)
    own.get(desk.run("signinlink", "clara").stdout.strip())
    own.post("/account/", {"new": PASSWORD, "again": PASSWORD})
    assert own.get("/inbox/").path == "/inbox/"
    assert other.get("/inbox/").path.startswith("/sign-in/")


def test_a_removed_technician_is_out_at_once(desk: Sampled) -> None:
    desk.run("technician", "anna")
    anna = Visitor(desk.url)
    anna.get(desk.run("signinlink", "anna").stdout.strip())
    assert anna.get("/inbox/").path == "/inbox/"
    desk.run("technician", "anna", "--remove")
    assert anna.get("/inbox/").path.startswith("/sign-in/")
    gone = desk.run("signinlink", "anna", check=False)
    assert gone.returncode == 1
    assert "anna" in gone.stderr


def test_wrong_passwords_have_to_wait_and_a_link_still_works(desk: Sampled) -> None:
    _with_password(desk, "dora")
    pages = [Visitor(desk.url).post("/sign-in/", {"name": "dora", "password": f"falsch {n}"}) for n in range(5)]
    assert all("stimmt nicht" in page.words for page in pages)
    right = Visitor(desk.url).post("/sign-in/", {"name": "Dora", "password": PASSWORD})
    assert right.status == 429
    assert int(right.headers["Retry-After"]) <= 900
    assert "Zu viele Versuche" in right.words
    other_way = Visitor(desk.url)
    assert other_way.get(desk.run("signinlink", "dora").stdout.strip()).path == "/inbox/"


def test_names_that_do_not_exist_are_not_told_apart(desk: Sampled) -> None:
    _with_password(desk, "emil")
    pages = [Visitor(desk.url).post("/sign-in/", {"name": name, "password": "falsch"}) for name in ("emil", "nobody")]
    assert len({page.words for page in pages}) == 1


def test_another_site_cannot_send_forms(desk: Sampled) -> None:
    technician = desk.technician()
    for path in ("/account/", "/firm/", "/sign-out/", "/customers/new/", "/language/"):
        page = technician.post(path, {"name": "x"}, token=False)
        assert page.status == 403
        assert "Formular ist abgelaufen" in page.words
    refused = technician.post("/firm/", {"name": "Fremd"}, Origin="https://evil.example")
    assert refused.status == 403


def test_signing_out_ends_the_session(desk: Sampled) -> None:
    technician = desk.technician(anew=True)
    cookies = dict(technician.cookies)
    technician.submit(technician.get("/inbox/"), "/sign-out/", {})
    technician.cookies = cookies
    assert technician.get("/inbox/").path.startswith("/sign-in/")


def test_cookies_are_closed_to_scripts_and_other_sites(desk: Sampled) -> None:
    answer = desk.get(_link(desk))
    session = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("desk="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session


def test_behind_a_proxy_cookies_need_https(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Sampled(tmp_path_factory.mktemp("proxied"), "--behind-proxy") as desk:
        answer = desk.get(_link_of(desk), **{"X-Forwarded-Proto": "https", "X-Forwarded-Host": "desk.example"})
        assert all("Secure" in line for line in answer.headers.getlist("Set-Cookie"))
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def _link_of(desk: Sampled) -> str:
    desk.run("technician", "technik")
    return _link(desk)


def test_a_link_alone_changes_nothing_that_others_rely_on(desk: Sampled) -> None:
    _with_password(desk, "frida", "--administrator")
    by_link = Visitor(desk.url)
    by_link.get(desk.run("signinlink", "frida").stdout.strip())
    new = "ein ganz anderes Passwort im Juni"
    for current in ({}, {"current": ""}, {"current": "falsch"}):
        page = by_link.post("/account/", {"new": new, "again": new, **current})
        assert "gilt ab jetzt" not in page.words
        page = by_link.post("/firm/", {"name": "Fremd", "public_url": "https://evil.example", **current})
        assert "Gespeichert" not in page.words
        page = by_link.post("/firm/key/", {"reason": "planned", **current})
        assert "unterschreibt der neue" not in page.words
    assert "evil.example" not in by_link.get("/firm/").text
    assert Visitor(desk.url).post("/sign-in/", {"name": "frida", "password": PASSWORD}).path == "/inbox/"
    page = by_link.post("/account/", {"new": new, "again": new, "current": PASSWORD})
    assert "gilt ab jetzt" in page.words
    log = by_link.get("/firm/").words
    assert "Passwort gesetzt" in log
    assert "Mit einem Anmeldelink angemeldet" in log
    assert PASSWORD not in log


def test_the_old_password_cannot_be_guessed_in_a_session(desk: Sampled) -> None:
    technician = _with_password(desk, "gerda")
    words = [
        technician.post("/account/", {"new": PASSWORD, "again": PASSWORD, "current": f"falsch {n}"}).words
        for n in range(6)
    ]
    assert ["Zu viele Versuche" in page for page in words] == [False] * 5 + [True]


def test_who_forgot_the_password_gets_it_reset_at_the_machine(desk: Sampled) -> None:
    _with_password(desk, "hanna")
    again = _with_password(desk, "hanna", "--administrator")
    assert again.get("/inbox/").path == "/inbox/"
    assert "Zugang angelegt, zurückgesetzt oder entfernt: hanna" in again.get("/firm/").words
