"""What holds for all tests: no example of a property has a time limit, because machines differ, and Ctrl-C is heard."""

from __future__ import annotations

import signal

from hypothesis import settings

settings.register_profile("sgc", deadline=None)
settings.load_profile("sgc")

# What a shell starts in its background ignores Ctrl-C, and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
