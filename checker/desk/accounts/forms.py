"""The form of the sign-in, the one that sets a password, and the old password before what others rely on changes.

Wrong passwords and codes are limited in number; a sign-in link works all the while, so nobody can lock technicians out.
"""

from typing import Any, cast

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AccountRole, AuditAction, Technician
from checker.desk.throttle.client_network import client_network
from checker.desk.throttle.rate_limit import RateLimit
from checker.model.record import Record

WINDOW_S = 15 * 60


class SignInLimits(Record, frozen=True, kw_only=True):
    """The three that one attempt falls under."""

    own: RateLimit
    name: RateLimit
    network: RateLimit


PASSWORD_LIMITS = SignInLimits(
    own=RateLimit(name="sign-in.name-network", times=5, window_s=WINDOW_S),
    name=RateLimit(name="sign-in.name", times=30, window_s=WINDOW_S),
    network=RateLimit(name="sign-in.network", times=30, window_s=WINDOW_S),
)
CODE_LIMITS = SignInLimits(
    own=RateLimit(name="second-factor.name-network", times=5, window_s=WINDOW_S),
    name=RateLimit(name="second-factor.name", times=10, window_s=WINDOW_S),
    network=RateLimit(name="second-factor.network", times=30, window_s=WINDOW_S),
)
"""Three of a million codes are right at a time: who has a password and tries for a day gets in once in 350 days."""
_BLOCKED_ENTRY = RateLimit(name="sign-in.blocked-entry", times=1, window_s=WINDOW_S)
"""Nobody pushes the others' entries out of the log by trying."""


class SignInThrottle:
    """Counts attempts by one name from one network."""

    def __init__(self, request: HttpRequest, name: str, limits: SignInLimits = PASSWORD_LIMITS) -> None:
        network, self._name = client_network(request), name.casefold()
        self._own = (limits.own, f"{network} {self._name}")
        self._all = (self._own, (limits.name, self._name), (limits.network, network))

    def attempt(self) -> int:
        """Counts an attempt before it is looked at, so that many at once are no more than many in a row.

        Seconds until the next one is looked at; 0 for this one.
        """
        wait_s = max(limit.count(subject) for limit, subject in self._all)
        if wait_s:
            self._record_blocked()
        return wait_s

    def succeeded(self) -> None:
        """Takes back what was no failure, and forgives the slips of someone who then knew the password."""
        limit, subject = self._own
        limit.reset(subject)
        for limit, subject in self._all[1:]:
            limit.uncount(subject)

    def _record_blocked(self) -> None:
        """Not what was typed as a name: people type their password there."""
        account = Technician.objects.filter(name__iexact=self._name, is_active=True).first()
        if account and not _BLOCKED_ENTRY.count(self._name):
            audit_log.record(AuditAction.SIGN_IN_BLOCKED, subject=account.name)


def too_many_attempts(wait_s: int) -> str:
    """When to come back."""
    message = gettext("Zu viele Versuche. Bitte warten Sie %(minutes)d Min. und versuchen Sie es dann erneut.")
    return message % {"minutes": -(-wait_s // 60)}


class SignInForm(forms.Form):
    """Name and password. After too many failures it only says when to come back."""

    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.technician: Technician | None = None
        self.wait_s = 0

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        throttle = SignInThrottle(self.request, self.cleaned_data["name"])
        self.wait_s = throttle.attempt()
        if self.wait_s:
            raise ValidationError(too_many_attempts(self.wait_s))
        user = authenticate(self.request, username=self.cleaned_data["name"], password=self.cleaned_data["password"])
        if not isinstance(user, Technician):
            raise ValidationError(gettext("Name oder Passwort stimmt nicht. Bitte prüfen Sie beides."))
        throttle.succeeded()
        self.technician = user


class ConfirmedForm(forms.Form):
    """A form that needs the technician's own password, too: a session may be a sign-in link's or left open.

    Who never set one has none to give.
    """

    current = forms.CharField(
        label=_("Ihr jetziges Passwort"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.technician = cast(Technician, request.user)
        if not self.technician.has_usable_password():
            del self.fields["current"]

    def clean_current(self) -> str:
        """The password, if it is right; wrong ones are limited as at the sign-in."""
        current: str = self.cleaned_data["current"]
        throttle = SignInThrottle(self.request, self.technician.name)
        if wait_s := throttle.attempt():
            raise ValidationError(too_many_attempts(wait_s))
        if not self.technician.check_password(current):
            raise ValidationError(gettext("Dieses Passwort stimmt nicht."))
        throttle.succeeded()
        return current


class NewPasswordForm(ConfirmedForm):
    """A new password, twice, after the old one."""

    new = forms.CharField(
        label=_("Neues Passwort"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Neues Passwort, noch einmal"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.rules = password_validators_help_texts()

    def clean_new(self) -> str:
        """The password, if it is good enough."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.technician)
        return new

    def clean(self) -> None:
        super().clean()
        if not self.errors and self.cleaned_data["new"] != self.cleaned_data["again"]:
            self.add_error("again", gettext("Die beiden Passwörter sind nicht gleich."))


class TechnicianForm(ConfirmedForm):
    """A new colleague, or one who forgot the password."""

    name = forms.CharField(label=_("Name der Technikerin oder des Technikers"), max_length=60)
    role = forms.ChoiceField(
        label=_("Rechte eines neuen Zugangs"),
        choices=AccountRole.choices,
        initial=AccountRole.TECHNICIAN,
        widget=forms.RadioSelect,
    )
    field_order = ("name", "role", "current")


class ColleagueForm(ConfirmedForm):
    """What an administrator changes of another account."""

    role = forms.ChoiceField(label=_("Rechte"), choices=AccountRole.choices, widget=forms.RadioSelect)
    reset_factor = forms.BooleanField(
        label=_("Zweiten Faktor löschen: Handy oder Schlüssel ist weg"),
        required=False,
        help_text=_("Danach genügt das Passwort, bis diese Person einen neuen einrichtet. Alle ihre Sitzungen enden."),
    )
    field_order = ("role", "reset_factor", "current")

    def __init__(self, request: HttpRequest, *args: Any, has_factor: bool, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        if not has_factor:
            del self.fields["reset_factor"]


class FactorPolicyForm(ConfirmedForm):
    """Whether a password is enough at this desk."""

    required = forms.BooleanField(
        label=_("Alle brauchen einen zweiten Faktor"),
        required=False,
        help_text=_("Wer noch keinen hat, richtet ihn bei der nächsten Seite ein und kommt vorher nicht weiter."),
    )
    field_order = ("required", "current")
