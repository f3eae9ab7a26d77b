"""Fees for so many, of a first and each further one, and by what the form says."""

from dataclasses import replace
from datetime import date
from typing import Any

from matters.guide.advice import guide
from matters.guide.service_guide import service_guide
from matters.guide.whole_form import read_whole
from matters.language import (
    Fee,
    FurtherUnits,
    Rate,
)
from matters.proof.one_matter_proof import prove_one
from tests.support.applications.estate import (
    ESTATE,
    ON,
    Estate,
    Property,
    filled,
    planned,
    transfer,
)
from tests.support.applications.shop import OURS
from tests.support.mistakes.mistake import with_item


def is_large(form: Property) -> bool:
    """面积超过二百平方米"""
    return form.area > 200


def how_many_heirs(form: Estate) -> int:
    """每名继承人"""
    return len(form.heirs)


def test_a_fee_for_so_many() -> None:
    """The rate is for each that the form counts, of each element."""
    assert isinstance(transfer.fee, Fee)
    counted = with_item(ESTATE, transfer, fee=replace(transfer.fee, units=how_many_heirs))
    plan = planned(counted, filled(heirs=3, properties=2))
    assert [item.fee and item.fee.fen for item in plan.items[1:]] == [24_000, 24_000]
    assert "80.00元（每名继承人）" in service_guide(counted)


def test_a_fee_of_a_first_and_each_further_one() -> None:
    """Each sum by its own text; guide and plan say both, and the first may be free."""
    assert transfer.fee
    more = FurtherUnits(fen=1_000, basis=replace(OURS, article="第九条", quotes="每增加一本加收10元"))
    first = replace(transfer.fee.rates[0], further=more)
    fee = replace(transfer.fee, rates=(first,), units=how_many_heirs)
    counted = with_item(ESTATE, transfer, fee=fee)
    plan = planned(counted, filled(heirs=3, properties=1))
    assert plan.items[1].fee
    assert (plan.items[1].fee.fen, "第九条" in plan.items[1].fee.basis) == (10_000, True)
    assert planned(counted, filled(heirs=1, properties=1)).items[1].fee == plan.items[1].fee.model_copy(
        update={"fen": 8_000}
    )
    assert "首件80.00元，每增加一件10.00元（每名继承人）" in service_guide(counted)
    free = with_item(ESTATE, transfer, fee=replace(fee, rates=(replace(first, fen=0),)))
    assert (prove_one(counted, on=ON), prove_one(free, on=ON)) == ((), ())
    assert [Rate.total(replace(first, fen=0), units) for units in (0, 1, 3)] == [0, 0, 2_000]


def test_a_fee_by_what_the_form_says() -> None:
    """The last rate that holds of an element counts; the guide says both until it is answered."""
    assert transfer.fee
    large = Rate[Any](since=date(2025, 1, 1), fen=55_000, basis=OURS, when=is_large)
    by_size = with_item(ESTATE, transfer, fee=replace(transfer.fee, rates=(*transfer.fee.rates, large)))
    form = filled(heirs=1, properties=2)
    form["properties"][1]["area"] = "300"
    assert [item.fee and item.fee.fen for item in planned(by_size, form).items[1:]] == [8_000, 55_000]
    assert prove_one(by_size, on=ON) == ()
    assert "面积超过二百平方米的550.00元" in service_guide(by_size)
    says = [item.fee for item in guide(by_size, read_whole(by_size, form)[0]).items[1:]]
    assert says == ["80.00元", "面积超过二百平方米的550.00元"]
    both = guide(by_size, {}).items[1].fee
    assert both.startswith("80.00元；面积超过二百平方米的550.00元")
