"""nginx, HAProxy and Caddy in place of a measuring server, or before one: a page becomes no rate, a proxy no page."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.line.measuring import finding_codes, measure_line
from tests.net.front_ends import CADDY, HAPROXY, NGINX, caddy, haproxy, nginx

PAGE = "<!DOCTYPE html><html><title>WLAN</title><body>" + 40 * "Bitte melden Sie sich an. " + "</body></html>"
FAILED = {"line.server-failed"}
VERDICTS = {"line.down-slow", "line.up-slow", "line.latency-high", "line.fine", "line.lower-bound", "line.broken-off"}
FRONT_ENDS = {"nginx": (NGINX, nginx), "haproxy": (HAPROXY, haproxy), "caddy": (CADDY, caddy)}


@contextlib.contextmanager
def front_end(kind: str, folder: Path, settings: str, *more: str) -> Iterator[str]:
    """Yields its address."""
    program, serve = FRONT_ENDS[kind]
    if program is None:
        pytest.skip(f"needs {kind}")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text(PAGE)
    with serve(folder, settings.replace("FOLDER", str(folder)), *more) as (host, port):
        yield f"http://{host}:{port}/"


def nginx_site(*rules: str) -> str:
    return "server { listen LISTEN; root FOLDER/site; " + " ".join(rules) + " }"


PAGES = {
    "nginx, a page for whatever is not there": ("nginx", nginx_site("try_files $uri /index.html;")),
    "nginx, also for what is posted": (
        "nginx",
        nginx_site("try_files $uri /index.html; error_page 405 =200 /index.html;"),
    ),
    "nginx, a page in place of errors": ("nginx", nginx_site("error_page 404 =200 /index.html;")),
    "nginx, a word": ("nginx", nginx_site("return 200 'It works';")),
    "nginx, JSON": ("nginx", nginx_site('default_type application/json; return 200 \'{"status": "up"}\';')),
    "nginx, sign in first": ("nginx", nginx_site("location / { return 302 /login; } location /login { return 200; }")),
    "nginx, another host": ("nginx", nginx_site("return 301 https://www.muster.example$request_uri;")),
    "nginx, a circle": ("nginx", nginx_site("return 301 $request_uri;")),
    "nginx, its server is gone": ("nginx", nginx_site("location / { proxy_pass http://127.0.0.1:9; }")),
    "nginx, network sign-in (RFC 6585)": ("nginx", nginx_site(f"return 511 '{PAGE}';")),
    "HAProxy, a page": ("haproxy", f"http-request return status 200 content-type text/html string '{PAGE}'"),
    "HAProxy, a page of no type": (
        "haproxy",
        f"http-request return status 200 content-type application/octet-stream string '{PAGE}'",
    ),
    "HAProxy, sign in first": ("haproxy", "http-request redirect location /login code 303"),
    "HAProxy, refused": ("haproxy", "http-request deny deny_status 403"),
    "Caddy, a page": ("caddy", f"LISTEN {{\nheader Content-Type text/html\nrespond `{PAGE}` 200\n}}"),
    "Caddy, one page for all": (
        "caddy",
        "LISTEN {\nroot * FOLDER/site\nencode gzip\ntry_files {path} /index.html\nfile_server\n}",
    ),
    "Caddy, nothing": ("caddy", "LISTEN {\nrespond 404\n}"),
}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("name", PAGES)
def test_in_place_of_a_server(name: str, tmp_path: Path) -> None:
    with front_end(PAGES[name][0], tmp_path, PAGES[name][1]) as url:
        observations = measure_line(url)
    assert finding_codes(observations) == ["line.server-failed"]
    assert not (observations.has("down.rate") or observations.has("up.rate"))


DOWN_PAGES = {
    "nginx, an empty answer for all": ("nginx", nginx_site("return 200 '';")),
    "HAProxy, an empty answer for all": ("haproxy", "http-request return status 200"),
    "Caddy, an empty answer for all": ("caddy", "LISTEN {\nrespond 200\n}"),
}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("name", DOWN_PAGES)
def test_nothing_for_everything(name: str, tmp_path: Path) -> None:
    """`empty` is right by chance, and so would be the answers to an upload."""
    with front_end(DOWN_PAGES[name][0], tmp_path, DOWN_PAGES[name][1]) as url:
        observations = measure_line(url)
    assert set(finding_codes(observations)) & VERDICTS == set()
    assert set(finding_codes(observations)) >= FAILED
    assert not (observations.has("down.rate") or observations.has("up.rate"))


def authority_of(endpoint: str) -> str:
    return endpoint.removeprefix("http://").rstrip("/")


LOADS: dict[str, tuple[str, str, str]] = {
    "nginx, a page in place of a download": (
        "nginx",
        nginx_site("location ~ garbage { try_files /index.html =404; } location / { proxy_pass http://BEHIND; }"),
        "down.rate",
    ),
    "nginx, a download signs in first": (
        "nginx",
        nginx_site("location ~ garbage { return 302 /login; } location / { proxy_pass http://BEHIND; }"),
        "down.rate",
    ),
    "nginx, a download that it calls its cache's": (
        "nginx",
        nginx_site(
            "location ~ garbage { add_header X-Cache-Status HIT; proxy_pass http://BEHIND; }",
            "location / { proxy_pass http://BEHIND; }",
        ),
        "down.rate",
    ),
    "HAProxy, a page in place of a download": (
        "haproxy",
        f"http-request return status 200 content-type text/html string '{PAGE}' if {{ path_sub garbage }}",
        "down.rate",
    ),
    "HAProxy, uploads refused": ("haproxy", "http-request deny deny_status 403 if METH_POST", "up.rate"),
    "nginx, a page in place of an upload's answer": (
        "nginx",
        nginx_site(
            "error_page 418 =200 /index.html;",
            "location / { if ($request_method = POST) { return 418; } proxy_pass http://BEHIND; }",
        ),
        "up.rate",
    ),
    "nginx, an upload signs in first": (
        "nginx",
        nginx_site("location / { if ($request_method = POST) { return 303 /login; } proxy_pass http://BEHIND; }"),
        "up.rate",
    ),
    "Caddy, a page in place of a download": (
        "caddy",
        f"LISTEN {{\nheader /garbage* Content-Type text/html\nrespond /garbage* `{PAGE}` 200\nreverse_proxy BEHIND\n}}",
        "down.rate",
    ),
    "Caddy, a page in place of an upload's answer": (
        "caddy",
        f"LISTEN {{\n@post method POST\nrespond @post `{PAGE}` 200\nreverse_proxy BEHIND\n}}",
        "up.rate",
    ),
}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("name", LOADS)
def test_in_place_of_a_load(name: str, tmp_path: Path, endpoint: str) -> None:
    """The desk answers everything but this; the other direction is measured."""
    kind, settings, failed = LOADS[name]
    more = (authority_of(endpoint),) if kind == "haproxy" else ()
    with front_end(kind, tmp_path, settings.replace("BEHIND", authority_of(endpoint)), *more) as url:
        observations = measure_line(url)
    assert observations[failed].failure is not None
    assert not {"line.down-slow", "line.up-slow", "line.fine"} & set(finding_codes(observations))
    assert observations.has("up.rate" if failed == "down.rate" else "down.rate")


PROXIES = {
    "nginx, packing whatever it can": (
        "nginx",
        nginx_site(
            "gzip on; gzip_types *; gzip_proxied any; gzip_min_length 0;",
            "location / { proxy_pass http://BEHIND; proxy_request_buffering off; client_max_body_size 0; }",
        ),
    ),
    "nginx, keeping what it can": (
        "nginx",
        "proxy_cache_path FOLDER/cache keys_zone=all:1m; "
        + nginx_site(
            "proxy_cache all; proxy_cache_valid any 1h; proxy_ignore_headers Cache-Control Expires;",
            "add_header X-Cache-Status $upstream_cache_status; proxy_max_temp_file_size 0;",
            "location / { proxy_pass http://BEHIND; proxy_request_buffering off; client_max_body_size 0; }",
        ),
    ),
    "HAProxy": ("haproxy", ""),
    "HAProxy, packing whatever it can": ("haproxy", "compression algo gzip\ncompression type application/octet-stream"),
    "Caddy, packing whatever it can": (
        "caddy",
        "LISTEN {\nencode {\ngzip\nmatch {\nheader Content-Type *\n}\n}\nreverse_proxy BEHIND\n}",
    ),
}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("name", PROXIES)
def test_before_the_desk(name: str, tmp_path: Path, endpoint: str) -> None:
    """What passes all on is no page."""
    kind, settings = PROXIES[name]
    more = (authority_of(endpoint),) if kind == "haproxy" else ()
    with front_end(kind, tmp_path, settings.replace("BEHIND", authority_of(endpoint)), *more) as url:
        observations = measure_line(url)
    assert observations.has("down.rate")
    assert observations.has("up.rate")
    assert "line.server-failed" not in finding_codes(observations)
