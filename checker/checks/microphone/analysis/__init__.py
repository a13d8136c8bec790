"""Numbers of a recording: loudness, voice activity, spectrum, dropouts. Pure."""
