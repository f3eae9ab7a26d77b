"""Calls of departments: what they have not signed, or the library does not hold, is no answer of theirs."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar, cast

from temporalio import workflow
from temporalio.common import RawValue

from activities.cases.attestations import Attestations, Testimony, contradiction
from activities.trust.gatekeeper import READER, Evidence, Unproved
from client import names
from client.errors import NotProven
from client.messages.cases.answers import Granted
from client.trust.actor import ActorKey, KeysAtHand, Speaker
from client.trust.said import Addressed, Said
from client.trust.signatory import Keyed, answer_to
from matters.plan.plan import PlannedItem
from workflows import calls, renewal, troubles
from workflows.calls import NotAnswered
from workflows.trust import gate

AskedT = TypeVar("AskedT", bound=Keyed)
AnswerT = TypeVar("AnswerT")

Keys = Callable[[], tuple[ActorKey, ...] | None]
"""Of departments, as they were known a moment ago; empty, if that is longer ago. None at all for a case from
before departments signed: it takes answers as they come.
"""


async def ask(
    activity: Callable[[Any, AskedT], AnswerT], asked: AskedT, *, item: PlannedItem, keys: Keys, summary: str
) -> AnswerT:
    """Call a department on its own queue; until it has answered, it is asked again."""
    with nullcontext() if activity.__name__ == names.LODGE else renewal.calling():
        return await calls.until_answered(
            lambda: _answer(activity, asked, item=item, keys=keys, summary=summary), summary=summary
        )


async def _answer(
    activity: Callable[[Any, AskedT], AnswerT], asked: AskedT, *, item: PlannedItem, keys: Keys, summary: str
) -> AnswerT:
    asking = workflow.start_activity(
        activity.__name__,
        _sealed(asked, item.department),
        result_type=RawValue,
        task_queue=names.desk_queue(item.department),
        start_to_close_timeout=calls.DESK_TIME,
        schedule_to_close_timeout=calls.DESK_PATIENCE,
        heartbeat_timeout=calls.SIGN_OF_LIFE,
        retry_policy=calls.TIRELESS,
        summary=summary,
    )
    answer, said = _read(activity, await troubles.answer(asking))
    if (known := keys()) is None:
        return answer
    if said is None:
        raise NotAnswered("答复没有签名")
    to = answer_to(names.desk_queue(item.department), workflow.info().workflow_id, activity.__name__)
    evidence = Evidence(word=said.word, digest=said.digest, to=to, command=asked.key)
    await _require_attested(_testimony(answer, evidence, item), known, of=item.name)
    if isinstance(run := workflow.instance(), gate.Witness):
        run.hear(said, message=activity.__name__, item=item.code)
    return answer


def _sealed(asked: AskedT, department: str) -> AskedT | Addressed[AskedT]:
    """For its system alone, by the key that it has now: what a call carries is no part of what replays."""
    reader = cast("Callable[[str], str] | None", workflow.extern_functions().get(READER))
    key = reader(department) if reader else ""
    return Addressed(asked, key) if key else asked


def _read(activity: Callable[[Any, AskedT], AnswerT], raw: RawValue) -> tuple[AnswerT, Said[AnswerT] | None]:
    try:
        answer: AnswerT = workflow.payload_converter().from_payload(raw.payload, calls.answers(activity))
    except Exception as error:  # whatever a department may have written
        raise NotAnswered("答复无法读取") from error
    return gate.opened(answer)


def _testimony(answer: object, evidence: Evidence, item: PlannedItem) -> Testimony:
    about = Testimony(evidence=evidence, department=item.department)
    if not isinstance(answer, Granted):
        return about
    gives = item.gives.code if item.gives else None
    return about.model_copy(update={"licence": answer.licence, "gives": gives})


async def _require_attested(testimony: Testimony, keys: tuple[ActorKey, ...], *, of: str) -> None:
    """By a key that was known a moment ago, or by directory and library as they are now."""
    speaker = _signatory(testimony.evidence, keys)
    proof = (
        contradiction(testimony, speaker)
        if speaker
        else await calls.own(Attestations.attest, testimony, summary=f"核验答复：{of}")
    )
    if isinstance(proof, Unproved):
        raise NotAnswered(f"答复不予采信（{proof.says}）")


def _signatory(evidence: Evidence, keys: tuple[ActorKey, ...]) -> Speaker | None:
    """Who has signed it, if it was with one of these keys."""
    try:
        return evidence.proved(at=workflow.now(), directory=KeysAtHand(keys)).speaker
    except NotProven:
        return None
