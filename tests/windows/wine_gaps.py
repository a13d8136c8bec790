"""A plug-in for pytest: under Wine, tests of what Wine itself cannot do are skipped. A real Windows runs them."""

import ctypes
import fnmatch
import sys

import pytest

GAPS = {
    "crypt32.CertCreateCertificateChainEngine takes no exclusive root (E_INVALIDARG)": [
        "client/profiles/test_loader.py::test_a_desk_over_tls_must_be_believed",
        "net/http1/test_client.py::test_trusted_by_the_extra_certificate",
        "net/http1/test_client.py::test_a_wrong_certificate*",
        "net/http1/test_client.py::test_a_server_that_stalls_holds_up_no_other",
        "net/tcp/test_phases.py::test_a_refused_certificate_is_named_and_kept*",
        "net/tcp/test_phases.py::test_a_stranger_is_an_unknown_issuer",
        "net/tcp/test_phases.py::test_connect_then_secure",
        "net/tcp/test_phases.py::test_secure_keeps_the_cause",
        "net/tcp/test_phases.py::test_the_open_connection_can_be_used",
        "client/delivery/test_upload.py::test_a_wrong_certificate_gets_nothing*",
        "client/delivery/test_upload.py::test_a_right_certificate_gets_it",
        "checks/network/test_probe.py::test_a_wrong_certificate*",
        "checks/vpn/controls/test_restriction.py::test_a_site_that_is_not_served_there*",
        "checks/computer/sources/test_clock.py::test_a_year_ahead_behind_a_certificate_that_looks_expired",
    ],
    "recvfrom: no WSAECONNRESET for a datagram's port unreachable": [
        "net/stun/test_binding.py::test_nobody_listens",
        "net/test_refusal_time.py::test_a_closed_udp_port_refuses",
        "net/test_receiver.py::test_a_refusal_reaches_the_one_who_asked",
        "checks/vpn/controls/test_udp.py::test_a_refusal_or_a_name_that_is_none_says_nothing",
        "client/self_test/test_here.py::test_it_is_as_assumed?udp.refused*",
    ],
    "iphlpapi.Icmp6SendEcho2 is missing": [
        "client/self_test/test_here.py::test_it_is_as_assumed?echo.loopback-ipv6?",
    ],
    "hnetcfg: INetFwPolicy2.FirewallEnabled is not implemented (E_NOTIMPL)": [
        "client/self_test/test_here.py::test_it_is_as_assumed?network.firewall?",
    ],
    "ntdll: a new file's access list comes from the Unix mode, not from its folder": [
        "client/self_test/test_here.py::test_it_is_as_assumed?files.private?",
    ],
    "Qt 6.8, the newest that Wine 10 runs, has no QImage.flipped (6.9)": [
        "client/window/app/test_start.py::test_no_page_needs_a_device_library",
        "client/window/controllers/test_devices.py::test_another_camera_is_checked_at_once_and_the_findings_follow",
    ],
    "GetProcessTimes: no times of another process": [
        "checks/computer/test_probe.py::test_our_own_work_is_not_somebody_elses_load",
    ],
    "cmd: `if exist` in a `for` does not find what a variable names": [
        "client/removal/test_windows_apps.py::test_a_folder_in_use_goes_once_it_is_free*",
    ],
}
"""By Wine's function or part: the tests, as file::test; fnmatch's patterns."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not is_wine():
        return
    for part, patterns in GAPS.items():
        mark = pytest.mark.skip(reason=f"Wine: {part}")
        for item in items:
            if any(fnmatch.fnmatch(name_of(item), pattern) for pattern in patterns):
                item.add_marker(mark)


def is_wine() -> bool:
    """Whether this Windows is Wine, by the function that only its ntdll exports."""
    return sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")


def name_of(item: pytest.Item) -> str:
    """Its name without the folder of the tests: client/removal/test_windows_apps.py::test_name[parameter]."""
    return item.nodeid.replace("\\", "/").removeprefix("tests/")
