"""What goes over the wire, as data: who may say what, in which JSON Schema, and what is answered.

It is drawn from what hears the messages and from the table of rights, so it cannot tell otherwise than they.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, NamedTuple, cast, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from temporalio import workflow

from client import names
from client.departments.desk import Desk
from client.errors import REJECTIONS
from client.trust.actor import Role
from client.trust.rights import OPEN, RIGHTS, Right
from client.trust.said import Claims
from deploy.house.source_file import ROOT
from workflows.roster import WORKFLOWS

Json = dict[str, Any]
_Asked = tuple[str, JsonSchemaMode, TypeAdapter[Any]]

_OURS: Final = "workflows."
"""What a run carries over to the next besides, nobody outside sends."""

_DESK: Final[dict[str, Callable[..., Any]]] = {
    names.LODGE: Desk.lodge,
    names.DECIDE: Desk.decide,
    names.RETRACT: Desk.retract,
    names.REVISE: Desk.revise,
}


class WireCall(NamedTuple):
    """A message, and the types of what is said and answered.

    Workflows hear a `start`, an `update` and a `query`; a department hears an `activity`, and answers it.
    """

    at: str
    message: str
    kind: Literal["start", "update", "query", "activity"]
    says: Any
    answers: Any

    @property
    def by(self) -> tuple[Right, ...]:
        """Who may say it; nobody needs a name where it is open."""
        if self.kind == "activity":
            return (Right(Role.ENGINE),)
        return RIGHTS.get((self.at, self.message), ())


def calls() -> tuple[WireCall, ...]:
    """All that somebody outside may say, and all that a department is asked."""
    heard = (call for kind in WORKFLOWS for call in _heard_by(kind))
    asked = (_asked(name, method) for name, method in _DESK.items())
    return tuple(sorted((*heard, *asked), key=lambda call: call[:3]))


def contract() -> Json:
    """The whole wire of a `release`: `calls`, signed `claims`, types of `failures`, schemas of `messages`.

    `says` is what its hearer takes, `answers` what is written whole, `reads` what the asker makes of it: the
    fields that he can do without are not required.
    """
    found = calls()
    claims: _Asked = ("claims", "validation", TypeAdapter(Claims))
    schemas, definitions = TypeAdapter[Any].json_schemas([*_schemas(found), claims])
    return {
        "release": release(),
        "calls": [
            {
                "at": call.at,
                "message": call.message,
                "kind": call.kind,
                "by": [f"{right.role}: {right.relation}" for right in call.by],
                "says": schemas[_said(call), "validation"],
                "answers": schemas[_answered(call), "serialization"],
                "reads": schemas[_answered(call), "validation"],
            }
            for call in found
        ],
        "claims": schemas["claims", "validation"],
        "failures": sorted(kind.__name__ for kind in REJECTIONS),
        "messages": {name: _untitled(schema) for name, schema in definitions["$defs"].items()},
    }


def release() -> str:
    """The part of a version within which nobody's side breaks: `0.1` of 0.1.3."""
    version = tomllib.loads((ROOT / "client" / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    return str(version).rpartition(".")[0]


def _heard_by(kind: type) -> Iterator[WireCall]:
    about = workflow._Definition.must_from_class(kind)  # noqa: SLF001 (the SDK tells types by no other name)
    at = about.name or ""
    if (at, at) in RIGHTS or at in OPEN:
        hints = get_type_hints(cast("object", about.run_fn))
        answers = hints.pop("return")
        yield WireCall(at, at, "start", _outside(next(iter(hints.values()), None)), answers)
    for name, update in about.updates.items():
        yield WireCall(at, str(name), "update", _first(update.arg_types), update.ret_type)
    for name, query in about.queries.items():
        yield WireCall(at, str(name), "query", _first(query.arg_types), query.ret_type)


def _asked(name: str, method: Callable[..., Any]) -> WireCall:
    hints = get_type_hints(method)
    answers = hints.pop("return")
    return WireCall(names.desk_queue("DEPARTMENT"), name, "activity", next(iter(hints.values())), answers)


def _first(types: list[type] | None) -> type | None:
    return types[0] if types else None


def _outside(hint: Any) -> Any:
    if isinstance(hint, type):
        return next(base for base in hint.__mro__ if not base.__module__.startswith(_OURS))
    return hint


def _schemas(found: Iterable[WireCall]) -> Iterator[_Asked]:
    for call in found:
        yield _said(call), "validation", TypeAdapter(call.says)
        yield _answered(call), "serialization", TypeAdapter(call.answers)
        yield _answered(call), "validation", TypeAdapter(call.answers)


def _said(call: WireCall) -> str:
    return "/".join(call[:3])


def _answered(call: WireCall) -> str:
    return f"{_said(call)}/answer"


def _untitled(schema: Json) -> Json:
    """Without the titles that repeat the names of fields."""
    fields = schema.get("properties", {})
    return schema | {
        "properties": {
            name: {k: v for k, v in field.items() if k != "title"} for name, field in fields.items()
        }
    }
