"""Erasure: by two operators, of what is closed; numbers and digests stay, and it is said why."""

import io
from contextlib import suppress
from secrets import randbelow
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from activities.database import Encrypted
from activities.database.encryption import plain
from activities.errors import Erased, KeyRejected
from activities.ledger.cases import cases, decision_facts
from activities.ledger.ledger import LedgerTable
from activities.ledger.money import payments
from activities.ledger.officers import second_looks
from activities.trust.erasure_office import Erasure, ErasureOffice
from client import Case, Draft, OutcomeKind
from client.messages.cases.submission import Submission
from client.messages.grants.events import Birthday
from client.trust import identity
from client.trust.actor import Role
from tests.support.cases.submissions import MARRIED, UNMARRIED, submission
from tests.support.neighbours import ends, settle, tell, the_offer
from tests.support.parts import KEYS, Parts
from tests.support.terminal import Terminal


def office(parts: Parts, operator: str) -> ErasureOffice:
    own = identity.load().of(Role.OPERATOR, actor=operator)
    return ErasureOffice(parts.ledger, own, identity.development(), KEYS.seal)


def erased(parts: Parts, number: str) -> Erasure:
    """Ordered by one and carried out by another."""
    assert office(parts, "anna").erase(number) is None
    done = office(parts, "bert").erase(number)
    assert done
    return done


def kept(done: Erasure) -> dict[str, str]:
    return {each.what: str(each.basis) for each in done.kept if each.number}


def readable(parts: Parts) -> str:
    """All that whoever has the books and their keys can read of any table."""
    found: list[str] = []
    with parts.ledger.reading() as books:
        for table in LedgerTable.metadata.sorted_tables:
            for row in books.execute(select(table)).mappings():
                for name, cell in row.items():
                    if isinstance(cell, bytes) and isinstance(table.c[name].type, Encrypted):
                        with suppress(Erased):
                            found += map(str, plain(books, [name], [[cell]])[0])
                    else:
                        found.append(str(cell))
    return "\n".join(found)


async def over(parts: Parts) -> tuple[Submission, Case]:
    """A case that is closed, and of which nothing was drawn for a second look, which would keep it open."""
    while True:
        filed = submission(MARRIED)
        own = {"phone": f"139{randbelow(10**8):08}"}  # that of nobody else, as others have the same name
        filed = filed.model_copy(update={"applicant": filed.applicant.model_copy(update=own)})
        case = await parts.platform.submit(filed)
        await case.outcome()
        with parts.ledger.reading() as books:
            if not second_looks.waiting(books, str(filed.id)):
                return filed, case


async def test_a_closed_case(parts: Parts) -> None:
    """Nothing of it can be read any more; its number, and the digests of what it rested upon, are there."""
    filed, case = await over(parts)
    number = filed.applicant.identity_number
    assert office(parts, "anna").erase(number) is None
    with pytest.raises(KeyRejected, match="another operator"):
        office(parts, "anna").erase(number)
    with parts.ledger.reading() as books:
        assert cases.get(books, filed.id).outcome
        facts = decision_facts.of_case(books, str(filed.id))
        digests = decision_facts.digests(books, str(filed.id))
    said = (number, filed.applicant.phone)
    before = readable(parts)
    assert all(one in before for one in said)
    assert number in {part for fact in facts for part in fact.content.split('"')}
    done = office(parts, "bert").erase(number)
    assert done
    assert done.destroyed >= 1
    assert kept(done) == {
        "已办结办件的编号、日期和摘要": "《国务院关于在线政务服务的若干规定》第十二条〔待核实〕"
    }
    left = readable(parts)
    assert [one for one in said if one in left] == []
    assert str(filed.id) in left
    with parts.ledger.reading() as books:
        for read in (cases.get, cases.facts):
            with pytest.raises(Erased):
                read(books, filed.id)
        with pytest.raises(Erased):
            decision_facts.of_case(books, str(filed.id))
        assert decision_facts.digests(books, str(filed.id)) == digests != []
        numbered = text("SELECT acceptance_number FROM cases WHERE id = :i")
        assert books.execute(numbered, {"i": str(filed.id)}).scalar_one() == case.receipt.acceptance_number


async def test_an_open_case(parts: Parts) -> None:
    """It is kept whole, by the duty to decide it; and goes on. A draft beside it rests upon no duty."""
    filed = submission(UNMARRIED).model_copy(update={"papers": ()})
    case = await parts.platform.submit(filed)
    draft = Draft(
        id=uuid4(), one_matter="newborn", region=filed.region, applicant=filed.applicant, form=filed.form
    )
    await parts.platform.save_draft(draft)
    done = erased(parts, filed.applicant.identity_number)
    assert kept(done) == {"在办办件的全部内容": "《中华人民共和国个人信息保护法》第十三条第一款第三项"}
    assert await parts.platform.drafts(filed.applicant.identity_number) == ()
    await case.withdraw("不办了")
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN


@pytest.mark.usefixtures("automatic")
async def test_what_was_paid(town: Parts) -> None:
    """Account and facts of a payment are gone; its number and its sum are kept as accounts are."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await ends(town, offer.reference)
    done = erased(town, person)
    assert [*kept(done)] == ["待遇及支付的编号、金额和日期"]
    with town.ledger.reading() as books:
        assert payments.made(books, offer.reference).fen == offer.fen
        with pytest.raises(Erased):
            payments.arrived(books, offer.reference)


async def test_at_a_terminal(parts: Parts, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number is read from standard input, for commands are seen; what is kept is told with its basis."""
    filed = submission(UNMARRIED).model_copy(update={"papers": ()})
    with parts.ledger.reading() as books:
        url = books.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("ONEMATTER_LEDGER_URL", url)
    case = await parts.platform.submit(filed)
    said = ""
    for operator in ("anna", "bert"):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{filed.applicant.identity_number}\n"))
        said = await terminal.done("erase", "--by", operator)
    assert "在办办件的全部内容" in said.replace("\n", "")
    assert filed.applicant.identity_number not in said
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert (await terminal("erase", "--by", "anna")).code == 2
    await case.withdraw("不办了")
