"""What people can try for themselves with camera, microphone and speaker."""
