"""The list of customers, regular ones first and then by name."""

from tests.desk.in_process import signed_in


def test_regular_customers_come_first_and_names_follow_the_alphabet(django: None) -> None:
    technician = signed_in()
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - Django is set up now

    for code, name, regular in (
        ("ZZ-REIHE", "Anton Reihe", False),
        ("AA-REIHE", "Zora Reihe", True),
        ("BB-REIHE", "Berta Reihe", False),
    ):
        Customer.objects.create(code=code, name=name, regular=regular)
    page = technician.get("/customers/?q=reihe").content.decode()
    places = [page.index(f"{name} Reihe") for name in ("Zora", "Anton", "Berta")]
    assert places == sorted(places)
