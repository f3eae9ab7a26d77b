"""What people are told when a word of theirs is not taken is in Chinese."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from client import errors
from deploy.house.source_file import read

READ_BY_PEOPLE: Final = {
    *(kind.__name__ for kind in errors.Rejected.__subclasses__()),
    *("TooLate", "TooMuch", "NotAsked", "NotAllowed", "NotPossible", "InvalidOrder", "CaseNotFound"),
    *("DifferentOrder", "DraftNotFound", "DraftChanged", "Returned", "LedgerOlder"),
}
OF_OPERATORS: Final = (
    "activities.trust.notary",
    "activities.ledger.inventory",
    "workflows.enquiries.reading_room",
)
"""Of them only who runs the engine, or writes programs against it, reads what it cannot do."""
ENGLISH: Final = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
CHINESE: Final = re.compile(r"[一-龥]")


def _said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What is handed to an error of theirs, at once or by a name that was given to it before."""
    named = defaultdict[str, list[ast.AST]](list)
    for one in ast.walk(tree):
        if isinstance(one, ast.Assign):
            for target in one.targets:
                named[getattr(target, "id", "")].append(one.value)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and READ_BY_PEOPLE & {
            one.id for one in (call.func, *call.args) if isinstance(one, ast.Name)
        }:
            for words in (*call.args, *(given.value for given in call.keywords)):
                for meant in (words, *named.get(getattr(words, "id", ""), ())):
                    texts = (one.value for one in ast.walk(meant) if isinstance(one, ast.Constant))
                    yield call.lineno, "".join(text for text in texts if isinstance(text, str))


def test_refusals_are_read_in_chinese() -> None:
    """Of activities, workflows and the SDK's side of offices."""
    wrong = [
        f"{source.name}:{line}: {says}"
        for source in read()
        if source.name.startswith(("activities.", "workflows.", "client.offices."))
        and source.name not in OF_OPERATORS
        for line, says in _said(source.tree)
        if ENGLISH.search(says) and not CHINESE.search(says)
    ]
    assert wrong == []
