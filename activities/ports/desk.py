"""The contract with a department, whichever system stands behind it."""

from abc import ABC, abstractmethod

from temporalio import activity

from client import names
from client.messages.cases.answers import Answer, Decided, Decision, Request, Retraction, RetractionAnswer


class Desk(ABC):
    """Every call may come more than once and is carried out once: its `key` says which is which.

    A "no" is an answer. An exception is a fault, after which the same call is made again.
    """

    @activity.defn(name=names.LODGE)
    @abstractmethod
    def lodge(self, request: Request) -> Answer:
        """Take an item into the department's books and answer it."""

    @activity.defn(name=names.DECIDE)
    @abstractmethod
    def decide(self, decided: Decided) -> Decision:
        """Enter what officers decided, and make the licence. A decision that is there already stands."""

    @activity.defn(name=names.RETRACT)
    @abstractmethod
    def retract(self, retraction: Retraction) -> RetractionAnswer:
        """Drop an item that is not decided. One that is decided stands, unless it is to be undone."""
