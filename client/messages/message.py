"""What every message has in common: frozen, and forward compatible."""

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """A value that crosses the wire. A reader ignores fields that it does not know yet."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
