"""A case as evidence: what happened in it, as leaves of a Merkle tree whose root the engine has signed."""

from uuid import UUID

from ..message import Message


class Leaf(Message):
    """A leaf's hash, and its text (JSON) for whoever may read it.

    Each text has a salt, so that nobody who has the hash alone finds out what it is of.
    """

    hash: str
    text: str | None = None


class CaseBundle(Message):
    """`signature` is a JWS of the engine over the root of the tree; `verifies` its public key, base64."""

    case: UUID
    leaves: tuple[Leaf, ...]
    signature: str
    verifies: str
