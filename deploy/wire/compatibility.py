"""Where one side could not go on with the other's contract: neither may fail, or lose a word."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from deploy.wire.contract import Json

_ABOVE: Final = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
_BELOW: Final = ("minLength", "minimum", "exclusiveMinimum", "minItems")
_SHAPES: Final = ("pattern", "format")


def breaks(before: Json, now: Json) -> tuple[str, ...]:
    """Each way in which one side that speaks by `before` fails with one by `now`, or loses a word."""
    calls = {_name(call): call for call in now["calls"]}
    found: list[str] = []
    for old in before["calls"]:
        name = _name(old)
        if name not in calls:
            found.append(f"{name}: there is no such message any more")
            continue
        found += _of_a_call(name, old, calls[name], _Pair(before["messages"], now["messages"]))
    claims = _Reading(_Pair(before["messages"], now["messages"]), reads_on=False)
    return tuple(dict.fromkeys((*found, *claims.misfits(before["claims"], now["claims"], "claims"))))


def _of_a_call(name: str, old: Json, new: Json, defined: "_Pair") -> Iterator[str]:
    yield from (f"{name}: {right} may not say it any more" for right in old["by"] if right not in new["by"])
    asks, told = (old["says"], new["says"]), (old["answers"], new["answers"])
    if old["kind"] == "activity":  # the engine asks, and a department answers
        yield from _Reading(defined.turned).misfits(asks[1], asks[0], f"{name} asks")
        yield from _Reading(defined, reads_on=False).misfits(
            old["reads"], new["reads"], f"{name} is answered"
        )
    else:
        yield from _Reading(defined, reads_on=False).misfits(*asks, f"{name} says")
        yield from _Reading(defined.turned).misfits(told[1], told[0], f"{name} is answered")
        yield from _Reading(defined).misfits(old["reads"], new["reads"], f"{name} was answered")


class _Pair:
    """The definitions that the writing side and the reading side go by."""

    def __init__(self, written: Mapping[str, Json], read: Mapping[str, Json]) -> None:
        self.written, self.read = written, read

    @property
    def turned(self) -> "_Pair":
        """The other way round."""
        return _Pair(self.read, self.written)


class _Reading:
    """One side reads what the other writes.

    Whoever `reads_on` leaves out fields that he does not know, and takes words that he does not know as they
    are where there may be more of them; the engine must know both.
    """

    def __init__(self, defined: _Pair, *, reads_on: bool = True) -> None:
        self._defined = defined
        self._reads_on = reads_on
        self._under_way: list[tuple[str, str]] = []

    def misfits(self, written: Json, read: Json, at: str) -> Iterator[str]:
        """What can be written and is not read."""
        names = written.get("$ref", ""), read.get("$ref", "")
        if all(names) and names in self._under_way:
            return
        self._under_way.append(names)
        yield from self._of_one(_found(written, self._defined.written), _found(read, self._defined.read), at)
        self._under_way.pop()

    def _of_one(self, written: Json, read: Json, at: str) -> Iterator[str]:
        if options := _options(written):
            for option in options:
                yield from self.misfits(option, read, at)
        elif options := _options(read):
            yield from min((tuple(self.misfits(written, option, at)) for option in options), key=len)
        elif values := _values(read):
            if not (read.get("x-grows") and self._reads_on):
                unknown = (value for value in _values(written) or ["anything"] if value not in values)
                yield from (f"{at}: {value!r} is not read" for value in unknown)
        elif "type" in read and not _same(written, read):
            yield f"{at}: {_told(written)} is not read, which is {_told(read)}"
        else:
            yield from _bounds(written, read, at)
            yield from self._of_parts(written, read, at)

    def _of_parts(self, written: Json, read: Json, at: str) -> Iterator[str]:
        fields, known = written.get("properties", {}), read.get("properties", {})
        for name in read.get("required", ()):
            if name not in written.get("required", ()):
                yield f"{at}.{name}: is required, and need not be written"
        for name in fields:
            if name in known:
                yield from self.misfits(fields[name], known[name], f"{at}.{name}")
            elif known and not self._reads_on:
                yield f"{at}.{name}: is not read any more"
        for part, sign in (("items", "[]"), ("additionalProperties", ".*")):
            if isinstance(written.get(part), dict) and isinstance(read.get(part), dict):
                yield from self.misfits(written[part], read[part], f"{at}{sign}")


def _bounds(written: Json, read: Json, at: str) -> Iterator[str]:
    for name in (*_ABOVE, *_BELOW, *_SHAPES):
        if name in read and not _within(name, written, read[name]):
            yield f"{at}: {name} was {written.get(name, 'open')} and is {read[name]}"


def _within(name: str, written: Json, bound: Any) -> bool:
    if name not in written or name in _SHAPES:
        return bool(written.get(name) == bound)
    return bool(written[name] <= bound if name in _ABOVE else written[name] >= bound)


def _found(schema: Json, defined: Mapping[str, Json]) -> Json:
    name = schema.get("$ref", "").rpartition("/")[-1]
    return defined[name] if name else schema


def _options(schema: Json) -> list[Json]:
    found: list[Json] = schema.get("anyOf") or schema.get("oneOf") or []
    return found


def _values(schema: Json) -> list[Any]:
    return [schema["const"]] if "const" in schema else schema.get("enum", [])


def _same(written: Json, read: Json) -> bool:
    return written.get("type") in {read["type"], "integer" if read["type"] == "number" else read["type"]}


def _told(schema: Json) -> str:
    return str(schema.get("title") or schema.get("type") or "anything")


def _name(call: Json) -> str:
    return f"{call['at']} {call['kind']} {call['message']}"
