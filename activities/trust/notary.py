"""The notary makes of what happened in a case a tree of leaves, redacts it for its reader, and signs it."""

import json
import time
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple
from uuid import UUID

from joserfc import jws

from client.errors import NotPossible
from client.evidence import verify
from client.messages.cases.evidence import CaseBundle, Leaf
from client.trust.actor import Directory
from client.trust.identity import ALGORITHM, Identity

ATTEST: Final = "attest"
"""By which workflow code finds the notary outside its sandbox."""

EVERYBODY: Final = ""


class Exhibit(NamedTuple):
    """Something that happened, as JSON, and the department that may read it beside the applicant."""

    kind: str
    name: str
    content: object
    reader: str = EVERYBODY


class Notary:
    """`seal` makes an opaque stand-in for a text; without an `identity` nothing is attested."""

    def __init__(self, directory: Directory, identity: Identity | None, seal: Callable[[str], str]) -> None:
        self._directory = directory
        self._identity = identity
        self._seal = seal

    def attest(
        self, case: UUID, exhibits: Iterable[Exhibit], *, kids: Iterable[str], reader: str | None
    ) -> CaseBundle:
        """For a department, or for the applicant, who reads everything.  Raises `NotPossible`."""
        if self._identity is None:
            raise NotPossible("the engine has no identity to sign with; have its operator give it one")
        shown = [*exhibits, *self._keys(kids)]
        texts = [self._text(case, number, one) for number, one in enumerate(shown)]
        hashes = [verify.leaf_hash(text.encode()) for text in texts]
        claims = {
            "case": str(case),
            "leaves": len(hashes),
            "root": verify.root(hashes).hex(),
            "iat": int(time.time()),
        }
        header = {"alg": ALGORITHM, "kid": self._identity.kid}
        signature = jws.serialize_compact(
            header, json.dumps(claims).encode(), self._identity.key, algorithms=[ALGORITHM]
        )
        leaves = tuple(
            Leaf(hash=digest.hex(), text=text if reader in {None, one.reader} or not one.reader else None)
            for one, text, digest in zip(shown, texts, hashes, strict=True)
        )
        return CaseBundle(case=case, leaves=leaves, signature=signature, verifies=self._identity.verifies)

    def _keys(self, kids: Iterable[str]) -> Iterable[Exhibit]:
        """With which something was signed, as the directory has them."""
        for kid in dict.fromkeys(kids):
            if key := self._directory.find(kid):
                yield Exhibit("key", kid, key.model_dump(mode="json"))

    def _text(self, case: UUID, number: int, exhibit: Exhibit) -> str:
        salt = self._seal(f"leaf/{case}/{number}/{exhibit.name}")
        content = {"kind": exhibit.kind, "name": exhibit.name, "salt": salt, "content": exhibit.content}
        return json.dumps(content, ensure_ascii=False)
