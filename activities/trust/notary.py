"""The notary makes of what happened in a case a tree of leaves, redacts it for its reader, and signs it."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter

from activities.database import Transaction
from activities.errors import Erased
from activities.ledger import Ledger
from activities.ledger.cases import decision_facts, heard_words
from activities.ledger.cases.decision_facts import DecisionDigest, DecisionFact
from activities.ledger.cases.heard_words import HeardWord
from activities.trust.reading_aside import ReadingAside
from client.errors import NotPossible
from client.evidence import credential, verify
from client.messages.cases.evidence import CaseBundle, Leaf
from client.trust.actor import Directory
from client.trust.identity import Identity

ATTEST: Final = "attest"
"""By which workflow code finds the notary outside its sandbox."""

CREDENTIAL: Final = "credential"
"""The kind of an exhibit whose claims the notary signs by themselves."""

EVERYBODY: Final = ""
NOBODY: Final = "nobody"
"""Of an item that is no longer in the plan: the applicant alone reads it."""

_CLAIMS: Final = TypeAdapter(dict[str, dict[str, Any]])


class Exhibit(NamedTuple):
    """Something that happened, as JSON, and the department that may read it beside the applicant."""

    kind: str
    name: str
    content: object
    reader: str = EVERYBODY


class OnFile(NamedTuple):
    """What a decision rested upon, and what was heard, as the ledger has it."""

    facts: Sequence[DecisionFact | DecisionDigest]
    words: Sequence[HeardWord]


class Notary:
    """`seal` makes an opaque stand-in for a text; without an `identity` nothing is attested."""

    def __init__(
        self, ledger: Ledger, directory: Directory, identity: Identity | None, seal: Callable[[str], str]
    ) -> None:
        self._aside = ReadingAside(ledger)
        self._directory = directory
        self._identity = identity
        self._seal = seal

    def attest(
        self,
        case: UUID,
        exhibits: Iterable[Exhibit],
        *,
        kids: Iterable[str],
        departments: Mapping[str, str],
        reader: str | None,
        heard: int = 0,
    ) -> CaseBundle:
        """For a department, or for the applicant, who reads everything; `departments` by item.

        The first so many words that were `heard` are on file.  Raises `NotPossible`.
        """
        if self._identity is None:
            raise NotPossible("本系统尚未配置签名身份，暂不能出具；请联系运行人员，配置后再取")
        facts, words = self._on_file(case, heard)
        shown = [
            *(self._credential(case, one, self._identity) for one in exhibits),
            *(shown_word(one, departments.get(one.item, NOBODY)) for one in words),
            *(_fact(one, departments) for one in facts),
            *self._keys((*kids, *(word.kid for word in words))),
        ]
        texts = [self._text(case, number, one) for number, one in enumerate(shown)]
        hashes = [verify.leaf_hash(text.encode()) for text in texts]
        claims = {
            "case": str(case),
            "leaves": len(hashes),
            "root": verify.root(hashes).hex(),
            "iat": int(time.time()),
        }
        signature = self._identity.sign(json.dumps(claims).encode())
        leaves = tuple(
            Leaf(hash=digest.hex(), text=text if reader in {None, one.reader} or not one.reader else None)
            for one, text, digest in zip(shown, texts, hashes, strict=True)
        )
        return CaseBundle(case=case, leaves=leaves, signature=signature, verifies=self._identity.verifies)

    def _on_file(self, case: UUID, heard: int) -> OnFile:
        """Of a case that was erased, digests are left."""

        def find(books: Transaction) -> OnFile:
            words = heard_words.of_case(books, case, before=heard) if heard else ()
            try:
                return OnFile(decision_facts.of_case(books, str(case)), words)
            except Erased:
                return OnFile(decision_facts.digests(books, str(case)), words)

        return self._aside.find(find)

    def _keys(self, kids: Iterable[str]) -> Iterable[Exhibit]:
        """With which something was signed, as the directory has them."""
        for kid in dict.fromkeys(kids):
            if key := self._directory.find(kid):
                yield Exhibit("key", kid, key.model_dump(mode="json"))

    def _credential(self, case: UUID, exhibit: Exhibit, own: Identity) -> Exhibit:
        """What a licence says, as its holder may show it, signed; whatever else it is as it is."""
        if exhibit.kind != CREDENTIAL:
            return exhibit
        said, name = _CLAIMS.validate_python(exhibit.content), exhibit.name
        signed = credential.issued(
            {"iss": credential.issuer(own.verifies), **said["shown"]},
            said["hidden"],
            sign=lambda line: own.sign(line, kind=credential.TYPE),
            salt=lambda claim: self._seal(f"claim/{case}/{name}/{claim}"),
        )
        return exhibit._replace(content=signed)

    def _text(self, case: UUID, number: int, exhibit: Exhibit) -> str:
        salt = self._seal(f"leaf/{case}/{number}/{exhibit.name}")
        content = {"kind": exhibit.kind, "name": exhibit.name, "salt": salt, "content": exhibit.content}
        return json.dumps(content, ensure_ascii=False)


def _fact(one: DecisionFact | DecisionDigest, departments: Mapping[str, str]) -> Exhibit:
    """An entry of a register, word for word, for whoever has decided upon it."""
    _, item, round_ = one.key.split("/")
    content = {
        "item": item,
        "round": int(round_),
        "step": one.step,
        "told_at": one.told_at.isoformat(),
        "sha256": one.sha256,
        "told": one.content if isinstance(one, DecisionFact) else None,
    }
    return Exhibit("fact", f"fact of {item}", content, departments.get(item, NOBODY))


def shown_word(word: HeardWord, reader: str) -> Exhibit:
    """A signed word, as it came."""
    content = {"message": word.message, "word": word.word, "raw": word.raw}
    return Exhibit("word", f"word {word.message}", content, reader)
