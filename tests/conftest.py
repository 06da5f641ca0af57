"""Properties are tested without a deadline: how long an example takes tells of the machine, not of the code."""

from hypothesis import settings

settings.register_profile("policytext", deadline=None)
settings.load_profile("policytext")
