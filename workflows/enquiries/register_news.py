"""News of a register: the cases that wait for an entry are told to look."""

from contextlib import suppress

from temporalio import workflow
from temporalio.exceptions import FailureError

from activities.registers.outside_events import EventWatch
from client import names
from client.messages.cases.register_news import NewsHeard, RegisterNews
from workflows import calls
from workflows.trust.nudges import nudge


@workflow.defn(name=names.REGISTER_NEWS)
class NewsOfRegister:
    """Says nothing of what has changed: each case asks for itself."""

    @workflow.run
    async def run(self, news: RegisterNews) -> NewsHeard:
        waiting = await calls.alone(EventWatch.find_waiting, news, summary="登记变动")
        for case in waiting.cases:
            with suppress(FailureError):  # it has ended meanwhile
                await nudge(names.case_id(case))
        return NewsHeard(cases=len(waiting.cases))
