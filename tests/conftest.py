from __future__ import annotations

import os

from hypothesis import settings

# a shared machine is sometimes slow; a deadline would then fail a test that is right
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
