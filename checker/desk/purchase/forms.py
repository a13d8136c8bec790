"""The firm's catalogue: one product and a range of prices for each item."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from checker.desk.purchase.items import Item
from checker.desk.purchase.models import MAX_PRICE, CatalogueEntry


class CatalogueForm(forms.Form):
    """Three fields an item."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = {entry.item: entry for entry in CatalogueEntry.objects.all()}
        for item in Item:
            entry = entries.get(item)
            self.fields[f"{item.value}-product"] = forms.CharField(
                label=gettext_lazy("Was Sie anbieten"),
                max_length=120,
                required=False,
                initial=entry.product if entry else "",
            )
            for end, label in (("low", gettext_lazy("von, in Euro")), ("high", gettext_lazy("bis, in Euro"))):
                self.fields[f"{item.value}-{end}"] = forms.IntegerField(
                    label=label,
                    min_value=0,
                    max_value=MAX_PRICE,
                    required=False,
                    initial=getattr(entry, end) if entry else None,
                )

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each item with its fields."""
        return [
            (str(item.label), [self[f"{item.value}-{name}"] for name in ("product", "low", "high")]) for item in Item
        ]

    def clean(self) -> None:
        super().clean()
        for item in Item:
            low, high = (self.cleaned_data.get(f"{item.value}-{end}") for end in ("low", "high"))
            if low is not None and high is not None and low > high:
                self.add_error(f"{item.value}-high", ValidationError(gettext("Weniger als der untere Preis.")))

    def save(self) -> None:
        """Writes every item; one without anything is taken out."""
        for item in Item:
            values = {name: self.cleaned_data[f"{item.value}-{name}"] for name in ("product", "low", "high")}
            if any(value not in (None, "") for value in values.values()):
                CatalogueEntry.objects.update_or_create(item=item, defaults=values)
            else:
                CatalogueEntry.objects.filter(item=item).delete()
