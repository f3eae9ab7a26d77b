"""Who must have signed a record: those who were there, and nobody in their place."""

from collections.abc import Iterator

from client.messages.officers.commands import TakeStep
from client.trust.actor import plain_account
from matters.clock import Course, PlannedStep
from matters.language import Owner


def lacking(command: TakeStep, step: PlannedStep, course: Course) -> Iterator[str]:
    """What is to be said yet of a record that must be signed.

    That of a hearing by those who took part (行政许可法 Art. 48), or it says who refuses to: its host, who
    enters it himself, does not confirm it for them. Any other by all who were sent (Art. 34, 55).
    """
    if not step.signed:
        return
    signed = {plain_account(name) for name in command.signed_by if name.strip()}
    sent = {plain_account(officer): officer for officer in course.hosts}
    if not signed:
        yield "签字人（`signed_by`）"
    elif step.owner is Owner.HOST:
        if signed <= sent.keys() and not command.says.strip():
            yield (
                "主持人以外的听证参加人的签字（`signed_by`）；"
                f"拒绝签字的，写明何人拒绝（`says`，依据{step.basis}）"
            )
    elif unsigned := [officer for plain, officer in sent.items() if plain not in signed]:
        yield f"所指派的 {'、'.join(unsigned)} 的签字（`signed_by`）：记录须由实际指派的人员全部签字"
