"""The forms of the firm's own pages and additions."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from checker.desk.guide.models import Addition, OwnPage
from checker.desk.guide.search import all_articles
from checker.desk.pages.language import page_language

if TYPE_CHECKING:
    _PageForm = forms.ModelForm[OwnPage]
    _AdditionForm = forms.ModelForm[Addition]
else:
    _PageForm = _AdditionForm = forms.ModelForm  # takes no parameter while it runs

_HINT = gettext_lazy(
    "Leerzeile: neuer Absatz. „## “ am Anfang: Überschrift. „1. “ oder „- “: Liste. [Wort](https://…): Verweis, "
    "[Wort](guide.cable): Verweis auf einen Artikel."
)
_AREA = {"rows": 8, "class": "prose"}


class OwnPageForm(_PageForm):
    """A page."""

    class Meta:
        model = OwnPage
        fields = ["title_de", "slug", "text_de", "title_en", "text_en"]
        help_texts = {"text_de": _HINT, "text_en": gettext_lazy("Leer: der deutsche Text.")}
        widgets = {"text_de": forms.Textarea(attrs=_AREA), "text_en": forms.Textarea(attrs=_AREA)}


class AdditionForm(_AdditionForm):
    """An addition to one article."""

    code = forms.ChoiceField(label=gettext_lazy("Artikel"))

    class Meta:
        model = Addition
        fields = ["code", "customer", "text_de", "text_en"]
        help_texts = {
            "text_de": _HINT,
            "text_en": gettext_lazy("Leer: der deutsche Text."),
            "customer": gettext_lazy("Leer: für alle. Sonst nur auf der Seite der Mitarbeiter dieses Kunden."),
        }
        widgets = {"text_de": forms.Textarea(attrs=_AREA), "text_en": forms.Textarea(attrs=_AREA)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(entry.code, f"{entry.title} ({entry.code})") for entry in all_articles(page_language())]
        self.fields["code"] = forms.ChoiceField(label=self.fields["code"].label, choices=titles)

    def clean_code(self) -> str:
        """The code of an article that is there."""
        code: str = self.cleaned_data["code"]
        if not any(entry.code == code for entry in all_articles("de")):
            raise ValidationError(gettext("Diesen Artikel gibt es nicht."))
        return code
