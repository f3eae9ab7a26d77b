"""What happens elsewhere, and starts or ends an item: a register holds it (公告、派位、裁定)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from ..errors import UnknownReference
from ..register import Register


@dataclass(frozen=True, kw_only=True)
class OutsideEvent:
    """It has happened once the entry that `register` keeps under an answer has the day `on` filled in.

    `key` is the question whose answer that is, `says` are the fields of the entry that are told with it. The
    case asks when it begins to wait, so what happened before it came counts too; again whenever the register
    tells that something has changed there; and once more before it goes on because nothing has happened.
    """

    register: Register[Any]
    key: str
    on: str
    says: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fields = self.register.entry.model_fields
        for name in (self.on, *self.says):
            if name not in fields:
                raise UnknownReference(
                    f"an event reads {name!r} of {self.register.code!r}, whose entries have no such field; "
                    f"name one of: {', '.join(fields)}"
                )
        kind = fields[self.on].annotation
        if date not in (kind, *get_args(kind)):
            raise UnknownReference(
                f"an event of {self.register.code!r} happens on {self.on!r}, which is no day; "
                "name a field that is a date"
            )
