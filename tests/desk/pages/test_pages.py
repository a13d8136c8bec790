"""What all answers have in common."""

import re
import subprocess
import sys

import pytest

from tests.desk.sampled import Sampled
from tests.desk.served import ROOT
from tests.desk.visitor import Visitor

ANY = ["/guide/de/", "/sign-in/", "/health", "/generate_204", "/static/desk/desk.css", "/nowhere/", "/api/v1/reports"]


@pytest.mark.parametrize("path", ANY)
def test_every_answer_says_what_a_browser_may_do(desk: Sampled, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_hold_nothing_that_the_policy_forbids(desk: Sampled) -> None:
    technician = desk.technician()
    customer = f"/customers/{desk.code}/"
    for path in ("/inbox/", "/customers/", customer, f"{customer}edit/", "/firm/", "/account/"):
        text = technician.get(path).text
        assert " style=" not in text and "<style" not in text and "onclick" not in text
        scripts = re.findall(r"<script[^>]*>.*?</script>", text)
        assert len(scripts) == text.count("<script") == (path == "/inbox/")
        assert all(
            re.fullmatch(r'<script nonce="[\w-]{22}" src="/static/desk/keys.js[^"]*" defer></script>', script)
            for script in scripts
        )
        assert "http://fonts" not in text and "//cdn" not in text


def test_only_a_script_with_the_number_of_this_answer_runs(desk: Sampled) -> None:
    technician = desk.technician()
    numbers = set()
    for _ in range(2):
        page = technician.get("/inbox/")
        policy = page.headers["Content-Security-Policy"]
        [number] = re.findall(r"script-src 'nonce-([\w-]+)'", policy)
        assert f'nonce="{number}"' in page.text
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "'self' data:" in policy
        numbers.add(number)
    assert len(numbers) == 2


def test_health_is_asked_often_and_by_programs(desk: Sampled) -> None:
    answer = desk.get("/health")
    assert answer.json() == {"ok": True, "database": "ok", "disk": "ok", "version": answer.json()["version"]}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Date" in answer.headers
    assert "Set-Cookie" not in answer.headers
    head = desk.pool.request("HEAD", f"{desk.url}/health")
    assert (head.status, head.data) == (200, b"")
    assert "Date" in head.headers


def test_generate_204_is_nothing_at_all(desk: Sampled) -> None:
    answer = desk.get("/generate_204")
    assert (answer.status, answer.data) == (204, b"")
    assert not {"Set-Cookie", "Content-Length", "Content-Type"} & set(answer.headers)


def test_the_language_is_remembered_and_leads_back_inside(desk: Sampled) -> None:
    visitor = Visitor(desk.url)
    page = visitor.get("/sign-in/")
    assert "Anmelden" in page.words
    english = visitor.submit(page, "/language/", {"language": "en", "next": "/sign-in/"})
    assert "Sign in" in english.words
    assert "Sign in" in visitor.get("/sign-in/").words
    for outside in ("https://evil.example/", "//evil.example/", "javascript:x"):
        assert visitor.submit(english, "/language/", {"language": "de", "next": outside}).path == "/guide/de/"
    assert visitor.submit(english, "/language/", {"language": "xx", "next": "/sign-in/"}).status == 200


def test_strange_hosts_change_no_address(desk: Sampled) -> None:
    page = Visitor(desk.url).get(f"/d/{desk.code}/", Host="evil.example")
    assert "evil.example" not in page.text


def test_styles_may_be_kept_by_the_browser_until_they_change(desk: Sampled) -> None:
    text = Visitor(desk.url).get("/sign-in/").text
    stylesheet = text.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = desk.get(stylesheet)
    assert answer.status == 200
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert b".report" in desk.get("/report.css").data


def test_the_firms_details_are_what_profiles_carry(desk: Sampled) -> None:
    technician = desk.technician()
    fields = {"name": "Nordlicht IT", "phone": "040 1", "mail": "a@example.org", "measure_url": ""}
    bad = technician.post("/firm/", fields | {"public_url": "desk.example"})
    assert "beginnt mit https://" in bad.words
    technician.post("/firm/", fields | {"public_url": "https://desk.example/unter"})
    profile = desk.get(f"/api/v1/profiles/{desk.code}").data.decode()
    assert 'name = "Nordlicht IT"' in profile
    assert 'desk_url = "https://desk.example/unter"' in profile
    assert desk.run("signinlink", "technik").stdout.startswith("https://desk.example/")


def test_no_table_is_missing_a_migration() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker.desk", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
