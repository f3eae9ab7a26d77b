"""By which day a rule judges: what is in time by that of receipt, what must be so by that of judging."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest

from matters import catalogue
from matters.clock.calendar import published
from matters.definitions.bereavement import checks as bereavement
from matters.definitions.bereavement.form import Departed
from matters.definitions.closure import checks as closure
from matters.definitions.closure.form import ClosingWay, Deregistering, EnterpriseKind
from matters.definitions.closure.notices import SIMPLE_PERIOD
from matters.definitions.licences import FOOD_LICENCE, PROPERTY_CERTIFICATE
from matters.definitions.newborn import checks as newborn
from matters.definitions.newborn.form import Childbirth
from matters.definitions.recruitment import checks as recruitment
from matters.definitions.recruitment.form import Hired, Job
from matters.definitions.registers import (
    CREDIT,
    LICENCE_LIBRARY,
    LICENCE_NUMBERS,
    OPERATORS,
    PUBLICITY,
    SEASONS,
    BusinessEntry,
    ClosingNoticeEntry,
    Element,
    HeldLicence,
    LicenceStatus,
    ListingEntry,
    SeasonEntry,
    licence_key,
)
from matters.definitions.restaurant import business_checks, operator_checks
from matters.definitions.restaurant.form import RestaurantForm
from matters.definitions.school import checks as school
from matters.language import Check, Facts, Form
from matters.language.partial_form import fill_in

OPERATOR: Final = "99010119880909007X"
HERE, THERE = "示范区和平路1号", "示范区人民路9号"
RECEIVED: Final = date(2026, 11, 30)
DAY: Final = timedelta(days=1)
WORKS: Final = published(date.min).is_working_day
LAST: Final = date(2026, 12, 1)
DECIDED: Final = date(2026, 12, 5)
CERTIFICATE: Final = "1.2.156.3005.2.11990101000000107C001.11990101000000107C.20260000007.001.L"


def checks() -> Iterator[Check[Any]]:
    for one in catalogue.ONE_MATTERS:
        for matter in one.matters:
            yield from matter.rules


def test_rules_of_the_day_of_receipt_say_so() -> None:
    """Each other rule judges by the day on which it is asked: an author has to think of it."""
    silent = {
        check.rule
        for check in checks()
        if "facts.on" in inspect.getsource(check.holds)
        and "day of receipt" not in (check.holds.__doc__ or "").lower()
    }
    assert not silent


def facts(today: date) -> Facts:
    return Facts(on=RECEIVED, today=today, applicant=OPERATOR, region="990101")


def restaurant(**answers: Any) -> Any:
    said = {"operator_id": OPERATOR, "address": HERE, "shop_name": "小店", "already_registered": False}
    return fill_in(RestaurantForm, {**said, **answers})


def held(address: str, **more: Any) -> HeldLicence:
    return HeldLicence(
        as_of=date(2026, 1, 5),
        identifier=address,
        code=FOOD_LICENCE.code,
        holder=OPERATOR,
        status=LicenceStatus.IN_FORCE,
        elements={Element.ADDRESS: address},
        **more,
    )


def free(licence: HeldLicence, today: date) -> bool:
    told = facts(today).told({(LICENCE_LIBRARY, licence_key(FOOD_LICENCE, OPERATOR)): licence})
    return operator_checks.no_food_licence_yet(restaurant(), told)


@pytest.mark.parametrize(("today", "ended"), [(LAST, False), (DECIDED, True)])
def test_what_ends_while_it_is_handled(today: date, *, ended: bool) -> None:
    """A licence, a certificate and a bar count on their last day, and on the next no more."""
    certificate = held(HERE, valid_until=LAST).model_copy(update={"code": PROPERTY_CERTIFICATE.code})
    listing = ListingEntry(as_of=RECEIVED, because="处罚", until=LAST)
    told = facts(today).told({(CREDIT, OPERATOR): listing, (LICENCE_NUMBERS, CERTIFICATE): certificate})
    premises = restaurant(premises_licence=CERTIFICATE)
    assert free(held(HERE, valid_until=LAST), today) is ended
    assert operator_checks.operator_is_not_barred(premises, told) is ended
    assert business_checks.premises_licence_is_real(premises, told) is not ended


def test_an_operator_of_two_shops() -> None:
    """Whichever of his licences the library names first, each is held; a third shop is another."""
    first, second = held(HERE), held(THERE)
    assert not free(first.model_copy(update={"others": (second,)}), DECIDED)
    assert not free(second.model_copy(update={"others": (first,)}), DECIDED)
    assert free(second, DECIDED)
    gone = second.model_copy(update={"others": (held(HERE, valid_until=LAST),)})
    assert free(gone, DECIDED)


def test_a_business_that_he_has_besides() -> None:
    """The register of operators has all his shops; what is asked for again is any of them."""
    entry = BusinessEntry(
        as_of=RECEIVED,
        credit_code="91310000132210595U",
        name="大店",
        operator=OPERATOR,
        operator_name="经营者甲",
        address=THERE,
        division="990101",
    )
    both = entry.model_copy(update={"others": (entry.model_copy(update={"name": "小店", "address": HERE}),)})
    asked = [facts(DECIDED).told({(OPERATORS, OPERATOR): known}) for known in (entry, both)]
    assert [business_checks.not_registered_yet(restaurant(), told) for told in asked] == [True, False]


def test_comes_of_age_while_it_is_handled() -> None:
    """Whoever is not of age on the day of receipt may be on that of the decision."""
    young = restaurant(operator_id=f"990101{date(2008, 12, 3):%Y%m%d}0013")
    assert not operator_checks.operator_is_of_age(young, facts(RECEIVED))
    assert operator_checks.operator_is_of_age(young, facts(DECIDED))


def test_a_season_waits_for_nobody_and_locks_nobody_out() -> None:
    """Whoever applied in time is in time; who came too early is served once it has begun."""
    form: Any = fill_in(catalogue.find("school").form, {"school_term": "2027年秋季"})
    terms = (
        SeasonEntry(as_of=RECEIVED, opens_on=LAST, closes_on=DECIDED),
        SeasonEntry(as_of=RECEIVED, opens_on=RECEIVED, closes_on=RECEIVED),
    )
    early, late = (facts(DECIDED).told({(SEASONS, form.school_term): term}) for term in terms)
    assert school.season_has_begun(form, early)
    assert school.season_is_not_over(form, late)
    assert not school.season_has_begun(form, facts(RECEIVED).told({(SEASONS, form.school_term): terms[0]}))
    after = Facts(on=RECEIVED + timedelta(days=1), applicant=OPERATOR).told(
        {(SEASONS, form.school_term): terms[1]}
    )
    assert not school.season_is_not_over(form, after)


FIRM: Final = "91310000132210595U"
CLOSING: Final[dict[str, Any]] = {
    "credit_code": FIRM,
    "enterprise_kind": EnterpriseKind.COMPANY,
    "closing_way": ClosingWay.ORDINARY,
}
SIMPLY: Final = {**CLOSING, "closing_way": ClosingWay.SIMPLE}
NATIONAL_DAY: Final = date(2026, 10, 8)
"""The first working day after it."""


@pytest.mark.parametrize(
    ("holds", "form", "answers", "notice", "last"),
    [
        (newborn.reported_in_time, Childbirth, {"born_on": date(2026, 9, 3)}, {}, NATIONAL_DAY),
        (newborn.reported_in_time, Childbirth, {"born_on": date(2026, 1, 31)}, {}, date(2026, 2, 28)),
        (newborn.reported_in_time, Childbirth, {"born_on": date(2027, 1, 5)}, {}, date(2027, 2, 9)),
        (bereavement.is_told_in_time, Departed, {"died_on": date(2026, 4, 4)}, {}, date(2026, 5, 6)),
        (recruitment.is_in_time, Hired, {"hired_on": date(2026, 8, 28)}, {}, date(2026, 9, 28)),
        (
            recruitment.contract_is_in_time,
            Job,
            {"hired_on": date(2026, 9, 1), "contract_signed": False},
            {},
            NATIONAL_DAY,
        ),
        (
            closure.liquidators_are_formed_in_time,
            Deregistering,
            {**CLOSING, "decided_on": date(2026, 9, 17)},
            {},
            NATIONAL_DAY,
        ),
        (
            closure.liquidators_are_named_in_time,
            Deregistering,
            CLOSING,
            {"liquidators_since": date(2026, 9, 23)},
            NATIONAL_DAY,
        ),
        (
            closure.applies_in_time_after_liquidation,
            Deregistering,
            CLOSING,
            {"liquidated_on": date(2026, 9, 5)},
            NATIONAL_DAY,
        ),
        (
            closure.applies_in_time,
            Deregistering,
            SIMPLY,
            {"simple_since": date(2026, 9, 12)},
            date(2026, 10, 28),
        ),
    ],
)
def test_a_last_day_on_which_offices_rest(
    holds: Callable[[Any, Facts], bool],
    form: type[Form],
    answers: dict[str, Any],
    notice: dict[str, Any],
    last: date,
) -> None:
    """What is in time by the law is in time by the rule: the next working day is the last one (203)."""
    filled, told = fill_in(form, answers), {(PUBLICITY, FIRM): ClosingNoticeEntry(as_of=RECEIVED, **notice)}
    in_time, late = (Facts(on=day, applicant=OPERATOR, said=told, works=WORKS) for day in (last, last + DAY))
    assert holds(filled, in_time)
    assert not holds(filled, late)


def test_a_notice_of_the_very_last_days() -> None:
    """What no calendar has any more is no reason for a rule not to run."""
    assert Facts(on=RECEIVED, applicant=OPERATOR).last_day(date.max, SIMPLE_PERIOD) == date.max
