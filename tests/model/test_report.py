"""References that exist before a report is sent."""

import random
import re

from checker.model.profile import CODE_ALPHABET
from checker.model.report import REFERENCE_DIGITS, new_report_id, report_reference


def test_a_reference_can_be_read_out_and_comes_from_the_id_alone() -> None:
    ids = [f"{random.getrandbits(128):032x}" for _ in range(200)] + ["0" * 32, "f" * 32]
    for report_id in ids:
        reference = report_reference(report_id)
        assert re.fullmatch(f"[{CODE_ALPHABET}]{{3}}-[{CODE_ALPHABET}]{{3}}", reference)
        assert report_reference(report_id) == reference


def test_all_letters_of_all_places_are_used_about_equally() -> None:
    references = [report_reference(f"{number:08x}" + "0" * 24) for number in random.sample(range(2**32), 5000)]
    for place in (0, 1, 2, 4, 5, 6):
        counts = [sum(reference[place] == letter for reference in references) for letter in CODE_ALPHABET]
        assert min(counts) > 5000 / len(CODE_ALPHABET) * 0.6, (place, counts)


def test_an_id_can_keep_the_reference_of_an_earlier_one() -> None:
    first = new_report_id()
    second = new_report_id(first[:REFERENCE_DIGITS])
    assert re.fullmatch("[0-9a-f]{32}", second)
    assert second != first
    assert report_reference(second) == report_reference(first)
