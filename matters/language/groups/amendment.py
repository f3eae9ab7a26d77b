"""Answers as they are mended: a field as a whole, or one answer in one element of a list."""

from collections.abc import Mapping

from pydantic import JsonValue

from .elements import parts

Said = Mapping[str, JsonValue]


def amended(form: Said, changes: Said) -> dict[str, JsonValue]:
    """`employees[3].wage` changes one answer; `employees[3]` an element, null takes it out of its place.

    One joins in the place after the last. What cannot be placed stays, and is told as an unknown field.
    """
    mended = dict(form)
    for written, answer in changes.items():
        field, place, name = parts(written) or (written, -1, "")
        elements = mended.get(field)
        if not isinstance(elements, list) or not 0 <= place <= len(elements):
            mended[written] = answer
        elif name and place < len(elements) and isinstance(known := elements[place], dict):
            mended[field] = [*elements[:place], {**known, name: answer}, *elements[place + 1 :]]
        elif not name:
            mended[field] = [*elements[:place], answer, *elements[place + 1 :]]
        else:
            mended[written] = answer
    return mended


def changed(form: Said, changes: Said) -> tuple[str, ...]:
    """The paths at which something else is said than before."""
    mended = amended(form, changes)
    return tuple(written for written in changes if at(mended, written) != at(form, written))


def at(form: Said, written: str) -> JsonValue:
    """What a form says at a path; nothing if it says nothing there."""
    found = parts(written)
    if found is None:
        return form.get(written)
    field, place, name = found
    elements = form.get(field)
    element = elements[place] if isinstance(elements, list) and place < len(elements) else None
    return element.get(name) if name and isinstance(element, dict) else element


def covers(whole: str, path: str) -> bool:
    """Whether what is said at one path says also what is asked at the other."""
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))
