"""The firm's row as one request sees it: rules, view and frame of a page ask for it, and one answer is enough."""

from django.http import HttpRequest

from checker.desk.firm.models import Firm

_ATTRIBUTE = "firm"


def firm_of(request: HttpRequest) -> Firm:
    """Read once a request. Only to be looked at: whoever changes the firm takes a row of its own."""
    firm = getattr(request, _ATTRIBUTE, None)
    if not isinstance(firm, Firm):
        firm = Firm.get()
        setattr(request, _ATTRIBUTE, firm)
    return firm
