"""The definitions at the command line: shown, explained, proved."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

from cyclopts import App, Parameter
from pydantic import BaseModel, TypeAdapter, ValidationError

from . import catalogue, clock
from .catalogue import DefinitionT
from .clock.calendar import Calendar, published
from .entitlement.entitlement import Entitlement, decide
from .entitlement.policy import policy
from .entitlement.reasons import reasons
from .forecast.applicant_file import read_application
from .forecast.forecast import complaint, explanation, forecast, reckoning
from .guide.service_guide import service_guide
from .language import FieldFault, Grant, OneMatter, wrong_fields
from .markdown import page, table
from .plan.graph import mermaid
from .proof.basis_table import basis_table, provisions
from .proof.inspection import TITLE, faults, inspection, title
from .site.site import publish
from .skeleton.skeleton import Skeleton, begin, next_steps
from .terminal import (
    FAULTY,
    FOUND,
    AnyDefinition,
    AsJson,
    Day,
    GrantOfCode,
    JsonFile,
    OneMatterOfCode,
    show_page,
)

UNNAMED: Final = "新的一件事"

app = App(name="matters")


class _Recorded(BaseModel):
    """One clock; without a calendar of its own it is reckoned by what is published now."""

    proceedings: clock.Proceedings
    term: clock.Term
    calendar: Calendar | None = None


@app.command(name="list")
def list_definitions(*, json: AsJson = False) -> int:
    """列出全部一件事和免申即享政策"""
    ones = [(*title(one), str(len(one.matters))) for one in catalogue.ONE_MATTERS]
    grants = [(*title(grant), str(grant.mode)) for grant in catalogue.GRANTS]
    listed = page(table((*TITLE, "事项数"), rows=ones), table((*TITLE, "享受方式"), rows=grants))
    return show_page(listed, {"one_matters": _named(ones), "grants": _named(grants)}, json=json)


@app.command
def show(definition: AnyDefinition, /) -> int:
    """办事指南，或政策说明"""
    return show_page(policy(definition) if isinstance(definition, Grant) else service_guide(definition))


@app.command
def entitled(grant: GrantOfCode, beneficiary: JsonFile, /, *, on: Day = None, json: AsJson = False) -> int:
    """某人或某单位是否享受某项政策，逐条说明

    :param beneficiary: 登记信息，一人或一个单位
    """
    register: TypeAdapter[Any] = TypeAdapter(grant.beneficiary)
    try:
        row = register.validate_json(beneficiary.read_bytes(), strict=True)
    except ValidationError as error:
        under = grant.beneficiary.__name__.lower()
        return _complain(wrong_fields(error, under=under), of="登记信息", json=json)
    on = on or _today()
    period = grant.period_on(on)
    decided = decide(grant, row, period=period, on=on)
    return show_page(reasons(decided, period=period, on=on), _in_short(decided), json=json)


@app.command
def explain(one: OneMatterOfCode, form: JsonFile, /, *, on: Day = None, json: AsJson = False) -> int:
    """一份申请表会得到的办理计划

    :param form: 申请表，或完整的提交文件
    """
    application, wrong = read_application(one, form, on=on or _today())
    if application is None:
        return _complain(wrong, of="申请表", json=json)
    foreseen = forecast(application)
    return show_page(explanation(foreseen), foreseen, json=json)


@app.command(name="clock")
def reckon(facts: JsonFile, /, *, on: Day = None, json: AsJson = False) -> int:
    """一个办理期限的逐日计算

    :param facts: 期限与所记录的各日期
    """
    try:
        recorded = _Recorded.model_validate_json(facts.read_bytes())
    except ValidationError as error:
        return _complain(wrong_fields(error, under="facts"), of="期限记录", json=json)
    proceedings = recorded.proceedings
    calendar = recorded.calendar or published(proceedings.received_on)
    explained = clock.explain(proceedings, recorded.term, calendar, today=on or _today())
    return show_page(reckoning(explained), explained, json=json)


@app.command
def graph(one: OneMatterOfCode, /) -> int:
    """事项先后关系（Mermaid）"""
    print(mermaid(one))
    return FOUND


@app.command
def schema(one: OneMatterOfCode, /) -> int:
    """申请表的 JSON Schema"""
    return show_page("", one.form.model_json_schema(), json=True)


@app.command
def basis(definition: AnyDefinition, /, *, json: AsJson = False) -> int:
    """逐条列出数值、规则、环节及其依据、可信度和日期"""
    return show_page(basis_table(definition), {"provisions": provisions(definition)}, json=json)


@app.command
def check(definition: AnyDefinition | None = None, /, *, on: Day = None, json: AsJson = False) -> int:
    """核验全部定义，或某一代码的各版本"""
    on = on or _today()
    listed = _of_code(catalogue.ONE_MATTERS, definition), _of_code(catalogue.GRANTS, definition)
    found = faults(*listed, on=on)
    shown = inspection(*listed, on=on)
    return show_page(shown, {"faults": found}, json=json, code=FAULTY if found else FOUND)


def _may_begin(code: str, *, name: str = UNNAMED, **_: object) -> None:
    """What cannot be begun is told before anything is written.  Raises `DefinitionError`."""
    Skeleton(code=code, name=name, begun_on=date.min).require_absent()


@app.command(validator=_may_begin)
def new(
    code: Annotated[str, Parameter(help="新代码：小写英文词，以连字符相连")],
    /,
    *,
    name: Annotated[str, Parameter(help="名称")] = UNNAMED,
    on: Day = None,
) -> int:
    """生成一个一件事的骨架，可以通过核验，供作者修改"""
    skeleton = Skeleton(code=code, name=name, begun_on=on or _today())
    return show_page(next_steps(skeleton, begin(skeleton)))


@app.command
def site(directory: Annotated[Path, Parameter(name="DIR", help="写到哪个目录")], /, *, on: Day = None) -> int:
    """生成办事指南网站：全部现行事项和政策，不连网即可浏览、查找"""
    written = publish(directory, on=on or _today())
    return show_page(f"已生成 {len(written)} 个文件，从 {directory / 'index.html'} 打开")


def _of_code(
    listed: tuple[DefinitionT, ...], wanted: OneMatter[Any] | Grant[Any] | None
) -> tuple[DefinitionT, ...]:
    return tuple(each for each in listed if wanted is None or each.code == wanted.code)


def _named(rows: Iterable[tuple[str, ...]]) -> list[dict[str, str]]:
    return [{"code": code, "edition": edition, "name": name} for code, edition, name, _ in rows]


def _today() -> date:
    return clock.day_in_china(datetime.now(UTC))


def _in_short(decided: Entitlement) -> dict[str, object]:
    """Verdict, sum in fen, and every rule's answer; null where a datum is missing."""
    return {
        "verdict": decided.verdict,
        "mode": decided.mode,
        "fen": decided.amount.fen if decided.amount else None,
        "missing": [datum.field for datum in decided.missing],
        "rules": {rule.id: answer for rule, answer in decided.reasons},
    }


def _complain(wrong: Sequence[FieldFault], *, of: str, json: bool) -> int:
    return show_page(complaint(wrong, of=of), {"wrong_fields": wrong}, json=json, code=FAULTY)
