"""What browsers say of themselves, as they say it today."""

import pytest

from checker.desk.pages.user_agent import browser_name, detect_system, is_outdated_windows

WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
AGENTS = [
    ("windows", f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/142.0.0.0"),
    ("macos", f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Safari/605.1.15"),
    ("linux", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
    ("phone", f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {WEBKIT} Mobile/15E148 Safari/604.1"),
    ("phone", f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36"),
    ("", f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36"),
    ("", ""),
    ("", "curl/8.5.0"),
]
SEVEN = "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:115.0) Gecko/20100101 Firefox/115.0"


@pytest.mark.parametrize(("system", "agent"), [*AGENTS, ("windows", SEVEN)])
def test_system(system: str, agent: str) -> None:
    assert detect_system(agent) == system


def test_windows_before_ten() -> None:
    assert is_outdated_windows(SEVEN)
    assert not any(is_outdated_windows(agent) for _, agent in AGENTS)


def test_a_session_is_recognised_by_its_browser() -> None:
    names = [browser_name(agent) for _, agent in AGENTS]
    assert names == [
        "Edge · Windows",
        "Safari · macOS",
        "Firefox · Linux",
        "Safari · iPhone",
        "Chrome · Android",
        "Chrome · ChromeOS",
        "",
        "",
    ]
