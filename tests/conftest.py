"""What holds for all tests: no example of a property has a time limit, because machines differ."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("sgc", deadline=None)
settings.load_profile("sgc")
