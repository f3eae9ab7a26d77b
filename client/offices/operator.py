"""The operator's side: a case goes on in a new run, or is ended by two of them."""

from uuid import UUID, uuid4

from .. import names
from ..messages.officers.operators_word import CaseEnding, OperatorsWord
from ..transport.engine_line import NOTHING, ToldT
from ..trust.actor import Role
from .connections import AccountConnection


class Operator(AccountConnection):
    """A connection for one of those who run the engine."""

    async def end(self, case: UUID, reason: str) -> bool:
        """Let nothing more be decided of a case; what is granted stays, and everybody is told.

        Tells whether it is ended: until another operator says the same, for the same reason, nothing changes.
        Raises `TooLate`, `CaseNotFound`, `Unreasoned`.
        """
        return not (await self._order(case, names.END, reason, CaseEnding)).waits

    async def renew(self, case: UUID, reason: str) -> None:
        """Have a case go on in a new run, as soon as it is at rest: for a new release, or a key."""
        await self._order(case, names.RENEW, reason, NOTHING)

    async def _order(self, case: UUID, update: str, reason: str, answer: type[ToldT]) -> ToldT:
        word = OperatorsWord(reason=reason)
        speaker = self._line.identities.of(Role.OPERATOR, actor=self._account)
        async with self._line.patiently(f"case {case}"):
            return await self._line.tell(
                names.case_id(case), update, word, answer, by=speaker, command=str(uuid4())
            )
