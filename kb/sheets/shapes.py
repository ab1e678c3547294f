"""What a value can be: the kinds of forms that a claims file and an extraction sheet are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.diagnostics import Lost


@dataclass(frozen=True, slots=True)
class Words:
    """Any text."""

    expects: str = "text"


@dataclass(frozen=True, slots=True)
class Name:
    """An id or key: a word without blanks."""

    expects: str = "a word without blanks"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set; `aliases` are accepted with a note, `meanings` explain values that need it."""

    values: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)

    @property
    def expects(self) -> str:
        """What may be written, in words."""
        return f"one of {', '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, 0 or more."""

    expects: str = "a whole number such as 120"


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number as the source prints it."""

    expects: str = "a number such as 0.91"


@dataclass(frozen=True, slots=True)
class YesNo:
    """yes or no, true or false."""

    expects: str = "yes or no"


@dataclass(frozen=True, slots=True)
class Country:
    """An ISO 3166 alpha-2 code in capitals."""

    expects: str = "a country code of two capitals such as GB"


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper end."""

    expects: str = "a list of two numbers such as [0.78, 1.06]"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; a single value is taken as a list of one where `lenient`.

    Where `all_or_none`, one item that does not fit spoils the list: the others would say something else without it.
    """

    item: Form
    expects: str
    lenient: bool = False
    all_or_none: bool = False


@dataclass(frozen=True, slots=True)
class Reasons:
    """A mapping from a domain to a reason in words."""

    expects: str = "a reason for each domain such as {imprecision: few events}"


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping with known keys; `lost` says what is left out of a base when it is not whole."""

    keys: Mapping[str, Key]
    expects: str
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: what it takes, what it means in a sentence, and whether it must be there.

    `also` is what others write for it: that is not taken, and answered with the key.
    """

    form: Form
    means: str
    required: bool = False
    also: tuple[str, ...] = ()


Form = Words | Name | Choice | Whole | Number | YesNo | Country | Interval | ListOf | Reasons | Fields
