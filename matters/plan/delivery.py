"""How a decision is to be served, and what may be done against it, as it travels with a case."""

from pydantic import BaseModel, ConfigDict

from ..clock import OpenRemedy, Term, WayToServe, instruction


class PlannedDelivery(BaseModel):
    """Within which time a decision is served, and what may then be done against it.

    `modes` are those of its department, where it has others than the plan names; `disputes` is what may be
    done against the answer of one that is no authority.
    """

    model_config = ConfigDict(frozen=True)

    within: Term
    remedies: tuple[OpenRemedy, ...]
    modes: tuple[WayToServe, ...] = ()
    warned: bool = False
    """Whether its department is warned before the time is over; in plans from before 2026-12, it is not."""
    disputes: str = ""

    @property
    def instruction(self) -> str:
        """What a decision says of what may be done against it."""
        return self.disputes or instruction(self.remedies)
