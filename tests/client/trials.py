"""The product's own trials by name."""

from checker.client.trials.device_trial import device_trials

PREVIEW, LEVEL, PLAYBACK, DIGIT = device_trials()
