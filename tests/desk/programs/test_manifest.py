"""The manifest as programs fetch it, and the settings that a package carries."""

import datetime
import hashlib

from checker.client.profiles.firm_settings import FirmSettings, load_firm_settings
from checker.model.codec import manifest_from_toml
from checker.model.report_versions import ACCEPTED_REPORTS
from checker.model.signature import fingerprint, manifest_signer, public_key
from tests.desk.programs.conftest import WINDOWS
from tests.desk.sampled import Sampled


def test_it_is_signed_and_says_what_there_is(desk: Sampled) -> None:
    answer = desk.get("/api/v1/programs")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert manifest_signer(answer.data) == public_key((desk.data / "firm.key").read_bytes())
    manifest = manifest_from_toml(answer.data)
    offered = {(offer.system, offer.processor, offer.version) for offer in manifest.programs}
    assert offered == {
        ("windows", "", "0.10.0"),
        ("macos", "arm64", "0.10.0"),
        ("macos", "x64", "0.10.0"),
        ("linux", "x64", "0.10.0"),
        ("linux", "", "0.10.0"),
    }
    windows = manifest.programs[0]
    assert (windows.size, windows.sha256) == (len(WINDOWS), hashlib.sha256(WINDOWS).hexdigest())
    assert manifest.news is not None and manifest.news.en == "The camera is found faster."
    assert manifest.reports == ACCEPTED_REPORTS
    assert abs(manifest.made - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=2)


def test_the_command_prints_the_same(desk: Sampled) -> None:
    printed = desk.run("programs", "--manifest").stdout.encode()
    assert manifest_signer(printed) == manifest_signer(desk.get("/api/v1/programs").data)


def test_the_settings_of_a_package(desk: Sampled) -> None:
    assert desk.run("firmsettings", check=False).returncode != 0
    desk.technician().post("/firm/", {"name": "Muster IT", "public_url": "https://desk.example"})
    folder = desk.data / "package"
    folder.mkdir()
    (folder / "firm.toml").write_text(desk.run("firmsettings").stdout)
    key = fingerprint(public_key((desk.data / "firm.key").read_bytes()))
    assert load_firm_settings([folder]) == FirmSettings(desk_url="https://desk.example", key=key)
