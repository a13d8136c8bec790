"""The same bytes for every customer, under a name that carries the code; what was cut off goes on."""

import hashlib

import pytest

from checker.client.profiles.sources.program_name import parse_program_path
from tests.desk.programs.conftest import FILES, OLD, WINDOWS
from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor

AGENTS = {"windows": "Windows NT 10.0", "macos": "Macintosh", "linux": "X11; Linux x86_64"}


def page(desk: Sampled, system: str = "windows", language: str = "de", query: str = "") -> str:
    return Visitor(desk.url, language).get(f"/d/{desk.code}/{query}", **{"User-Agent": AGENTS.get(system, "")}).words


def exe(desk: Sampled) -> str:
    return f"/d/{desk.code}/Homeoffice-Check_{desk.code}.exe"


def test_the_name_carries_the_code_and_the_program_reads_it(desk: Sampled) -> None:
    answer = desk.get(exe(desk))
    assert (answer.status, answer.data == WINDOWS) == (200, True)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="Homeoffice-Check_{desk.code}.exe"'
    assert answer.headers["Content-Length"] == str(len(WINDOWS))
    assert (answer.headers["Accept-Ranges"], answer.headers["Content-Type"]) == ("bytes", "application/octet-stream")
    hint = parse_program_path(answer.headers["Content-Disposition"].split('"')[1])
    assert hint is not None and hint.codes[0] == desk.code


def test_every_customer_gets_the_same_bytes(desk: Sampled) -> None:
    other = desk.run("customer", "add", "Andere GmbH").stdout.split('"code": "')[1].split('"')[0]
    answers = [desk.get(f"/d/{code}/Homeoffice-Check_{code}.exe") for code in (desk.code, other)]
    assert answers[0].data == answers[1].data == WINDOWS
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    assert desk.get(f"/programs/{next(name for name in FILES if '0.10.0-windows' in name)}").data == WINDOWS
    assert desk.get("/programs/Homeoffice-Check-0.9.0-windows.exe").data == OLD


def test_it_goes_on_where_it_was_cut_off(desk: Sampled) -> None:
    begin = desk.get(exe(desk), Range="bytes=0-999999")
    assert (begin.status, begin.headers["Content-Range"]) == (206, f"bytes 0-999999/{len(WINDOWS)}")
    tag, changed = begin.headers["ETag"], begin.headers["Last-Modified"]
    for same in (tag, changed):
        rest = desk.get(exe(desk), **{"Range": "bytes=1000000-", "If-Range": same})
        assert rest.status == 206
        assert begin.data + rest.data == WINDOWS
    changed_meanwhile = desk.get(exe(desk), **{"Range": "bytes=1000000-", "If-Range": '"another"'})
    assert (changed_meanwhile.status, changed_meanwhile.data == WINDOWS) == (200, True)
    assert desk.get(exe(desk), Range="bytes=-5").data == WINDOWS[-5:]


def test_what_is_not_there_and_what_is_known_already(desk: Sampled) -> None:
    beyond = desk.get(exe(desk), Range=f"bytes={len(WINDOWS)}-")
    assert (beyond.status, beyond.headers["Content-Range"], beyond.data) == (416, f"bytes */{len(WINDOWS)}", b"")
    cached = desk.get(exe(desk), **{"If-None-Match": desk.get(exe(desk), Range="bytes=0-0").headers["ETag"]})
    assert (cached.status, cached.data) == (304, b"")


def test_asking_for_the_head_alone(desk: Sampled) -> None:
    head = desk.pool.request("HEAD", desk.url + exe(desk))
    assert (head.status, head.headers["Content-Length"], head.data) == (200, str(len(WINDOWS)), b"")
    part = desk.pool.request("HEAD", desk.url + exe(desk), headers={"Range": "bytes=0-9"})
    assert (part.status, part.headers["Content-Length"]) == (206, "10")


@pytest.mark.parametrize("name", ["Homeoffice-Check_OTHER.exe", "firm.key", "link.exe", "%2e%2e%2ffirm.key", "x"])
def test_another_name_leads_to_the_page(desk: Sampled, name: str) -> None:
    answer = desk.get(f"/d/{desk.code}/{name}")
    assert answer.status in (302, 404)
    assert answer.headers.get("Location", "").endswith(f"/d/{desk.code}/") or answer.status == 404


def test_a_wrong_code_gets_nothing(desk: Sampled) -> None:
    assert desk.get("/d/GIBT-ES-NICHT/Homeoffice-Check_GIBT-ES-NICHT.exe").status == 404


@pytest.mark.parametrize(
    "outside", ["", "link.exe", "..%2fsecret.key", "../secret.key", "news.toml", "notes.txt", "a%00.exe"]
)
def test_nothing_else_is_public(desk: Sampled, outside: str) -> None:
    assert desk.get(f"/programs/{outside}").status == 404


def test_a_signature_lies_beside(desk: Sampled) -> None:
    name = "Homeoffice-Check-0.10.0-windows.exe.minisig"
    assert name in page(desk)
    assert desk.get(f"/programs/{name}").data == FILES[name]


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("windows", ["Für Windows laden", ".exe", "Der Computer wurde durch Windows geschützt", "„Muster IT GmbH“"]),
        ("macos", ["Apple-Prozessor", "Intel-Prozessor", "Homeoffice-Check-arm64_", "von Apple geprüft"]),
        ("linux", ["Für Debian und Ubuntu laden", "Für Linux laden", ".tar.xz", "chmod +x"]),
    ],
)
def test_the_page_knows_the_system(desk: Sampled, system: str, expected: list[str]) -> None:
    words = page(desk, system)
    assert [word for word in expected if word not in words] == []
    assert words == page(desk, "windows", query=f"?system={system}") or system == "windows"
    assert hashlib.sha256(WINDOWS).hexdigest() in page(desk, query="?system=windows")
    assert "0.9.0" not in words


def test_phones_are_sent_to_the_computer(desk: Sampled) -> None:
    words = Visitor(desk.url).get(f"/d/{desk.code}/", **{"User-Agent": "Mozilla/5.0 (iPhone; Mobile)"}).words
    assert "nicht auf dem Telefon" in words and "Windows macOS Linux" in words


def test_the_page_without_any_program(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Sampled(tmp_path_factory.mktemp("bare")) as bare:
        bare.meet()
        words = page(bare)
        assert "bekommen Sie von" in words and bare.code in words
        (bare.data / "programs" / "Homeoffice-Check.exe").write_bytes(b"MZ")
        (bare.data / "programs" / "news.toml").write_text("desk_in_name = true\n")
        host = bare.url.removeprefix("http://").replace(":", ",")
        assert f"Homeoffice-Check_{bare.code}@{host}.exe" in page(bare)
        (bare.data / "programs" / "news.toml").write_text("= damaged")
        assert "Für Windows laden" in page(bare)
        done = bare.run("programs", check=False)
        assert done.returncode != 0 and "news.toml" in done.stderr


def test_the_check_phrase_stands_on_the_page(desk: Sampled) -> None:
    german, english = page(desk), page(desk, language="en")
    assert german.split("Auf Englisch zeigt das Programm: ")[1].split(" Fragt")[0] in english
    assert "four check words" in english
    words = german.split("rufen Sie Ihre IT-Firma an. ")[-1].split(" Auf Englisch")[0]
    assert f"Prüfwörter {words}" in desk.technician().get(f"/customers/{desk.code}/").words


def test_what_is_offered_is_listed(desk: Sampled) -> None:
    listed = desk.run("programs").stdout
    assert "Homeoffice-Check-0.9.0-windows.exe" in listed and "älter, wird nicht angeboten" in listed
    assert "Die Kamera wird schneller gefunden." in listed
