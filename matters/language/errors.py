"""Mistakes in a definition, found when its module is imported.

DefinitionError            what is wrong, where, and what to do
├── UnknownReference       follows or needs an item that is not listed before it
├── DuplicateCode          two items of one one-matter, or two one-matters, share a code
├── MalformedCode          a code that is not of the shape its standard asks for
├── Wordless               a condition without the words that a citizen will read
├── UnfitForm              a form that cannot be answered in part, or means two things by one name
├── NobodyElse             a finding says that we are not competent, and not who is
├── NotForMachines         an item that people must decide declares that a machine may
├── ClosedList             a clock that the law sets would stop for what the law does not name
└── NotInForce             no rate, or none that was in force on the day asked for
"""


class DefinitionError(ValueError):
    """A definition contradicts itself."""


class UnknownReference(DefinitionError):
    """An item follows another that is not listed before it."""


class DuplicateCode(DefinitionError):
    """Two things of one list share a code."""


class MalformedCode(DefinitionError):
    """A code is not of the shape that its standard asks for."""


class Wordless(DefinitionError):
    """A condition has no docstring, so neither guide nor plan can say why an item is in or out."""


class UnfitForm(DefinitionError):
    """Guide, pre-review and departments read forms in part, so not everything of pydantic serves in them."""


class NobodyElse(DefinitionError):
    """Whoever is sent away must be told where to go."""


class NotForMachines(DefinitionError):
    """An item that is inspected cannot be granted by a machine (行政许可法 Art. 34, 55)."""


class ClosedList(DefinitionError):
    """The clock is set by a law, and stops for the procedures of that law only."""


class NotInForce(DefinitionError):
    """A table of dated values has none for the day."""
