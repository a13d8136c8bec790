"""What helps with a step: every step that names a settings page opens it, every guide is there, nothing is unused."""

import re
from collections.abc import Iterator

import pytest

from checker.knowledge.articles import article_codes
from checker.knowledge.causes import causes
from checker.knowledge.step_aids import GuidedStep, guided_steps, step_aids
from checker.model.text import LANGUAGES

SYSTEMS = ("windows", "macos", "linux")
NAMES_SETTINGS = re.compile(r"(?:Öffnen Sie |: |Sonst: )(?:Einstellungen|Systemeinstellungen), ")
ELSEWHERE = {
    "camera.none": "Windows 10 has no list of cameras, and opens the camera program at its address",
    "camera.media-pack-missing": "Windows 10 lists them under another page; both lead to optional features",
}
"""Codes whose step names a page without an address, each with its reason."""
DOCUMENTED = {
    "ms-settings:privacy-webcam",
    "ms-settings:privacy-microphone",
    "ms-settings:sound",
    "ms-settings:dateandtime",
    "ms-settings:storagesense",
    "ms-settings:optionalfeatures",
    "ms-settings:network-proxy",
    "ms-settings:network",
    "ms-settings:network-wifi",
    "ms-settings:windowsdefender",
}
"""In "Launch Windows Settings" (learn.microsoft.com, ms-settings: URI scheme reference)."""


def all_steps() -> Iterator[tuple[str, str, GuidedStep]]:
    for code, cause in causes().items():
        if code.startswith(("guide.", "program.")):
            continue
        for system in SYSTEMS:
            for step in guided_steps(cause, system, "de"):
                yield code, system, step


def test_a_step_that_names_a_settings_page_opens_it() -> None:
    missing = [
        (code, system, step.text)
        for code, system, step in all_steps()
        if NAMES_SETTINGS.search(step.text) and code not in ELSEWHERE
        if all(aid.guide for aid in step.aids)
    ]
    assert not missing, "describe each page in checker/knowledge/step_aids.toml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_is_there_and_every_aid_is_used(language: str) -> None:
    guides = {aid.guide for aid in step_aids().values() if aid.guide}
    assert guides <= set(article_codes(language))
    used = {aid.de for _code, _system, step in all_steps() for aid in step.aids}
    assert used == {aid.de for aid in step_aids().values()}


def test_windows_opens_only_what_microsoft_documents() -> None:
    assert {aid.windows for aid in step_aids().values() if aid.windows} == DOCUMENTED


def test_who_is_sent_to_the_provider_can_copy_what_to_say() -> None:
    silent = [
        (code, step.text)
        for code, _system, step in all_steps()
        if re.search(r"ufen Sie (?:den|Ihren) Internetanbieter", step.text)
        and not any(aid.copies_for_provider for aid in step.aids)
    ]
    assert not silent


def test_a_step_that_only_says_to_check_again_is_the_button() -> None:
    texts = {step.text for _code, _system, step in all_steps()}
    assert not {"Prüfen Sie erneut.", "Prüfen Sie die Kamera erneut.", "Prüfen Sie das Mikrofon erneut."} & texts


def test_both_languages_have_the_same_aids() -> None:
    for code, cause in causes().items():
        for system in SYSTEMS:
            german, english = (guided_steps(cause, system, language) for language in LANGUAGES)
            assert [step.aids for step in german] == [step.aids for step in english], code
