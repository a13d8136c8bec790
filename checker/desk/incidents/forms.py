"""An incident that a technician opens, and what is said to employees of one."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from checker.model.employee.announcement import MAX_WORDS

MAX_AGE = datetime.timedelta(days=7)


class IncidentForm(forms.Form):
    """Since when, and what employees read."""

    began = forms.DateTimeField(
        label=gettext_lazy("Seit wann"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    words = forms.CharField(
        label=gettext_lazy("Was die Mitarbeiter lesen"),
        max_length=MAX_WORDS,
        help_text=gettext_lazy("Ein Satz: was nicht geht, und was sie so lange tun können."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("began", timezone.localtime().replace(second=0, microsecond=0))

    def clean_began(self) -> datetime.datetime:
        """Not in the future, and not long ago: what is older has no place in a banner."""
        began: datetime.datetime = self.cleaned_data["began"]
        now = timezone.now()
        if began > now + datetime.timedelta(minutes=1):
            raise ValidationError(gettext("Das liegt in der Zukunft."))
        if began < now - MAX_AGE:
            raise ValidationError(gettext("Das ist länger als eine Woche her."))
        return began

    def clean_words(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["words"]).split())
