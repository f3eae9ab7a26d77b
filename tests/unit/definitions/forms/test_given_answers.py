"""Answers as they are given: numbers, accounts and dates that are right, and those that cannot be."""

from typing import Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError
from stdnum.cn import uscc

from matters import catalogue
from matters.language import (
    BankAccount,
    IdentityNumber,
    Phone,
    Severity,
    Text,
    wrong_fields,
)
from tests.support.applications.planned import SMALL, application
from tests.support.applications.reviews import findings

FAILS_THE_CHECK: Final = "91350100M0001TGQXM"
NUMBERS: Final[TypeAdapter[str]] = TypeAdapter(IdentityNumber)


def test_a_credit_code_that_fails_its_check_character_is_only_told() -> None:
    """Lawful codes of the pilot years fail the check, so it cannot stop a case."""
    assert not uscc.is_valid(FAILS_THE_CHECK)
    told = findings(application(SMALL, credit_code=FAILS_THE_CHECK))
    assert [finding.severity for finding in told] == [Severity.WARNING]


@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", "440524188001010014"])
def test_identity_numbers_of_the_standard_are_right(number: str) -> None:
    """The examples of GB 11643, with a small x as well."""
    assert NUMBERS.validate_python(number) == number.upper()


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_one_changed_digit_is_noticed(number: str) -> None:
    """Whichever digit is changed, the number is rejected."""
    for place in range(17):
        changed = f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"
        with pytest.raises(ValidationError):
            NUMBERS.validate_python(changed)


def test_a_birth_date_that_does_not_exist_is_noticed() -> None:
    """The check character alone does not make an identity number."""
    with pytest.raises(ValidationError, match="公民身份号码不正确"):
        NUMBERS.validate_python("110105194902310022")


def test_every_wrong_field_is_told_at_once() -> None:
    """A form comes back with all of its mistakes, in Chinese, and without the answers themselves."""
    form = application(SMALL).form.model_dump(mode="json")
    wrong = form | {"floor_area": "-1", "dishes": [], "operator_id": "1101051949123100AB", "more": 1}
    with pytest.raises(ValidationError) as caught:
        catalogue.find("restaurant").form.model_validate(wrong)
    told = {field.path: field.says for field in wrong_fields(caught.value, under="form")}
    assert set(told) == {"form.floor_area", "form.dishes", "form.operator_id", "form.more"}
    assert not any(answer in "".join(told.values()) for answer in ("-1", "1101051949123100AB"))


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        (Phone, "139 0000 0001", "13900000001"),
        (Phone, "+86 139 0000 0001", "13900000001"),
        (Phone, "0086-13900000001", "13900000001"),
        (Phone, "+86 010-12345678", "010-12345678"),
        (BankAccount, "6228 4800 0000 0000 000", "6228480000000000000"),
        (BankAccount, "123456789", "123456789"),
        (BankAccount, "110012345678901234567", "110012345678901234567"),
        (Text, "\U00031350\U0002ebf0", "\U00031350\U0002ebf0"),
    ],
)
def test_lawful_answers_are_taken(kind: Any, written: str, read: str) -> None:
    """Blanks and the country's code, accounts of firms, and names in characters younger than Python."""
    assert TypeAdapter(kind).validate_python(written) == read


@pytest.mark.parametrize(
    "written", ["٣٠٠١٢٣٤٥٦٧٨٩", "１２３４５６７８９", "12345678", "1" * 22, "", "1\x002345678901"]
)
def test_accounts_that_are_none(written: str) -> None:
    """Digits of other scripts, too few, too many."""
    with pytest.raises(ValidationError):
        TypeAdapter(BankAccount).validate_python(written)
