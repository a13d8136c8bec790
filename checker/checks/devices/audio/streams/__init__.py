"""Audio streams by PortAudio: its devices, opening them, a stream in a thread of its own, resampling."""
