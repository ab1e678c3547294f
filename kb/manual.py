"""The manual pages of every rule, by name: what it finds, why it matters, how to mend it."""

from __future__ import annotations

import kb.bibtex
import kb.loader
import kb.sheets
from kb.checks import ALLOW_FAULTS, RULES, manual, rule_name


def manual_pages() -> dict[str, str]:
    """A page for each rule that a diagnostic can name: those of reading, of linking, and of checking."""
    read = {**kb.bibtex.FAULTS, **kb.sheets.FAULTS, **kb.loader.FAULTS, **ALLOW_FAULTS}
    return {**read, **{rule_name(rule): manual(rule) for rule in RULES}}
