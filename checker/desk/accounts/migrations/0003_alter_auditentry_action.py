"""Two more actions in the log: invitations, and customers that were deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_auditentry"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("sign-in-link", "Mit einem Anmeldelink angemeldet"),
                    ("password", "Passwort gesetzt"),
                    ("firm", "Angaben zur Firma geändert"),
                    ("key", "Schlüssel der Firma gewechselt"),
                    ("code", "Neue Kennung für einen Kunden"),
                    ("code-ended", "Alte Kennung eines Kunden beendet"),
                    ("invitation", "Einladung angelegt oder beendet"),
                    ("customer-deleted", "Kunde gelöscht"),
                    ("technician", "Zugang angelegt, zurückgesetzt oder entfernt"),
                ],
                max_length=20,
            ),
        ),
    ]
