"""Channels that make tickets, and the number of each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notify", "0001_initial")]

    operations = [
        migrations.AddField("channel", "requester", models.EmailField(blank=True, default="", max_length=120)),
        migrations.AddField("channel", "ticket_group", models.CharField(blank=True, default="", max_length=120)),
        migrations.AddField("queuedmessage", "ticket", models.CharField(blank=True, default="", max_length=40)),
        migrations.AlterField(
            "channel",
            "kind",
            models.CharField(
                choices=[
                    ("mail", "E-Mail"),
                    ("webhook", "Webhook"),
                    ("zammad", "Ticket in Zammad"),
                    ("osticket", "Ticket in osTicket"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField("channel", "secret", models.CharField(blank=True, default="", max_length=200)),
    ]
