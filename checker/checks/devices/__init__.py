"""What the checks of camera, microphone and speaker share. Not a check itself: it stands in no registry."""
