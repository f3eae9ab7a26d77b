"""Grants over the wire: offers, acts and wishes, for whoever speaks: a person or an officer."""

from typing import Any
from uuid import uuid4

from temporalio.client import WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from .. import names
from ..errors import WrongKey
from ..messages.grants.offers import (
    Act,
    Deed,
    GrantFile,
    Objection,
    Offer,
    Offers,
    Standing,
    Wish,
    WishGranted,
)
from ..messages.grants.publicity import MARK, PublicList, PublicNumber, PublicPage, PublicRequest
from ..transport.engine_line import EngineLine
from ..transport.ring_of_keys import KeyRing
from ..trust.actor import Role
from ..trust.identity import Identity
from ..trust.key_pair import EngineKey


class Grants:
    """What `Platform` and `Campaigns` have in common."""

    def __init__(self, line: EngineLine, keys: KeyRing | EngineKey) -> None:
        self._line = line
        self._keys = keys

    @property
    def _platform(self) -> Identity:
        return self._line.identities.of(Role.PLATFORM)

    async def offers(self, beneficiary: str) -> tuple[Offer, ...]:
        """What somebody is offered and has been granted."""
        by = self._platform
        return (await self._line.ask(names.OFFERS, Offers, beneficiary, by=by, of=beneficiary)).offers

    async def wish(self, wish: Wish) -> int:
        """How many open grants the wish has changed."""
        by, of = self._platform, wish.beneficiary
        return (await self._line.ask(names.WISH, WishGranted, wish, by=by, of=of)).changed

    async def publicity(self, policy: str, period: str) -> PublicList:
        """Everything that is public today, part by part, in an order that tells nothing."""
        request = PublicRequest(policy=policy, period=period)
        page = await self._line.ask(names.PUBLICITY, PublicPage, request, by=self._platform)
        whole, entries = page.part, page.part.entries
        while page.after:
            request = request.model_copy(update={"after": page.after})
            page = await self._line.ask(names.PUBLICITY, PublicPage, request, by=self._platform)
            entries += page.part.entries
        return whole.model_copy(update={"entries": tuple(sorted(entries, key=lambda one: one.number))})

    async def object(self, number: str, objection: Objection, *, key: str, by: str = "") -> Standing:
        """Object to one's own by its reference, or by a public number, of which one learns no more."""
        if MARK not in number:
            return await self.act(number, objection, key=key, party=by or number.split("/", 2)[-1])
        said = PublicNumber(number=number, objection=objection)
        return await self._line.ask(names.PUBLIC_NUMBER, Standing, said, by=self._platform)

    def _handle(self, reference: str) -> str:
        if isinstance(self._keys, KeyRing):
            return self._keys.seal(reference)
        raise WrongKey("only the engine knows the run of a grant by its reference alone; act upon an offer")

    async def act(
        self,
        reference: str,
        act: Act,
        *,
        handle: str = "",
        key: str | None = None,
        by: Identity | None = None,
        party: str | None = None,
    ) -> Standing:
        """Act upon one grant, for a `party` or as an officer; with the same key again it is the same."""
        run, command = names.grant_id(handle or self._handle(reference)), key or str(uuid4())
        deed = self._line.said(
            by or self._platform,
            Deed(reference=reference, act=act, party=party),
            run=run,
            message=names.ACT,
            command=command,
            of=party or "",
        )
        starting: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            names.ONE_GRANT,
            GrantFile(reference=reference),
            id=run,
            task_queue=names.QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        async with self._line.patiently("the grant"):
            raw = await self._line.begin(starting, names.ACT, deed, command=command)
            return self._line.heard(raw, deed, Standing)
