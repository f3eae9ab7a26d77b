"""What of it is held already: an heir's name, with that heir's leave; of the dead nothing is shown."""

from pydantic import JsonValue

from ...language import Facts, Prefill, each
from ..registers import POPULATION, PersonEntry
from .form import HEIRS, Successor


def _heir(form: Successor, _: Facts) -> str:
    return form.heir_id


def _name(person: PersonEntry) -> JsonValue:
    return person.name


PREFILLS = (each(HEIRS, Prefill(field="heir_name", register=POPULATION, key=_heir, says=_name)),)
