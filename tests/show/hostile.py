"""Reports as a PC could send them that means harm: any text in any field, any pointers between findings."""

import datetime

from hypothesis import strategies as st

from checker.model.employee.own_words import OwnWords
from checker.model.employee.task import Task
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import FirmContact, Profile
from checker.model.report import Consent, Report
from tests.show.samples import CAUSES, CHECKS

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><b>",
    "</title>",
    "]]><!--",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "\x1b[2J\x1b]0;gone\x07",
    "\u202egnp.exe",
    "{language} {0} {",
    "a\nb\r\tc",
    "Zentrale",
    "",
)
WORDS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
CODES = st.one_of(
    st.sampled_from([*CAUSES, "run.timed-out", "other.thing"]),
    st.from_regex(r"[a-z]{1,8}\.[a-z0-9-]{1,12}", fullmatch=True),
)
NUMBERS = st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
SCALARS = st.one_of(NUMBERS, WORDS)
KEYS = st.one_of(st.sampled_from(["every", "gateway", "have", "language", "self", "german", "n"]), WORDS)

FINDINGS = st.builds(
    Finding,
    code=CODES,
    level=st.sampled_from(Level),
    subject=st.one_of(st.sampled_from(["", *CHECKS]), WORDS),
    evidence=st.lists(WORDS, max_size=3).map(tuple),
    values=st.dictionaries(KEYS, st.one_of(st.integers(), st.floats(allow_nan=False), WORDS), max_size=4),
    caused_by=st.one_of(st.just(""), CODES),
    sure=st.sampled_from(Sureness),
)
FAILURES = st.builds(Failure, operation=st.sampled_from(Operation), kind=st.sampled_from(FailureKind), detail=WORDS)
NAMES = st.one_of(
    st.sampled_from([fact.name for check in CHECKS.values() for fact in check.facts]),
    st.from_regex(r"[a-z][a-z0-9.-]{0,12}", fullmatch=True),
)
OBSERVATIONS = st.builds(
    Observation,
    name=NAMES,
    subject=WORDS,
    value=st.one_of(st.none(), SCALARS, st.lists(SCALARS, max_size=3)),
    unit=st.one_of(st.sampled_from(["", "s", "ms", "%", "px", "h"]), WORDS),
    uncertainty=st.one_of(st.none(), st.floats(0, 1e9)),
    at_s=st.floats(0, 100),
    failure=st.one_of(st.none(), FAILURES),
)
MEASUREMENTS = st.builds(
    Measurement,
    check=st.one_of(st.sampled_from(list(CHECKS)), WORDS),
    outcome=st.sampled_from(Outcome),
    failure=st.one_of(st.none(), FAILURES),
    seconds=st.floats(0, 1e6),
    observations=st.lists(OBSERVATIONS, max_size=3).map(tuple),
)
FIRMS = st.builds(FirmContact, name=WORDS, phone=WORDS, mail=WORDS, desk_url=WORDS, office_hours=WORDS, promise=WORDS)
PROFILES = st.builds(
    Profile,
    code=st.from_regex(r"[A-Z0-9][A-Z0-9-]{1,23}", fullmatch=True),
    customer=WORDS,
    firm=st.one_of(st.none(), FIRMS),
    needs=st.dictionaries(WORDS, st.dictionaries(WORDS, st.one_of(SCALARS, st.lists(SCALARS, max_size=2)), max_size=2)),
)
MOMENTS = st.datetimes(timezones=st.sampled_from([datetime.UTC, datetime.timezone(datetime.timedelta(hours=2))]))
OWN_WORDS = st.builds(
    OwnWords,
    **dict.fromkeys(("trouble", "since", "program", "name", "callback_number", "callback_time"), WORDS),
    needed=st.lists(st.sampled_from(Task), max_size=3, unique=True).map(tuple),
)
REPORTS = st.builds(
    Report,
    id=st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    created=MOMENTS,
    program=WORDS,
    case_code=st.sampled_from(["", "5" * 32]),
    secret_digest=st.sampled_from(["", "5" * 64]),
    own_words=st.one_of(st.none(), OWN_WORDS),
    language=st.sampled_from(["de", "en"]),
    system=st.one_of(st.sampled_from(["windows", "macos", "linux"]), WORDS),
    profile=PROFILES,
    consent=st.builds(Consent, groups=st.lists(st.sampled_from(DataGroup), max_size=3).map(tuple), send=st.booleans()),
    measurements=st.lists(MEASUREMENTS, max_size=3).map(tuple),
    findings=st.lists(FINDINGS, max_size=6).map(tuple),
)
LANGUAGES = st.sampled_from(["de", "en"])
