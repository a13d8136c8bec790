"""What technicians copy from is a profile itself, with its comments taken off and without."""

import pytest

from checker.checks.registry import checks
from checker.desk.customers.needs import parse_customer_needs
from checker.desk.customers.needs_template import needs_templates
from checker.model.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_one_that_a_profile_takes(language: Language) -> None:
    templates = needs_templates(language)
    assert [blank.name for blank in templates] == list(checks())
    for blank in templates:
        assert blank.about
        for part in blank.toml.split("\n\n"):
            assert set(parse_customer_needs(part)) == {blank.name}
            uncommented = part.replace("# ", "").splitlines()
            lines = [line for line in uncommented if not line.endswith("=")]
            assert set(parse_customer_needs("\n".join(lines))) == {blank.name}
            assert len(lines) > 1
