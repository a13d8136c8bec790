"""Making and ending channels, and the mark by which the serving desk learns that there are any."""

import base64
import secrets
from pathlib import Path

from django.conf import settings

from checker.desk.data_folder import CHANNELS_MARK
from checker.desk.notify.models import Channel, ChannelKind
from checker.desk.notify.queueing import newest_case

SECRET_BYTES = 32


def create_channel(channel: Channel) -> Channel:
    """From now on it is told of new cases; a webhook gets a secret that signs its messages."""
    if channel.kind == ChannelKind.WEBHOOK:
        channel.secret = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    channel.last_case = newest_case()
    channel.save()
    mark_channels()
    return channel


def end_channel(channel: Channel) -> None:
    """With what still waits for it."""
    channel.delete()
    mark_channels()


def mark_channels() -> None:
    """The process that serves opens no database: a file says whether it has anything to start."""
    mark = Path(settings.DATA) / CHANNELS_MARK
    if Channel.objects.exists():
        mark.touch(mode=0o600)
    else:
        mark.unlink(missing_ok=True)
