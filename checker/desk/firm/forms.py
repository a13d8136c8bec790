"""What technicians may say about their firm."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.forms import ConfirmedForm
from checker.desk.firm.models import Firm
from checker.model.firm.logo import MAX_LOGO_BYTES, MAX_PIXELS, MAX_SIDE, InvalidLogo, clean_logo

if TYPE_CHECKING:
    _Form = forms.ModelForm[Firm]
else:
    _Form = forms.ModelForm  # takes no parameter while it runs


class KeyChangeForm(ConfirmedForm):
    """Why the key is changed decides whether the old one may vouch for the new one."""

    reason = forms.ChoiceField(
        label=_("Warum"),
        choices=[
            ("planned", _("Planmäßig: Niemand sonst hatte den alten Schlüssel.")),
            ("stolen", _("Verloren oder gestohlen: Jemand könnte mit ihm unterschreiben.")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("reason", "current")


class FirmForm(ConfirmedForm, _Form):
    """Shown to employees and signed in every profile, so the name is needed, and the technician's password."""

    class Meta:
        model = Firm
        fields = ["name", "phone", "mail", "office_hours", "promise", "public_url", "measure_url"]
        help_texts = {
            "office_hours": _("Zum Beispiel: Montag bis Freitag, 8 bis 17 Uhr."),
            "promise": _("Steht, wo ein Bericht gesendet wird. Zum Beispiel: Wir melden uns noch am selben Tag."),
            "public_url": _(
                "Unter ihr erreichen Mitarbeiter den Desk. Leer: die Adresse, unter der er gestartet wurde."
            ),
            "measure_url": _("Gegen sie misst das Programm die Leitung. Leer: wie gestartet."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "mail": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    field_order = ("name", "phone", "mail", "office_hours", "promise", "public_url", "measure_url", "current")

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["name"].required = True
        for name, current_url in (
            ("public_url", self.instance.last_url),
            ("measure_url", self.instance.last_measure_url),
        ):
            self.fields[name].widget.attrs |= {"placeholder": current_url, "inputmode": "url"}


_IMAGE_MARKS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_TEXT_AREA = {"rows": 8, "class": "prose"}


def image_type(raw: bytes) -> str:
    """The type to serve a picture as, by its first bytes; empty for what browsers could take for a page, such as SVG.

    PNG 1.2, 3.1; JFIF; WebP container.
    """
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    return next((name for mark, name in _IMAGE_MARKS.items() if raw.startswith(mark)), "")


class AppearanceForm(ConfirmedForm, _Form):
    """Colour and logo are signed in every profile, so the technician's password is needed."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "PNG, JPEG oder WebP, höchstens 200 kB. Es steht vor dem Namen, auf weißem Grund. Im Programm der "
            "Mitarbeiter erscheint es nur als PNG."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    no_logo = forms.BooleanField(label=_("Kein Logo"), required=False)
    field_order = ("logo", "no_logo", "colour", "imprint", "privacy_text", "current")

    class Meta:
        model = Firm
        fields = ["colour", "imprint", "privacy_text"]
        help_texts = {
            "colour": _(
                "Ein Streifen über jeder Seite und die Farbe der Knöpfe im Programm der Mitarbeiter, zum Beispiel "
                "#1a5fb4. Leer: die übliche."
            ),
            "imprint": _("Wer eine öffentliche Seite betreibt, nennt Namen, Anschrift, Kontakt (§ 5 DDG)."),
            "privacy_text": _(
                "Steht unter dem, was der Desk selbst über Berichte sagt: Server, Protokolle Ihres Proxys, "
                "Datenschutzbeauftragte."
            ),
        }
        widgets = {"imprint": forms.Textarea(attrs=_TEXT_AREA), "privacy_text": forms.Textarea(attrs=_TEXT_AREA)}

    def clean_logo(self) -> bytes | None:
        """The picture's bytes, if it is one."""
        upload: UploadedFile | None = self.cleaned_data["logo"]  # type: ignore[type-arg]
        if upload is None:
            return None
        raw: bytes = upload.read(MAX_LOGO_BYTES + 1)
        if len(raw) > MAX_LOGO_BYTES:
            raise ValidationError(gettext("Das Bild ist größer als 200 kB. Bitte verkleinern Sie es."))
        match image_type(raw):
            case "":
                raise ValidationError(gettext("Das ist kein PNG, JPEG oder WebP."))
            case "image/png":
                return _clean_png(raw)
        return raw


def _clean_png(raw: bytes) -> bytes:
    try:
        return clean_logo(raw)
    except InvalidLogo as invalid:
        if not invalid.is_too_large:
            raise ValidationError(gettext("Dieses PNG ist beschädigt. Bitte speichern Sie das Bild neu.")) from invalid
        raise ValidationError(
            gettext(
                "Das Bild hat zu viele Punkte. Bitte verkleinern Sie es: höchstens %(side)d auf einer Seite und "
                "%(pixels)d im Ganzen, zum Beispiel 1200 mal 500."
            )
            % {"side": MAX_SIDE, "pixels": MAX_PIXELS}
        ) from invalid
