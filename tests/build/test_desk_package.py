"""The desk's Debian package: what it promises, and that it installs, serves and goes again on this very system.

`python3 build/desk_package.py`, then `python3 -m tests -m slow tests/build/test_desk_package.py` as root.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import urllib3

from recipe.product import DIST, debian_version
from systems.desk_deb import DESK_PACKAGE, SCRIPTS, SOURCES, UNITS, debian_processor, make_desk_deb
from tests.desk.sampled import Sampled
from tests.lab.root import is_root
from tests.net.front_ends import CADDY, NGINX, caddy, nginx

REQUIREMENTS = Path(__file__).resolve().parents[2] / "build" / "requirements"
PROGRAM = "Homeoffice-Check-1.4.0-windows.exe"
PROGRAM_BYTES = b"MZ" + bytes(8_000_000)
TOO_LARGE = {"nginx": (413,), "caddy": (413, 502)}
"""Caddy before 2.7, as Debian 12 has it, tells what it cut off from what it could not pass on by no number."""
ORIGINS = {"nginx": "https:", "caddy": "http:"}
_ENTER = """
mount --make-rprivate /
mount -t tmpfs tmpfs "$OVER"
mkdir "$OVER/upper" "$OVER/work" "$OVER/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$OVER/upper,workdir=$OVER/work" "$OVER/root"
cd "$OVER/root"
mount -t proc proc proc && mount --rbind /dev dev && mount -t tmpfs tmpfs run
cp "$DEB" tmp/desk.deb
exec chroot . env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 sh -ec "$WORDS"
"""
WORDS = f"""
dpkg -i /tmp/desk.deb
{DESK_PACKAGE} technician anna --address https://desk.example
if command -v systemd-analyze; then
  systemd-analyze verify /lib/systemd/system/{DESK_PACKAGE}*.service \\
    /lib/systemd/system/{DESK_PACKAGE}*.timer && echo units fine
fi
stat -c 'data %U %a' /var/lib/{DESK_PACKAGE}
runuser -u homeoffice-desk -- {DESK_PACKAGE} --listen 127.0.0.1:18765 --no-measure &
server=$!
python3 - <<'END'
import time, urllib.request
for _ in range(300):
    try:
        print(urllib.request.urlopen('http://127.0.0.1:18765/health').read().decode())
        print('style', urllib.request.urlopen('http://127.0.0.1:18765/static/desk/desk.css').status)
        print('guide', 'Homeoffice' in urllib.request.urlopen('http://127.0.0.1:18765/guide/en/').read().decode())
        break
    except OSError:
        time.sleep(1)
END
{DESK_PACKAGE} doctor || echo doctor $?
echo geheimes Wort > /etc/{DESK_PACKAGE}/backup.passphrase
chown homeoffice-desk /etc/{DESK_PACKAGE}/backup.passphrase; chmod 400 /etc/{DESK_PACKAGE}/backup.passphrase
runuser -u homeoffice-desk -- /usr/lib/{DESK_PACKAGE}/bin/backup
ls /var/backups/{DESK_PACKAGE}
kill $server; wait || true
dpkg -P {DESK_PACKAGE}
ls /var/lib/{DESK_PACKAGE} /etc/{DESK_PACKAGE} || true
"""


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+(?:\[\w+\])?)==(\S+)", (REQUIREMENTS / name).read_text("utf-8"), re.MULTILINE))


def test_it_has_the_very_packages_of_the_program() -> None:
    lines = (REQUIREMENTS / "desk.in").read_text("utf-8").splitlines()
    assert set(lines[1:]) <= set((REQUIREMENTS / "program.in").read_text("utf-8").splitlines())
    program = _pins("program.txt")
    assert {name: version for name, version in _pins("desk.txt").items() if program.get(name) != version} == {}


@pytest.mark.skipif(sys.platform == "win32", reason="a Debian package: sh and systemd")
@pytest.mark.parametrize("name", [*SCRIPTS, "launcher", "backup"])
def test_its_scripts_are_shell(name: str) -> None:
    subprocess.run(["sh", "-n", SOURCES / name], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="a Debian package: sh and systemd")
def test_its_units_start_what_it_brings(tmp_path: Path) -> None:
    (tmp_path / "checker").mkdir()
    (tmp_path / "checker" / "__init__.py").write_text("")
    deb = tmp_path / "desk.deb"
    deb.write_bytes(make_desk_deb(tmp_path, "3.11", "amd64", 0))
    listed = subprocess.run(["dpkg-deb", "--contents", deb], capture_output=True, text=True, check=True).stdout
    for unit in UNITS:
        assert f"./lib/systemd/system/{unit}" in listed
        for program in re.findall(r"^ExecStart=(\S+)", (SOURCES / unit).read_text("utf-8"), re.MULTILINE):
            assert re.search(rf"^-rwxr-xr-x .* \.{program}$", listed, re.MULTILINE), program
    fields = subprocess.run(["dpkg-deb", "--field", deb], capture_output=True, text=True, check=True).stdout
    assert "python3 (>= 3.11), python3 (<< 3.12)" in fields


def _swapped(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_the_settings_of_proxies_serve_a_desk(kind: str, tmp_path: Path) -> None:
    """Pages, the public address, and whose sender is counted."""
    if not {"nginx": NGINX, "caddy": CADDY}[kind]:
        pytest.skip(f"needs {kind}")
    with Sampled(tmp_path / "desk", "--behind-proxy") as desk:
        upstream = desk.url.removeprefix("http://")
        if kind == "nginx":
            text = (SOURCES / "nginx.conf").read_text("utf-8")
            text = re.sub(r"    ssl_certificate.*\n", "", text)
            front = nginx(tmp_path, _swapped(text, ("443 ssl", "LISTEN"), ("127.0.0.1:8000", upstream)))
        else:
            text = (SOURCES / "Caddyfile").read_text("utf-8")
            front = caddy(tmp_path, _swapped(text, ("desk.example", "LISTEN"), ("127.0.0.1:8000", upstream)))
        with front as (host, port):
            pool = urllib3.PoolManager(retries=False)
            address = f"http://{host}:{port}"
            assert pool.request("GET", f"{address}/health").json()["ok"] is True
            assert pool.request("GET", f"{address}/metrics").status == 401
            answer = pool.request("GET", f"{address}/inbox/", redirect=False)
            assert (answer.status, answer.headers["Location"]) == (302, "/sign-in/?next=/inbox/")
            assert pool.request("POST", f"{address}/sign-in/", body=b"x" * 3_200_000).status in TOO_LARGE[kind]
            _bring_program(desk, address, ORIGINS[kind])
            assert (desk.data / "programs" / PROGRAM).stat().st_size == len(PROGRAM_BYTES)


def _bring_program(desk: Sampled, address: str, scheme: str) -> None:
    """As an administrator's browser does; `scheme`: as the desk learns it."""
    technician = desk.technician()
    technician.url = address
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', technician.get("/firm/programs/").text)
    assert token is not None
    fields = {"csrfmiddlewaretoken": token[1], "program": (PROGRAM, PROGRAM_BYTES, "application/octet-stream")}
    body, kind = urllib3.encode_multipart_formdata(fields)
    cookies = "; ".join(f"{name}={value}" for name, value in technician.cookies.items())
    headers = {"Content-Type": kind, "Cookie": cookies, "Origin": address.replace("http:", scheme)}
    answer = urllib3.request("POST", f"{address}/firm/programs/upload/", body=body, headers=headers, redirect=False)
    assert answer.status in (200, 302), answer.data[:400]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_it_installs_serves_and_goes(tmp_path: Path) -> None:
    deb = DIST / f"{DESK_PACKAGE}_{debian_version()}_{debian_processor()}.deb"
    if not deb.exists() or not is_root():
        pytest.skip("needs root, and python3 build/desk_package.py")
    environment = os.environ | {"OVER": str(tmp_path), "DEB": str(deb), "WORDS": WORDS}
    command = ["unshare", "--mount", "--pid", "--fork", "bash", "-ec", _ENTER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    assert "https://desk.example/sign-in/" in output
    assert "data homeoffice-desk 711" in output
    assert "systemd-analyze" not in output or "units fine" in output
    assert '"ok": true' in output and "style 200" in output and "guide True" in output
    assert re.search(r"desk-\d{4}-\d\d-\d\d\.backup", output)
    assert "desk.sqlite3" in output.partition("Purging")[2], "reports and keys stay"
