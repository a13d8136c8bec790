"""Reports and profiles survive their way; what is no report is refused with a sentence, never with a traceback."""

import datetime
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.codec import (
    Unreadable,
    manifest_from_toml,
    profile_from_toml,
    receipt_from_json,
    report_from_json,
    to_json,
)
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Observations
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN, PROFILE_VERSION, FirmContact, Profile
from checker.model.report import REPORT_VERSION, Consent, Report

names = st.from_regex(r"[a-z][a-z0-9.-]{0,20}", fullmatch=True)
short = st.text(max_size=40)
numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
scalars = st.one_of(st.booleans(), st.integers(-(2**53), 2**53), numbers, short)
failures = st.builds(
    Failure, operation=st.sampled_from(Operation), kind=st.sampled_from(FailureKind), detail=st.text(max_size=200)
)
observations = st.builds(
    Observation,
    name=names,
    subject=short,
    value=st.one_of(st.none(), scalars, st.lists(scalars, max_size=4)),
    unit=st.sampled_from(["", "ms", "%"]),
    uncertainty=st.one_of(st.none(), numbers),
    at_s=numbers,
    failure=st.one_of(st.none(), failures),
)
measurements = st.builds(
    Measurement,
    check=names,
    outcome=st.sampled_from(Outcome),
    failure=st.one_of(st.none(), failures),
    seconds=st.floats(0, 1e6),
    observations=st.lists(observations, max_size=5).map(tuple),
)
findings = st.builds(
    Finding,
    code=st.from_regex(r"[a-z]{1,10}\.[a-z0-9-]{1,20}", fullmatch=True),
    level=st.sampled_from(Level),
    subject=short,
    evidence=st.lists(short, max_size=3).map(tuple),
    values=st.dictionaries(names, st.one_of(short, numbers, st.integers(-99, 99)), max_size=3),
    sure=st.sampled_from(Sureness),
)
profiles = st.builds(
    Profile,
    code=st.from_regex(r"[A-Z0-9][A-Z0-9-]{1,23}", fullmatch=True),
    customer=short,
    firm=st.one_of(
        st.none(), st.builds(FirmContact, name=short, desk_url=st.sampled_from(["", "https://desk.example"]))
    ),
    expires=st.one_of(st.none(), st.dates()),
    needs=st.dictionaries(names, st.dictionaries(names, scalars, max_size=3), max_size=3),
)
moments = st.datetimes(timezones=st.just(datetime.UTC))
reports = st.builds(
    Report,
    id=st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    created=moments,
    program=short,
    language=st.sampled_from(["de", "en"]),
    profile=profiles,
    consent=st.builds(
        Consent,
        groups=st.lists(st.sampled_from(DataGroup)).map(tuple),
        given=st.one_of(st.none(), moments),
        send=st.booleans(),
    ),
    measurements=st.lists(measurements, max_size=3).map(tuple),
    findings=st.lists(findings, max_size=4).map(tuple),
)


@given(reports)
def test_report_survives_its_way(report: Report) -> None:
    assert report_from_json(to_json(report)) == report


@given(profiles)
def test_profile_survives_its_way(profile: Profile) -> None:
    assert profile_from_toml(msgspec.toml.encode(profile)) == profile


@given(st.binary(max_size=300))
def test_noise_is_refused(noise: bytes) -> None:
    for read in (report_from_json, receipt_from_json):
        with pytest.raises(Unreadable):
            read(noise)


@given(reports, st.data())
def test_a_cut_or_changed_report_is_refused_or_still_a_report(report: Report, data: st.DataObject) -> None:
    whole = to_json(report)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(Unreadable):
        report_from_json(cut)


def _minimal() -> Report:
    return Report(
        id="0" * 32,
        created=datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC),
        program="1",
        profile=BUILT_IN,
        consent=Consent(),
    )


@pytest.mark.parametrize(
    "change, kind",
    [
        ({"version": 2}, "report-newer"),
        ({"version": 2, "new_field": 1}, "report-newer"),
        ({"typo": 1}, "report-unreadable"),
        ({"id": "no"}, "report-unreadable"),
        ({"created": "2026-11-23T10:00:00"}, "report-unreadable"),
        ({"language": "fr"}, "report-unreadable"),
    ],
)
def test_what_is_no_report_of_this_version(change: dict[str, object], kind: str) -> None:
    fields = json.loads(to_json(_minimal())) | change
    with pytest.raises(Unreadable) as refused:
        report_from_json(json.dumps(fields).encode())
    assert refused.value.refusal.kind == kind


def test_how_sure_a_finding_is_travels_and_may_be_left_out() -> None:
    sure = tuple(Finding.blocker("vpn.silent", subject=word.value, sure=word) for word in Sureness)
    fields = json.loads(to_json(msgspec.structs.replace(_minimal(), findings=sure)))
    assert [finding.sure for finding in report_from_json(json.dumps(fields).encode()).findings] == list(Sureness)
    for finding in fields["findings"]:
        finding.pop("sure", None)
    assert {finding.sure for finding in report_from_json(json.dumps(fields).encode()).findings} == {Sureness.LIKELY}


def test_a_word_for_sureness_of_which_this_version_knows_nothing_is_refused() -> None:
    fields = json.loads(to_json(_minimal())) | {"findings": [{"code": "a.b", "level": "ok", "sure": "perhaps"}]}
    with pytest.raises(Unreadable):
        report_from_json(json.dumps(fields).encode())


def test_deeply_nested_json_is_refused() -> None:
    with pytest.raises(Unreadable):
        report_from_json(b"[" * 200_000)


@pytest.mark.parametrize(
    "toml, kind",
    [
        (b'version = 9\ncode = "A1"\ncustomer = "x"\nlater = 1\n', "profile-newer"),
        (b'code = "A1"\ncustomer = "x"\ntypo = 1\n', "profile-unreadable"),
        (b'code = "a b"\ncustomer = "x"\n', "profile-unreadable"),
        (b"\xff\xfe", "profile-unreadable"),
        (b"= = =", "profile-unreadable"),
    ],
)
def test_what_is_no_profile(toml: bytes, kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        profile_from_toml(toml)
    assert refused.value.refusal.kind == kind


def test_a_line_break_behind_an_id_is_no_id() -> None:
    fields = json.loads(to_json(_minimal())) | {"id": "0" * 32 + "\n"}
    with pytest.raises(Unreadable):
        report_from_json(json.dumps(fields).encode())


def test_a_number_too_large_for_a_float_is_no_number() -> None:
    assert Observations([Observation(name="x", value=10**400)]).number("x") is None


def test_the_version_of_the_format_always_travels() -> None:
    """A desk that knows only the version before must call the report newer, not damaged."""
    assert json.loads(to_json(_minimal()))["version"] == REPORT_VERSION
    assert msgspec.to_builtins(BUILT_IN)["version"] == PROFILE_VERSION


def test_a_report_of_a_program_that_did_not_send_its_version_is_of_the_first() -> None:
    fields = json.loads(to_json(_minimal()))
    del fields["version"]
    assert report_from_json(json.dumps(fields).encode()) == _minimal()


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "raw",
    [
        b"a." * 90_000 + b"a = 1",
        b'"a" . ' * 30_000 + b"a = 1",
        b"[" + b"a." * 90_000 + b"a]",
        b"x = " + b"[" * 90_000,
        b"x = " + b"[" * 500 + b"]" * 500,
        b"x = " + b"{a=" * 5_000,
        b"x = " + b"9" * 100_000,
        b"x = -" + b"9" * 5_000,
        b"x = 1e" + b"9" * 5_000,
        b"x = \xff",
        b"x = '" + b"a" * 1_100_000 + b"'",
        b"\0",
    ],
    ids=lambda raw: raw[:12].decode("latin-1"),
)
def test_toml_that_is_more_work_than_a_profile_is_refused_at_once(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        profile_from_toml(b'code = "AB"\ncustomer = "x"\n' + raw)
    with pytest.raises(Unreadable):
        manifest_from_toml(raw)


@pytest.mark.parametrize("field", ["office_hours", "promise"])
def test_hours_and_promise_are_one_line_that_no_terminal_obeys(field: str) -> None:
    text = 'code = "ACME"\ncustomer = "Beispiel"\n[firm]\nname = "Beispiel IT"\n{} = "{}"\n'
    profile = profile_from_toml(text.format(field, "Montag bis Freitag, 8 bis 17 Uhr").encode())
    assert profile.firm is not None and getattr(profile.firm, field) == "Montag bis Freitag, 8 bis 17 Uhr"
    for hostile in (r"8\u001b[2J", r"8\nmorgen", r"8\u0090", "8" * 201):
        with pytest.raises(Unreadable):
            profile_from_toml(text.format(field, hostile).encode())
