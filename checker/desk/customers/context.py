"""What technicians are warned of on every page."""

from collections.abc import Callable

from django.http import HttpRequest

from checker.desk.customers.code_guessing import guessed_codes


def warnings(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """`guessed_codes`: how many wrong codes came lately, where somebody tries them out; read where it is used."""
    return {"guessed_codes": guessed_codes}
