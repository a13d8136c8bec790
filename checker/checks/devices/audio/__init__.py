"""The ways to sound that microphone and speaker share: streams by PortAudio, and what each system says of devices."""
