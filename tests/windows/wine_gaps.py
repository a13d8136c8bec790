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
        "checks/vpn/kinds/over_https/test_fortinet.py::test_it_answers_as_itself*",
        "checks/vpn/kinds/over_https/test_fortinet.py::test_the_administration_of_the_same_box_is_no_ssl_vpn",
        "checks/vpn/kinds/over_https/test_fortinet.py::test_the_second_page_is_asked_for_only_where_the_first_does_not_tell",
        "checks/vpn/kinds/over_https/test_globalprotect.py::test_a_part_that_is_not_there_does_not_pass*",
        "checks/vpn/kinds/over_https/test_globalprotect.py::test_an_answer_in_pieces",
        "checks/vpn/kinds/over_https/test_globalprotect.py::test_each_part_is_asked_at_its_own_address*",
        "checks/vpn/kinds/over_https/test_globalprotect.py::test_one_that_wants_the_pcs_certificate_answers_too",
        "checks/vpn/kinds/over_https/test_juniper.py::test_where_it_leads*",
        "checks/vpn/kinds/over_https/test_pulse.py::test_a_box_that_only_speaks_the_old_way_is_not_called_pulse",
        "checks/vpn/kinds/over_https/test_pulse.py::test_a_yes_is_an_answer*",
        "checks/vpn/kinds/over_https/test_pulse.py::test_one_box_speaks_both_ways",
        "checks/vpn/kinds/over_https/test_rdgateway.py::test_a_password_of_another_sort_is_no_rd_gateway",
        "checks/vpn/kinds/over_https/test_rdgateway.py::test_a_server_that_asks_for_a_windows_password_everywhere_cannot_be_told_from_one",
        "checks/vpn/kinds/over_https/test_rdgateway.py::test_each_question_has_a_number_of_its_own",
        "checks/vpn/kinds/over_https/test_rdgateway.py::test_it_answers_as_itself*",
        "checks/vpn/test_host_turns.py::test_different_kinds_on_one_host_are_probed_one_after_another",
        "checks/vpn/test_host_turns.py::test_eight_entries_of_one_gateway_are_one_visit",
        "checks/vpn/test_probe.py::test_gateways_are_judged_each_on_its_own",
        "checks/vpn/kinds/over_https/test_anyconnect.py::test_it_answers_as_itself*",
        "checks/vpn/kinds/over_https/test_anyconnect.py::test_other_xml_does_not_pass*",
        "checks/vpn/kinds/over_https/test_anyconnect.py::test_what_is_said_names_nobody",
        "checks/vpn/kinds/over_https/test_f5.py::test_one_whose_policy_turns_us_away",
        "checks/vpn/kinds/over_https/test_f5.py::test_the_session_is_ended",
        "checks/vpn/kinds/over_https/test_https.py::test_a_certificate_of_the_companys_authority_is_right_when_the_profile_names_it",
        "checks/vpn/kinds/over_https/test_https.py::test_a_front_end_whose_server_is_gone_says_so*",
        "checks/vpn/kinds/over_https/test_https.py::test_a_pinned_certificate_needs_no_authority_but_must_be_in_date",
        "checks/vpn/kinds/over_https/test_https.py::test_a_server_that_need_not_speak_is_told_from_a_connection_that_is_cut",
        "checks/vpn/kinds/over_https/test_https.py::test_another_issuer_than_expected_is_told",
        "checks/vpn/kinds/over_https/test_https.py::test_another_status_says_nothing_of_a_server_behind*",
        "checks/vpn/kinds/over_https/test_https.py::test_authorities_of_profile_and_program_are_both_believed",
        "checks/vpn/kinds/over_https/test_https.py::test_bad_certificates_are_named*",
        "checks/vpn/kinds/over_https/test_softether.py::test_it_greets*",
        "checks/vpn/kinds/over_https/test_softether.py::test_what_does_not_greet_is_another*",
        "checks/vpn/kinds/over_https/test_sstp.py::test_a_call_that_nobody_takes_stalls",
        "checks/vpn/kinds/over_https/test_sstp.py::test_a_web_site_is_another_service*",
        "checks/vpn/kinds/over_https/test_sstp.py::test_it_is_called_and_let_go*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_a_bad_certificate_ends_it_before_a_word_is_said*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_a_gateway_of_another_kind_does_not_pass*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_a_gateway_of_its_kind_answers_as_itself*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_a_redirect_on_the_same_server_is_followed_once*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_an_error_behind_trusted_tls_is_a_server_that_is_down*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_what_only_looks_like_one_does_not_pass*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_what_shows_itself_to_no_stranger_cannot_be_told*",
        "checks/vpn/kinds/over_https/test_web_gateways.py::test_whatever_it_says_to_those_without_a_certificate*",
        "checks/vpn/kinds/over_tcp/test_rdp.py::test_a_named_authority_is_what_it_is_judged_by",
        "checks/vpn/kinds/over_tcp/test_rdp.py::test_bad_certificates_are_named*",
        "checks/vpn/kinds/telephony/test_sip.py::test_by_tls_the_certificate_is_judged_first",
    ],
    "crypt32.CertVerifyCertificateChainPolicy lets a chain without its issuer pass": [
        "checks/vpn/kinds/over_https/test_https.py::test_without_it_the_issuer_is_unknown",
    ],
    "recvfrom: no WSAECONNRESET for a datagram's port unreachable": [
        "net/stun/test_binding.py::test_nobody_listens",
        "net/test_refusal_time.py::test_a_closed_udp_port_refuses",
        "net/test_receiver.py::test_a_refusal_reaches_the_one_who_asked",
        "checks/vpn/kinds/test_other_services.py::test_a_closed_port_refuses*",
        "checks/line/packets/test_packet_probe.py::test_nobody_listens_there",
        "checks/line/packets/test_probe_session.py::test_a_port_that_refuses",
        "checks/line/transport/test_upload_counter.py::test_nobody_there_to_ask",
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
        "client/window/widgets/test_live_view.py::test_a_picture_is_mirrored",
        "client/window/widgets/test_live_view.py::test_the_view_survives_whatever_it_is_told",
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
