"""What an account has beside its password, and taking all of it away."""

from checker.desk.accounts.models import Passkey, RecoveryCode, Technician, TotpSecret
from checker.model.record import Record


class SecondFactors(Record, frozen=True, kw_only=True):
    """What one account has."""

    totp: TotpSecret | None
    passkeys: list[Passkey]
    recovery_codes: int

    @property
    def has_any(self) -> bool:
        """Whether a password alone is not enough. A recovery code only stands in for one of the others."""
        return self.totp is not None or bool(self.passkeys)


def second_factors(technician: Technician) -> SecondFactors:
    """As they are now."""
    return SecondFactors(
        totp=TotpSecret.objects.filter(technician=technician).first(),
        passkeys=list(Passkey.objects.filter(technician=technician)),
        recovery_codes=RecoveryCode.objects.filter(technician=technician).count(),
    )


def delete_factors(technician: Technician) -> bool:
    """All of them, with the recovery codes; whether there was one."""
    had_any = second_factors(technician).has_any
    for model in (TotpSecret, Passkey, RecoveryCode):
        model.objects.filter(technician=technician).delete()
    return had_any
