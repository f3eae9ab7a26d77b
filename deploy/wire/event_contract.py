"""What platforms are told of their cases, as an AsyncAPI document: events, and their way by webhook."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from activities.lists.webhooks import TYPE, cloud_event
from client.messages.lists.event import CaseEvent, EventKind
from client.platform.webhooks import WORD
from deploy.wire.contract import Json, release

_AT: Final = "#/components/schemas"
_SAYS: Final[dict[EventKind, str]] = {
    EventKind.RECEIVED: "A case has come in.",
    EventKind.MOVED: "States, days or whoever has the ball are others now.",
    EventKind.CLOSED: "A case has ended.",
    EventKind.TOLD: "There is a notice for its applicant to read.",
}


def event_contract() -> Json:
    """AsyncAPI 3.0; a message for each kind of event, in the envelope of CloudEvents 1.0."""
    schema = TypeAdapter(CaseEvent).json_schema(mode="serialization", ref_template=f"{_AT}/{{model}}")
    definitions: dict[str, Any] = schema.pop("$defs")
    messages = {kind.value: _message(kind) for kind in EventKind}
    told = [{"$ref": f"#/channels/webhook/messages/{kind}"} for kind in messages]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "What platforms are told of their cases",
            "version": release(),
            "description": "Of a case in order, at least once; a repeat has the same `source` and `id`. "
            f"The header `{WORD}` is the engine's signature of the body for the address: see WIRE.md.",
        },
        "defaultContentType": TYPE,
        "channels": {
            "webhook": {
                "address": None,
                "description": "The address that the platform has named; what it does not take comes again.",
                "messages": {kind: {"$ref": f"#/components/messages/{kind}"} for kind in messages},
            }
        },
        "operations": {
            "tell": {"action": "send", "channel": {"$ref": "#/channels/webhook"}, "messages": told}
        },
        "components": {"messages": messages, "schemas": {**definitions, "CaseEvent": schema}},
    }


def _message(kind: EventKind) -> Json:
    sample = cloud_event(CaseEvent(kind=kind, case=UUID(int=0), at=datetime.min), of="")  # noqa: DTZ901
    texts = {name: {"type": "string"} for name in ("id", "source", "subject")}
    return {
        "name": sample["type"],
        "summary": _SAYS[kind],
        "headers": {"type": "object", "properties": {WORD: {"type": "string"}}, "required": [WORD]},
        "payload": {
            "type": "object",
            "properties": {
                "specversion": {"const": sample["specversion"]},
                "type": {"const": sample["type"]},
                **texts,
                "time": {"type": "string", "format": "date-time"},
                "datacontenttype": {"const": sample["datacontenttype"]},
                "data": {"$ref": f"{_AT}/CaseEvent"},
            },
            "required": [*sample],
        },
    }
