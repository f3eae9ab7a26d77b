"""What may be said to the engine: its length, its size, its years; and that a field is named."""

import base64
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from client import (
    Amendment,
    Applicant,
    CampaignOrder,
    Channel,
    InvalidForm,
    MediaType,
    Paper,
    Payment,
    RegistryEvent,
    Submission,
)
from client.messages import bounds
from client.messages.bounds import Answers, Code, Day, File, Instant, Line, Prose
from client.messages.cases.correction import Supplement
from client.messages.cases.submission import Withdrawal
from client.messages.grants.events import Birth
from client.messages.grants.offers import Objection, Reply
from client.messages.message import Incoming
from client.messages.money.budget import BudgetOrder
from client.messages.officers.commands import Ask, Extend, GrantItem, Refuse, ReturnTo, Suspend

BY: Final[dict[str, Any]] = {"item": "food-licence", "department": "market-regulation", "officer": "o-1"}
NOW: Final = datetime(2026, 11, 28, tzinfo=UTC)
ME: Final = Applicant(name="母亲甲", identity_number="990101199203120021", phone="13900000001")

UNSEEN: Final = ("\x00", "\x1b[31m", "\x7f", "\x9b", "\u200b", "\u202e", "\ufeff", "\ud800", "\ue000")


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
@pytest.mark.parametrize("kind", [Line, Prose])
def test_what_nobody_sees(kind: Any, sign: str) -> None:
    """No control character, half of a character, or sign without a shape is in any words."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(f"甲{sign}乙")


@pytest.mark.parametrize("name", ["\U00031350", "\U000323af", "\U0002ebf0", "𠮷", "买买提·吐尔逊", "Ольга"])
def test_rare_characters_are_names(name: str) -> None:
    """Planes of ideographs grow with each edition of Unicode; whoever is called so has a name."""
    assert TypeAdapter(Line).validate_python(name) == name


@given(st.text(max_size=200))
def test_a_line_is_taken_as_it_is_or_refused(text: str) -> None:
    """What is taken can be encoded, stands on one line, and is what was written."""
    try:
        taken = TypeAdapter(Line).validate_python(text)
    except ValidationError:
        assert not bounds.is_printable(text)
    else:
        assert taken == text
        assert taken.encode().decode() == text
        assert "\n" not in taken
        assert bounds.printable(taken) == taken


@given(st.text(max_size=2_000))
def test_prose_keeps_its_lines(text: str) -> None:
    """Lines and tabs are what a letter has; a terminal is shown all that is taken."""
    try:
        taken = TypeAdapter(Prose).validate_python(text)
    except ValidationError:
        assert not bounds.is_printable(text.replace("\r\n", "\n"), but="\n\t")
    else:
        assert taken == text.replace("\r\n", "\n")
        assert bounds.printable(taken) == taken


@given(st.dates())
def test_days_of_our_time(day: date) -> None:
    """From no day that is taken can a reckoning leave the years that there are."""
    if bounds.FIRST_YEAR <= day.year <= bounds.LAST_YEAR:
        assert TypeAdapter(Day).validate_python(day) == day
    else:
        with pytest.raises(ValidationError):
            TypeAdapter(Day).validate_python(day)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), None])))
def test_instants_have_a_zone(at: datetime) -> None:
    """Of every instant that is taken, the same one is told in UTC."""
    if at.tzinfo and bounds.FIRST_YEAR <= at.year <= bounds.LAST_YEAR:
        assert TypeAdapter(Instant).validate_python(at) == at
    else:
        with pytest.raises(ValidationError):
            TypeAdapter(Instant).validate_python(at)


@given(st.binary(max_size=300))
def test_files_come_back_as_they_were(content: bytes) -> None:
    """In one line or in many; no byte is lost."""
    for written in (base64.b64encode(content), base64.encodebytes(content)):
        assert TypeAdapter(File).validate_python(written) == content


@pytest.mark.parametrize("text", ["AAA=A", "AA AA", "QUJD!", "QUJ", "QUJD\x00", "ＱＵＪＤ", "QUJD-_=="])
def test_files_that_lose_bytes(text: str) -> None:
    """What is not base64 throughout is no file."""
    with pytest.raises(ValidationError):
        TypeAdapter(File).validate_json(f'"{text}"'.replace("\x00", "\\u0000"))


@pytest.mark.parametrize("code", ["", "a b", "../x", "a/b", "新", "-a", "a" * 65, "a\n"])
def test_codes(code: str) -> None:
    """A code has letters, digits and joints, and does not begin with one."""
    with pytest.raises(ValidationError):
        TypeAdapter(Code).validate_python(code)


def test_answers_have_a_floor() -> None:
    """A form is flat; whoever nests it for ever is told."""
    deep: Any = 1
    for _ in range(50):
        deep = [deep]
    with pytest.raises(ValidationError, match="嵌套层次过多"):
        TypeAdapter(Answers).validate_python({"a": deep})


@pytest.mark.parametrize("answer", [float("nan"), float("inf"), [-float("inf")], {"a": 10**5_000}])
def test_numbers_that_cannot_be_sent(answer: Any) -> None:
    """JSON makes nothing of them, or what nobody reads: whoever says one is told at once, of which field."""
    with pytest.raises(ValidationError, match="floor_area：数字过大，或者不是数字"):
        TypeAdapter(Answers).validate_python({"floor_area": answer})


def _submission(**changed: Any) -> Submission:
    given: dict[str, Any] = {
        "id": uuid4(),
        "one_matter": "newborn",
        "region": "990101",
        "channel": Channel.APP,
        "applicant": ME,
        "form": {},
    }
    return Submission(**given | changed)


def _paper(**changed: Any) -> Paper:
    given = {"code": "scan", "filename": "a.txt", "media_type": MediaType.TEXT, "content": b"QUJD"}
    return Paper(**given | changed)


WRONG: Final = (
    (lambda: _submission(paper=()), "paper"),
    (lambda: _submission(region="９９０１０１"), "region"),
    (lambda: _submission(region="٩٩٠١٠١"), "region"),
    (lambda: _submission(form={str(n): n for n in range(501)}), "form"),
    (lambda: _submission(form=["a"]), "form"),
    (lambda: _submission(id="me"), "id"),
    (lambda: _submission(papers=tuple(_paper() for _ in range(101))), "papers"),
    (lambda: _paper(filename="a\x00.txt"), "filename"),
    (lambda: _paper(code="a\x1b[31m"), "code"),
    (lambda: _paper(content=b"!!"), "content"),
    (lambda: Applicant(name="\ud800", identity_number="1", phone="1"), "name"),
    (lambda: Supplement(paper=()), "paper"),
    (lambda: Withdrawal(reason="x" * 2_001), "reason"),
    (lambda: Withdrawal(reason="\x00"), "reason"),
    (lambda: Refuse(**BY, reasons="面积不足", basis="b", remedies="r"), "reasons"),
    (lambda: Refuse(**BY, reasons=("a",) * 21, basis="b", remedies="r"), "reasons"),
    (lambda: Refuse(**BY, reasons=("a" * 2_001,), basis="b", remedies="r"), "reasons.0"),
    (lambda: Ask(**BY, points="ab"), "points"),
    (lambda: Extend(**BY, approver="o-2\u200b", reasons=("a",)), "approver"),
    (lambda: GrantItem(**BY | {"officer": "o" * 65}), "officer"),
    (lambda: GrantItem(**BY | {"item": "x" * 65}), "item"),
    (lambda: Suspend(**BY, procedure="testing", expected_end=date(9999, 12, 31), notice="n"), "expected_end"),
    (lambda: ReturnTo(**BY, to="o-2", until=date(1, 1, 1)), "until"),
    (lambda: Amendment(number="1", by="b", reason="r", holidays=(date(2027, 1, 1),) * 401), "holidays"),
    (lambda: Payment(key="k", fen=10**30, paid_at=NOW), "fen"),
    (lambda: Payment(key="k", fen=0, paid_at=NOW), "fen"),
    (lambda: Payment(key="k", fen=1, paid_at=NOW.replace(tzinfo=None)), "paid_at"),
    (lambda: Payment(key="", fen=1, paid_at=NOW), "key"),
    (lambda: BudgetOrder(policy="p", period="2026", fen=10**16, by="b"), "fen"),
    (lambda: CampaignOrder(policy="p", prepared_by="b", page=10**9), "page"),
    (lambda: CampaignOrder(policy="p", prepared_by="\u200b"), "prepared_by"),
    (lambda: RegistryEvent(id="e", person="p", fact=Birth(born_on=date(1, 1, 1))), "born_on"),
    (lambda: RegistryEvent(id="e", person="", fact=Birth(born_on=date(2026, 1, 1))), "person"),
    (lambda: Reply(value="1\x00"), "value"),
    (lambda: Objection(id="1", grounds="\x00"), "grounds"),
)


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_the_field_is_named(number: int) -> None:
    """Whatever cannot be built is one error of this SDK, with the path and without the value."""
    build, path = WRONG[number]
    with pytest.raises(InvalidForm) as raised:
        build()
    assert path in [field.path for field in raised.value.wrong_fields]


def test_what_is_read_may_know_more() -> None:
    """A field of another edition is passed over where it is read, not where somebody writes it."""
    text = '{"reason": "改在外地办理", "of_tomorrow": 1}'
    assert Withdrawal.model_validate_json(text) == Withdrawal(reason="改在外地办理")
    with pytest.raises(InvalidForm, match="of_tomorrow"):
        Withdrawal(reason="改在外地办理", of_tomorrow=1)


def test_every_message_that_comes_in_is_bounded() -> None:
    """No text, number or list of it is as long as somebody likes."""
    found = [f"{kind.__name__}.{path}" for kind in _all(Incoming) for path in _unbounded(kind)]
    assert not found


def _all(kind: type[BaseModel]) -> list[type[BaseModel]]:
    return [kind, *(one for below in kind.__subclasses__() for one in _all(below))]


def _unbounded(kind: type[BaseModel]) -> list[str]:
    """Fields whose schema has no end. What the engine carries over of its own is none of them."""
    schema = kind.model_json_schema()
    return [
        name
        for name, field in schema.get("properties", {}).items()
        if name not in {"brief", "progress", "standing"} and _is_endless(field)
    ]


def _is_endless(field: dict[str, Any]) -> bool:
    match field:
        case {"anyOf": [*parts]}:
            return any(map(_is_endless, parts))
        case {"type": "string"}:
            return not field.keys() & {"maxLength", "pattern", "format", "const", "enum"}
        case {"type": "array"}:
            return "maxItems" not in field or _is_endless(field["items"])
        case {"type": "integer"}:
            return not field.keys() & {"maximum", "exclusiveMaximum"}
        case {"type": "object", "additionalProperties": _}:
            return "maxProperties" not in field
        case _:
            return False
