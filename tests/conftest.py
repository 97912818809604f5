"""What holds for all the tests: a slow machine is no reason to fail a property."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
