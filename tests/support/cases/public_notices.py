"""Notices that are public outside, as the publicity system has them and tells of them."""

from datetime import date
from typing import Any
from uuid import uuid4

from client import Case, Submission
from client.messages.cases.progress import ProcedureProgress
from client.messages.cases.register_news import RegisterNews
from matters.definitions.registers import PUBLICITY
from tests.support.entries import change
from tests.support.parts import Parts, find, item


def code_of(filed: Submission) -> str:
    return str(filed.form["credit_code"])


async def published(parts: Parts, filed: Submission, *, told: bool = True, **entry: Any) -> None:
    """The publicity system has it, and says that something has changed."""
    days = {name: str(said) for name, said in entry.items()}
    change(parts.district, PUBLICITY.code, code_of(filed), days)
    if told:
        news = RegisterNews(id=str(uuid4()), register_code=PUBLICITY.code, key=code_of(filed))
        await parts.registers.tell_news(news)


async def procedure(case: Case, code: str) -> ProcedureProgress:
    return (await item(case, code)).procedures[-1]


async def taken(case: Case, code: str, step: str) -> date | None:
    """The day on which a step of its notice was taken, once it is on record."""
    async for progress in case.watch():
        for course in find(progress, code).procedures:
            for one in course.steps:
                if one.code == step and one.taken_on:
                    return one.taken_on
    return None


async def waits(parts: Parts, case: Case, code: str) -> None:
    """Until it has begun to wait, and its register is asked."""
    async for progress in case.watch():
        if find(progress, code).procedures:
            break
    await parts.written(case.id)
