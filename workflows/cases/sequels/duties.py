"""What of a sequel waits for officers."""

from client.messages.cases.progress import Colour, State
from client.messages.cases.sequel import SequelState
from client.messages.officers.docket import Task
from matters import clock
from workflows.cases.sequels.sequel_file import SequelFile


def tasks(file: SequelFile) -> tuple[Task, ...]:
    """What waits for officers: to be decided, or to be served."""
    serves = not (file.is_open or file.is_served)
    if not (file.is_open or serves):
        return ()
    due = file.ask_by or (None if file.state is SequelState.MENDING else file.due_on)
    return (
        Task(
            case=file.id,
            item=file.order.item,
            name=f"{file.law.item.name}：{file.law.name}",
            one_matter=file.law.name,
            number=str(file.order.case),
            department=file.order.department,
            state=State.IN_REVIEW,
            since=clock.midnight(file.begun_on),
            due_on=due,
            colour=Colour.RED if file.overdue else Colour.GREEN,
            stuck=file.overdue,
            to_serve=serves,
            of_sequel=True,
        ),
    )
