"""With a comma between day and time."""

SHORT_DATETIME_FORMAT = "d.m.Y, H:i"
