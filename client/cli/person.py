"""People in commands, where everybody on a machine reads along: a number may come by standard input."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final

from cyclopts import Parameter, Token

FROM_INPUT: Final = "-"


def _number(_: Any, tokens: Sequence[Token]) -> str:
    [token] = tokens
    number = sys.stdin.readline().strip() if token.value == FROM_INPUT else token.value
    if not number:
        raise ValueError("nobody is named; give an identity number on standard input")
    return number


_NUMBER: Final = Parameter(converter=_number, n_tokens=1, allow_leading_hyphen=True)

Person = Annotated[
    str,
    _NUMBER,
    Parameter(help="whose it is: somebody who is signed in, by identity number, or - for standard input"),
]
Author = Annotated[
    str,
    _NUMBER,
    Parameter(help="whose word it is, if not the applicant's, by identity number, or - for standard input"),
]
Reader = Annotated[
    str,
    _NUMBER,
    Parameter(
        help="where the engine has filed it itself, whom it is about, who is signed in here; or - likewise"
    ),
]
Holder = Annotated[str, _NUMBER, Parameter(help="an identity number, or - for standard input")]
