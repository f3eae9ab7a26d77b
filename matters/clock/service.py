"""When something that was told counts as served (送达)."""

from datetime import date, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict

from ..language import ServiceMode


class WayToServe(BaseModel):
    """A mode of service as it travels with a case; it counts `after` so many days, or at once."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    basis: str
    after: int = 0
    witnessed: bool = False

    @classmethod
    def of(cls, mode: ServiceMode) -> Self:
        after = mode.after.count if mode.after else 0
        return cls(
            code=mode.code, name=mode.name, basis=str(mode.basis), after=after, witnessed=mode.witnessed
        )

    def served_on(self, done_on: date) -> date:
        """The day on which what was done on `done_on` has its effect; it is not moved from a rest day."""
        return done_on + timedelta(days=self.after)
