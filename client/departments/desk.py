"""The contract with a department, whichever system stands behind it."""

from abc import ABC, abstractmethod

from temporalio import activity

from .. import names
from ..messages.cases.answers import (
    Answer,
    Decided,
    Decision,
    Request,
    Retraction,
    RetractionAnswer,
    Revision,
)
from .call_names import as_activities


class Desk(ABC):
    """Each call answers how the item stands after it; its `key` says which item, and in which round.

    A call may come more than once, late, several at a time, or before one that was made earlier:

        the item is   lodge           decide    retract   retract with `undo`
        unknown       a first answer  decided   dropped   dropped
        undecided     as it stands    decided   dropped   dropped
        granted       granted         granted   granted   dropped
        refused       refused         refused   refused   refused
        dropped       dropped         dropped   dropped   dropped

    Decided is `Granted` or `Refused`, as officers say; dropped is `Withdrawn`, and stays so. `Pending`,
    `Wanting`, and a `Refused` without `officers`, which is only proposed, leave an item undecided.

    Each round stands for itself, but all rounds of an item give the same licence as long as it is in force;
    dropping what was granted in a round revokes it, and a later grant gives a new one. What gives no licence
    (`gives` is None) is granted without.

    A "no" is an answer. An exception is a fault, after which the same call is made again: so is a call that
    takes longer than 10 seconds without `activity.heartbeat()`, or 10 minutes with it. The first one
    may still be at work then. Calls come from several threads at once.
    """

    def __init_subclass__(cls) -> None:
        """Whoever derives need not name its calls again."""
        as_activities(cls, names.LODGE, names.DECIDE, names.RETRACT, names.REVISE)

    @activity.defn(name=names.LODGE)
    @abstractmethod
    def lodge(self, request: Request) -> Answer:
        """Take an item into the department's books and answer it.

        A `judgement` that grants is entered as `Granted`, with its `trace`; one that does not goes to an
        officer, as `Pending` with its `trace`. A department may leave the first kind to its officers, too,
        as it must what has `doubts` (one officer) or `inspection` (two): that is `Pending` until they decide.
        """

    @activity.defn(name=names.DECIDE)
    @abstractmethod
    def decide(self, decided: Decided) -> Decision:
        """Enter what officers decided, and make the licence. The item may come with this call only."""

    @activity.defn(name=names.RETRACT)
    @abstractmethod
    def retract(self, retraction: Retraction) -> RetractionAnswer:
        """Drop an item, also one that is not lodged yet: its `lodge` may come afterwards."""

    @activity.defn(name=names.REVISE)
    @abstractmethod
    def revise(self, revision: Revision) -> Decision:
        """Long after a round, end what it gave, and enter what stands in the round after it.

        That is `Granted`, with a new licence as of that moment, the `refusal`, or `Withdrawn`; a repeat gets
        the same. Its case is closed, or decides it no more: no `lodge` or `decide` of these rounds comes.
        """
