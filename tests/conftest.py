"""What every test shares: hypothesis does not judge a busy machine; programs that tests start can be interrupted."""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# A shell ignores Ctrl-C for what it runs in the background, and children inherit that: their tests would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
