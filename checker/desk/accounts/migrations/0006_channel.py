"""One more action in the log: where new cases are told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_manager_link"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("sign-in", "Mit Passwort angemeldet"),
                    ("sign-in-link", "Mit einem Anmeldelink angemeldet"),
                    ("password", "Passwort gesetzt"),
                    ("firm", "Angaben zur Firma geändert"),
                    ("key", "Schlüssel der Firma gewechselt"),
                    ("code", "Neue Kennung für einen Kunden"),
                    ("code-ended", "Alte Kennung eines Kunden beendet"),
                    ("invitation", "Einladung angelegt oder beendet"),
                    ("customer-deleted", "Kunde gelöscht"),
                    ("profile", "Profil eines Kunden geändert"),
                    ("case-exported", "Auskunft zu einem Fall als Datei geladen"),
                    ("case-deleted", "Fall gelöscht"),
                    ("manager-link", "Link zum Genehmigen angelegt oder beendet"),
                    ("channel", "Benachrichtigung angelegt, geändert oder beendet"),
                    ("technician", "Zugang angelegt, zurückgesetzt oder entfernt"),
                ],
                max_length=20,
            ),
        ),
    ]
