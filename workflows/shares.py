"""How much a run hears, of each who may speak to it: the share of one is used up by nobody else.

The server ends a run whose history grows too large, and takes no more words at all after the two thousandth.
So applicants are told in time, and whoever has to act on a case can. What goes on in a new run has as much as
before: a share lasts for thirty days, in however many runs.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, NamedTuple

from temporalio import workflow
from temporalio.worker import HandleUpdateInput, WorkflowInboundInterceptor

from client import names
from client.errors import TooMuch
from client.messages.grants.offers import Deed
from client.messages.officers.commands import Command
from workflows import renewal
from workflows.renewal import Share
from workflows.trust import gate


class Most(NamedTuple):
    """So many words, and bytes of all of them."""

    words: int
    size: int


APPLICANT: Final = "applicant"
OF_APPLICANTS: Final = (names.SUPPLEMENT, names.CHOOSE, names.WITHDRAW)

AN_EVENT: Final = 4_096
"""Bytes: a server bears as many megabytes as thousands of events, or a few more."""

OF_AN_APPLICANT: Final = Most(words=200, size=12_000_000)
"""Files are heard once, and handed on once more: this is half of what the server bears."""

OF_ANYBODY_ELSE: Final = Most(words=100, size=2_000_000)
"""For each department, each kind of act upon a grant, and every other kind of word."""

BESIDE: Final = 2**15
"""Bytes, of a signature and of fields that are not known."""

LASTS: Final = timedelta(days=30)


class Shares(WorkflowInboundInterceptor):
    """Counted where a word is taken, so that a replay counts alike; looked at before it is."""

    def __init__(self, next: WorkflowInboundInterceptor) -> None:  # noqa: A002 (the SDK's name)
        super().__init__(next)
        self._used: dict[str, Share] = {}  # where a run goes on in no other one
        self._sizes: dict[str, int] = {}  # of what was looked at and is not heard yet

    def handle_update_validator(self, input: HandleUpdateInput) -> None:  # noqa: A002 (the SDK's name)
        """Raises `TooMuch`."""
        super().handle_update_validator(input)
        whose, size = _whose(input), _size(input)
        _require_plain(input, size)
        used = self._with(whose, size)
        share = OF_AN_APPLICANT if whose == APPLICANT else OF_ANYBODY_ELSE
        if used.words > share.words or used.size > share.size:
            raise TooMuch(
                f"{LASTS.days}日内，{whose} 对本办件可提出{share.words}次、共{share.size // 10**6} MB，"
                "现已用完；请与承办部门联系"
            )
        self._sizes[input.id] = size

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:  # noqa: A002 (the SDK's name)
        """See base class."""
        whose = _whose(input)
        size = self._sizes.pop(input.id) if input.id in self._sizes else _size(input)
        self._all[whose] = self._with(whose, size)
        renewal.count(size // AN_EVENT)
        return await super().handle_update_handler(input)

    def _with(self, whose: str, size: int) -> Share:
        now = workflow.now()
        used = self._all.get(whose)
        if used is None or now - used.since > LASTS:
            return Share(words=1, size=size, since=now)
        return replace(used, words=used.words + 1, size=used.size + size)

    @property
    def _all(self) -> dict[str, Share]:
        its = renewal.own()
        return its.used if its else self._used


def _require_plain(input: HandleUpdateInput, size: int) -> None:  # noqa: A002 (the SDK's name)
    """What was sent beside the message is in no share, and written down all the same.  Raises `TooMuch`.

    A little may be: of what another edition says, not all is known here.
    """
    if gate.spoken().size > size + BESIDE:
        raise TooMuch(f"{input.update}：发送的内容比所填写的多出 {BESIDE} 字节以上，请去除多余内容后重新提交")


def _size(input: HandleUpdateInput) -> int:  # noqa: A002 (the SDK's name)
    """Of what was said, as it is sent."""
    return sum(len(payload.data) for payload in workflow.payload_converter().to_payloads(input.args))


def _whose(input: HandleUpdateInput) -> str:  # noqa: A002 (the SDK's name)
    match input.args:
        case [Command(department=department)]:
            return department
        case [Deed(act=act)]:
            return act.kind
        case _:
            return APPLICANT if input.update in OF_APPLICANTS else input.update
