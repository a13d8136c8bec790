"""The page about the firm itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from checker.desk.firm.forms import FirmForm
from checker.desk.firm.models import Firm
from checker.model.signature import fingerprint


@require_http_methods(["GET", "POST"])
def firm(request: HttpRequest) -> HttpResponse:
    """Name, phone, mail, addresses; and the fingerprint of the key."""
    form = FirmForm(request.POST or None, instance=Firm.get())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Gespeichert. Neue Profile tragen ab jetzt diese Angaben."))
        return redirect("firm")
    public_key = bytes(Firm.get().public_key)
    return render(
        request, "firm/firm.html", {"form": form, "fingerprint": fingerprint(public_key) if public_key else ""}
    )
