"""The names under which the engine calls a partner."""

from contextlib import suppress

from temporalio import activity


def as_activities(partner: type, *calls: str) -> None:
    """Let these methods be called by their names, on whichever class they are written."""
    for call in calls:
        with suppress(ValueError):  # it has been done already, there or on a class that it derives from
            activity.defn(name=call)(getattr(partner, call))
