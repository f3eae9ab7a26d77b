"""How what a sequel tells is served (送达): on its applicant, and on others whom the decision concerns."""

from collections.abc import Iterator
from datetime import date

from temporalio import workflow

from activities.cases.notices import Addressee, Notice, NoticeKind, to_party
from workflows.cases.sequels.sequel_file import SequelFile


def tell(says: str, file: SequelFile) -> Notice:
    """To the applicant, under a key of its own."""
    file.told += 1
    file.key = f"{file.id}/{file.told:04}"
    file.told_on[file.key] = file.today
    return _notice(file.key, Addressee.APPLICANT, NoticeKind.SEQUEL, says, file, mode=file.law.mode)


def tell_others(says: str, file: SequelFile) -> tuple[Notice, ...]:
    """The same to whoever its case has told of the item: it touches his rights as well."""
    return tuple(_to_others(says, file))


def _to_others(says: str, file: SequelFile) -> Iterator[Notice]:
    for number, one in enumerate(file.law.parties, 1):
        key = f"{file.key}-{number}"
        file.told_on[key], file.to_parties[key] = file.today, one.party
        words = to_party(one.party, says)
        yield _notice(
            key, Addressee.INTERESTED_PARTY, NoticeKind.SEQUEL, words, file, mode=one.mode, party=one.party
        )


def tell_all(says: str, file: SequelFile) -> tuple[Notice, ...]:
    """To the applicant, and to the others."""
    return (tell(says, file), *tell_others(says, file))


def overdue(file: SequelFile) -> Notice:
    """To the supervisor."""
    says = f"{file.law.item.name}：{file.law.name}已逾期（{file.law.item.department_name}）"
    return _notice(f"{file.id}/overdue", Addressee.SUPERVISOR, NoticeKind.OVERDUE, says, file)


def inform(says: str, file: SequelFile) -> Notice:
    """To the applicant, of what is no word of the proceeding: nothing runs from when he has it."""
    file.told += 1
    key = f"{file.id}/{file.told:04}"
    return _notice(key, Addressee.APPLICANT, NoticeKind.CALENDAR, says, file)


def still_to_serve(file: SequelFile, *, party: str) -> tuple[str, ...]:
    """The keys of what is on its way to somebody, or whose public notice runs, the oldest first."""
    return tuple(
        key
        for key, one in file.services.items()
        if file.to_parties.get(key, "") == party and (one.served_on is None or one.served_on > file.today)
    )


def runs_until(file: SequelFile) -> date | None:
    """The day on which a public notice of its last words has its effect: until then somebody may sign."""
    days = [day for key in file.last_words if (day := file.day_of(key)) and day > file.today]
    return max(days, default=None)


def _notice(
    key: str,
    addressee: Addressee,
    kind: NoticeKind,
    says: str,
    file: SequelFile,
    *,
    mode: str = "",
    party: str | None = None,
) -> Notice:
    return Notice(
        key=key,
        case=file.order.case,
        addressee=addressee,
        kind=kind,
        item=file.order.item,
        says=says,
        told_at=workflow.now(),
        mode=mode,
        party=party,
    )
