"""Mistakes and tricks, one at a time, seeded into applications that have nothing wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from matters.definitions import licences
from matters.language import identify
from tests.support.applications.district import Filing

MOTHER: Final = "990101199203120021"
FATHER: Final = "990101199007080018"
OPERATOR: Final = "99010119880909007X"
CODE: Final = "91310000132210595U"
STRANGERS: Final = ("11010519491231002X", "440524188001010014")
MARRIED: Final = Filing(case="newborn-married-with-mother")
SHOP: Final = Filing(case="restaurant-small-with-licence")
LOOK_ALIKES: Final = "⼥⺟АВЕΟⅠ０Ａ︳々"


@dataclass(frozen=True)
class Mutation:
    """How an application is spoilt, and which rule, or wrong field, must tell."""

    name: str
    valid: Filing
    spoil: Callable[[Random, Filing], Filing]
    found_by: str


def _answer(name: str, values: Callable[[Random], Any]) -> Callable[[Random, Filing], Filing]:
    return lambda chance, filed: replace(filed, form={**filed.form, name: values(chance)})


def _register(
    register: str, key: str, entry: Callable[[Random], dict[str, Any] | None]
) -> Callable[[Random, Filing], Filing]:
    return lambda chance, filed: replace(
        filed, said=(*filed.said, {"register": register, "key": key, "entry": entry(chance)})
    )


def _misspelt(name: str) -> Callable[[Random], str]:
    """One sign dropped, doubled, or replaced by another that may look like it."""

    def misspell(chance: Random) -> str:
        place = chance.randrange(len(name))
        instead = chance.choice(("", name[place] * 2, chance.choice("乾坤日月"), chance.choice(LOOK_ALIKES)))
        return name[:place] + instead + name[place + 1 :]

    return misspell


def _wrong_number(number: str) -> Callable[[Random], str]:
    """One digit changed, so that the check character does not fit any more."""

    def change(chance: Random) -> str:
        place = chance.randrange(17)
        digit = (int(number[place]) + chance.randrange(1, 10)) % 10
        return f"{number[:place]}{digit}{number[place + 1 :]}"

    return change


def _foreign_digits(number: str) -> Callable[[Random], str]:
    """Digits that look or read alike: full-width, Arabic, Devanagari, mathematical."""

    def change(chance: Random) -> str:
        zero = ord(chance.choice("０٠०𝟎"))
        place = chance.choice([place for place, sign in enumerate(number) if sign.isdecimal()])
        return f"{number[:place]}{chr(zero + int(number[place]))}{number[place + 1 :]}"

    return change


def _day(chance: Random, year: int = 2026, *, months: tuple[int, int] = (1, 11)) -> str:
    return f"{year}-{chance.randrange(*months):02}-{chance.randrange(1, 29):02}"


def _hidden(name: str) -> Callable[[Random], str]:
    """With a sign that nobody sees."""
    return lambda chance: name[:1] + chance.choice("\u0000\u200b\u202e\u2066\x1b\n") + name[1:]


def _enormous(chance: Random) -> object:
    return chance.choice(("9" * chance.randrange(9, 4000), "1e400", "-1", "0", "NaN", "Infinity", 10**30))


def _forged(chance: Random) -> str:
    """As the standard would have it, but of no licence."""
    body = licences.PROPERTY_CERTIFICATE.type_code
    serial = str(chance.randrange(10**9))
    return identify(type_code=body, issuer=body[:18], serial=serial, version="001")


def _mistyped(chance: Random) -> str:
    """Right but for its check character."""
    right = _forged(chance)
    return right[:-1] + ("0" if right[-1] != "0" else "1")


MUTATIONS: Final = (
    Mutation("形近数字的号码", MARRIED, _answer("mother_id", _foreign_digits(MOTHER)), "form.mother_id"),
    Mutation(
        "形近数字的账户",
        MARRIED,
        _answer("bank_account", _foreign_digits("6200000000000000001")),
        "form.bank_account",
    ),
    Mutation("形近数字的电话", MARRIED, _answer("phone", _foreign_digits("13900000001")), "form.phone"),
    Mutation("形近数字的面积", SHOP, _answer("floor_area", _foreign_digits("60")), "form.floor_area"),
    Mutation("形近数字的日期", MARRIED, _answer("born_on", _foreign_digits("2026-11-10")), "form.born_on"),
    Mutation("姓名写错", MARRIED, _answer("mother_name", _misspelt("母亲甲")), "newborn.mother-name"),
    Mutation("父亲姓名写错", MARRIED, _answer("father_name", _misspelt("父亲甲")), "newborn.father-name"),
    Mutation("号码写错", MARRIED, _answer("mother_id", _wrong_number(MOTHER)), "form.mother_id"),
    Mutation("父亲号码写错", MARRIED, _answer("father_id", _wrong_number(FATHER)), "form.father_id"),
    Mutation(
        "父亲另有其人",
        MARRIED,
        _answer("father_id", lambda chance: chance.choice(STRANGERS)),
        "newborn.marriage-agrees",
    ),
    Mutation(
        "出生日期写错",
        MARRIED,
        _answer("born_on", lambda chance: _day(chance, months=(6, 11))),
        "newborn.birth-agrees",
    ),
    Mutation(
        "登记的是另一次分娩",
        MARRIED,
        _answer("born_on", lambda chance: _day(chance, months=(1, 5))),
        "newborn.birth-recorded",
    ),
    Mutation(
        "助产机构写错", MARRIED, _answer("hospital", _misspelt("示范区妇幼保健院")), "newborn.birth-agrees"
    ),
    Mutation("性别写错", MARRIED, _answer("child_sex", lambda _: "男"), "newborn.sex-agrees"),
    Mutation("隐瞒婚姻", MARRIED, _answer("parents_married", lambda _: False), "newborn.marriage-agrees"),
    Mutation("账户漏填", MARRIED, _answer("bank_account", lambda _: None), "newborn.payable"),
    Mutation("地址漏填", MARRIED, _answer("deliver_to", lambda _: None), "newborn.deliverable"),
    Mutation(
        "形近字姓名",
        MARRIED,
        _answer("child_name", lambda chance: "新" + chance.choice(LOOK_ALIKES) + "甲"),
        "newborn.name-in-han",
    ),
    Mutation("隐藏字符", MARRIED, _answer("child_name", _hidden("新生儿甲")), "form.child_name"),
    Mutation(
        "冒名代办",
        MARRIED,
        lambda chance, filed: replace(filed, applicant=chance.choice(STRANGERS)),
        "newborn.by-a-parent",
    ),
    Mutation(
        "异地申请",
        MARRIED,
        lambda chance, filed: replace(filed, region=f"9901{chance.randrange(2, 100):02}"),
        "newborn.served-here",
    ),
    Mutation(
        "证照过期",
        MARRIED,
        _register(
            "licence-library",
            f"household-register/{MOTHER}",
            lambda chance: {"valid_until": f"20{chance.randrange(10, 26)}-12-31"},
        ),
        "paper.valid",
    ),
    Mutation(
        "证照暂扣或撤销",
        MARRIED,
        _register(
            "licence-library",
            f"id-card/{MOTHER}",
            lambda chance: {"status": chance.choice(("暂扣", "撤销或注销"))},
        ),
        "paper.valid",
    ),
    Mutation(
        "证照不存在",
        MARRIED,
        _register("licence-library", f"marriage-certificate/{MOTHER}", lambda _: None),
        "paper.there",
    ),
    Mutation(
        "早已离婚",
        MARRIED,
        _register("marriage-register", MOTHER, lambda chance: {"ended_on": _day(chance, 2025)}),
        "newborn.marriage-agrees",
    ),
    Mutation(
        "孕期离婚或丧夫",
        MARRIED,
        _register(
            "marriage-register", MOTHER, lambda chance: {"ended_on": f"2026-06-{chance.randrange(10, 29)}"}
        ),
        "newborn.marriage-ended",
    ),
    Mutation(
        "重复领证",
        MARRIED,
        _register("birth-register", MOTHER, lambda chance: {"certified": chance.randrange(1, 3)}),
        "newborn.certified",
    ),
    Mutation(
        "在办未结",
        MARRIED,
        _register("cases-under-way", f"newborn/{MOTHER}/", lambda chance: {"cases": chance.randrange(1, 9)}),
        "newborn.under-way",
    ),
    Mutation(
        "断保",
        MARRIED,
        _register("insurance-register", MOTHER, lambda _: {"maternity": False}),
        "newborn.insured",
    ),
    Mutation(
        "户籍在外地",
        MARRIED,
        _register(
            "population-register",
            MOTHER,
            lambda chance: {"division": f"9902{chance.randrange(1, 30):02}"},
        ),
        "newborn.settles-here",
    ),
    Mutation("店名写错", SHOP, _answer("shop_name", _misspelt("示范区丁记面馆")), "restaurant.shop-name"),
    Mutation("地址写错", SHOP, _answer("address", _misspelt("示范区人民路4号")), "restaurant.shop-address"),
    Mutation(
        "经营者姓名写错", SHOP, _answer("operator_name", _misspelt("经营者丁")), "restaurant.operator-name"
    ),
    Mutation("经营者号码写错", SHOP, _answer("operator_id", _wrong_number(OPERATOR)), "form.operator_id"),
    Mutation("天文数字", SHOP, _answer("floor_area", _enormous), "form.floor_area"),
    Mutation("代码漏填", SHOP, _answer("credit_code", lambda _: None), "restaurant.licence-named"),
    Mutation(
        "别人的代码",
        SHOP,
        _answer(
            "credit_code",
            lambda chance: chance.choice(("11100000000013338W", "113700000045046442")),
        ),
        "restaurant.licence-recorded",
    ),
    Mutation("没有健康证", SHOP, _answer("staff_certified", lambda _: False), "restaurant.certified"),
    Mutation(
        "品类重复",
        SHOP,
        _answer("dishes", lambda chance: [chance.choice(("热食类", "冷食类"))] * 2),
        "restaurant.listed-once",
    ),
    Mutation("招牌未量", SHOP, _answer("hangs_a_sign", lambda _: True), "restaurant.measured"),
    Mutation("伪造证照标识，校验不符", SHOP, _answer("premises_licence", _mistyped), "form.premises_licence"),
    Mutation(
        "伪造证照标识，校验相符", SHOP, _answer("premises_licence", _forged), "restaurant.premises-licence"
    ),
    Mutation(
        "执照吊销或注销",
        SHOP,
        _register("business-register", CODE, lambda chance: {"status": chance.choice(("吊销", "注销"))}),
        "restaurant.licence-in-force",
    ),
    Mutation(
        "执照是别人的",
        SHOP,
        _register("business-register", CODE, lambda chance: {"operator": chance.choice(STRANGERS)}),
        "restaurant.licence-own",
    ),
    Mutation(
        "禁业",
        SHOP,
        _register(
            "credit-list",
            OPERATOR,
            lambda chance: {"because": "禁业", "until": f"20{chance.randrange(27, 90)}-01-01"},
        ),
        "restaurant.barred",
    ),
    Mutation(
        "材料没有交",
        SHOP,
        lambda chance, filed: replace(
            filed,
            papers=chance.choice(({}, {"safety-rules": "sha256"})),  # these alone may follow
        ),
        "paper.there",
    ),
    Mutation(
        "登记库不可用",
        SHOP,
        lambda _, filed: replace(filed, down=("business-register",)),
        "restaurant.licence-own",
    ),
)
