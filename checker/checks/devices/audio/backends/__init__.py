"""What each system's sound server or API says of its devices: Core Audio, system_profiler, PulseAudio, ALSA."""
