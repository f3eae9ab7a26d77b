"""Changes of what runs do: a run goes on as it was begun, whatever its workers do by now.

Whatever was changed until `ALL` is asked for here. A run that began after it notes that once, and nothing of
each change: a timeline shows every such note.
"""

from typing import Final

from temporalio import workflow

ALL: Final = "2026-11-30"
"""The last of them. Of what is changed later, `workflow.patched` tells."""


def has(change: str) -> bool:
    """Whether the run was begun after a change, or was on its way to it when that came."""
    return workflow.patched(ALL) or workflow.patched(change)
