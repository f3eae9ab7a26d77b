"""What is asked in the course of a case of each element of a list: when, of whom, and what follows."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final

import pytest

from client.messages.cases.progress import OutcomeKind
from deploy.rehearsal.played import play
from deploy.rehearsal.script import Script
from matters.definitions import law
from matters.guide.advice import guide
from matters.guide.advised import Applicability
from matters.guide.service_guide import service_guide
from matters.guide.whole_form import read_whole
from matters.language import (
    Asks,
    Facts,
    Form,
    FormList,
    Later,
    Matter,
    OneMatter,
    Text,
    UnfitForm,
    UnknownReference,
    WorkingDays,
    each,
)
from matters.language.partial_form import fill_in
from matters.plan.application import Application
from matters.plan.graph import mermaid
from matters.proof.one_matter_proof import prove_one
from tests.support.applications.estate import ONE
from tests.support.applications.shop import OURS

ON: Final = date(2026, 11, 30)


class NumberedPlot(Form):
    plot: Annotated[Text, Asks("地块编号", identifies=True, names=True)]


class RentedPlot(NumberedPlot):
    leased: Annotated[bool | None, Asks("登记后是否出租？")] = None


class Plot(RentedPlot):
    """地块"""


class Plots(Form):
    plots: Annotated[tuple[Plot, ...], Asks("全部地块")]


class PlotRegistration(Plots, NumberedPlot): ...


class PlotLease(Plots, RentedPlot): ...


PLOTS: Final = FormList(Plots, lambda form: form.plots)


def is_leased(form: RentedPlot) -> bool:
    """登记后出租"""
    return form.leased is True


registration: Final = each(
    PLOTS,
    Matter[PlotRegistration](
        code="registration",
        name="地块登记",
        basic_code="990700061001",
        department=ONE,
        form=PlotRegistration,
        promised=WorkingDays(count=2, basis=OURS),
        basis=OURS,
    ),
)
lease: Final = each(
    PLOTS,
    Matter[PlotLease](
        code="lease",
        name="租赁备案",
        basic_code="990700062001",
        department=ONE,
        form=PlotLease,
        promised=WorkingDays(count=1, basis=OURS),
        when=is_leased,
        basis=OURS,
    ),
)
ASKED: Final = each(
    PLOTS,
    Later(field="leased", asked_after=registration, within=WorkingDays(count=3, basis=OURS), if_silent=False),
)
LAND: Final = OneMatter[Plots](
    code="land",
    edition="2026-11",
    name="地块一件事",
    basic_code="992000000011",
    lead=ONE,
    form=Plots,
    matters=(registration, lease),
    later=(ASKED,),
    promised=WorkingDays(count=6, basis=OURS),
    timetable=law.TIMETABLE_OF_SERVICES,
    basis=OURS,
)


def applied(*said: str) -> Application[Any]:
    """So many plots, of each of which it is said at once, or not (``)."""
    given: Any = [
        {"plot": f"{place}号"} | ({"leased": it == "是"} if it else {}) for place, it in enumerate(said)
    ]
    answers, wrong = read_whole(LAND, {"plots": given})
    assert not wrong
    return Application[Any](one=LAND, form=fill_in(Plots, answers), facts=Facts(on=ON, applicant=""))


def test_it_is_sound() -> None:
    """Asked of what may be left open, after the item of the same element; else it is refused."""
    assert prove_one(LAND, on=ON) == ()
    with pytest.raises(UnfitForm, match="Plot must leave open"):
        replace(LAND, later=(replace(ASKED, field="plot"),))
    with pytest.raises(UnknownReference, match="for each element of the same list, or of none"):
        replace(LAND, later=(replace(ASKED, asked_after=replace(registration, code="elsewhere")),))
    with pytest.raises(UnfitForm, match="and not the form of that one"):
        replace(LAND, later=(replace(ASKED, asked_after=lease),))


def test_each_element_is_asked_for_itself() -> None:
    """Who has said it at once is not asked; the item of that element alone waits for its answer."""
    plan = applied("", "是", "").plan()
    assert [item.code for item in plan.items] == [*(f"registration[{n}]" for n in range(3)), "lease[1]"]
    assert [(put.field, put.asked_after) for put in plan.later] == [
        ("plots[0].leased", "registration[0]"),
        ("plots[2].leased", "registration[2]"),
    ]
    assert (plan.later[1].asks, plan.later[1].answers) == ("地块3：登记后是否出租？", ("是", "否"))
    assert [item.after for item in plan.items][-1] == ("registration[1]",)
    assert {left.code: left.until_answered for left in plan.left_out} == {
        "lease[0]": "地块1：登记后是否出租？",
        "lease[2]": "地块3：登记后是否出租？",
    }


def test_the_guide_says_it_before() -> None:
    """Of each element that is known, else of each; nobody need answer it yet."""
    advice = guide(LAND, applied("", "否").answers)
    assert [late.field for late in advice.later] == ["plots[0].leased"]
    assert advice.questions == ()
    assert [(item.code, item.standing) for item in advice.items[2:]] == [
        ("lease[0]", Applicability.POSSIBLE),
        ("lease[1]", Applicability.NOT),
    ]
    assert "每一地块：登记后是否出租？请在3个工作日内答复" in service_guide(LAND)
    assert "每一地块：登记后是否出租？" in mermaid(LAND)


def test_a_case_goes_on_by_each_answer() -> None:
    """One is answered by its path, one by silence: the item of the first is handled, of the other not."""
    case = play(applied("", ""), Script(answer={"plots[1].leased": "是"}))
    assert [item.code for item in case.items] == ["registration[0]", "registration[1]", "lease[1]"]
    assert case.outcome is OutcomeKind.GRANTED
