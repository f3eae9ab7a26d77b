"""The contract with a department, whichever system stands behind it."""

from abc import ABC, abstractmethod

from temporalio import activity

from client import names
from client.answers import Answer, Request, Retraction, RetractionAnswer


class Desk(ABC):
    """Both calls may come more than once and are carried out once: their `key` says which is which.

    A "no" is an answer. An exception is a fault, after which the same call is made again.
    """

    @activity.defn(name=names.LODGE)
    @abstractmethod
    def lodge(self, request: Request) -> Answer:
        """Take an item into the department's books and answer it."""

    @activity.defn(name=names.RETRACT)
    @abstractmethod
    def retract(self, retraction: Retraction) -> RetractionAnswer:
        """Drop an item that is not decided. One that is decided stands, unless it is to be undone."""
