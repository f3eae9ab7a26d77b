"""The definitions at the terminal of a checkout, where a case of them can be played, too."""

from datetime import UTC, datetime
from typing import Annotated, Any

from cyclopts import App, Parameter

from deploy.rehearsal.played import play, told
from deploy.rehearsal.script import Script
from matters import clock, command_line
from matters.forecast.applicant_file import read_application
from matters.forecast.forecast import complaint
from matters.language import OneMatter
from matters.terminal import FAULTY, AsJson, Day, JsonFile, OneMatterOfCode, show_page

app = App(name="matters")
app.command(command_line.app, name="*")


def _has_items(
    one: OneMatter[Any],
    *_: object,
    refuses: tuple[str, ...] = (),
    asks: tuple[str, ...] = (),
    late: tuple[str, ...] = (),
    answers: dict[str, str] | None = None,
    **__: object,
) -> None:
    """What is mistyped is told before anything is played.  Raises `NoSuchItem`, `NoSuchAnswer`."""
    script = Script(refuse=refuses, ask=asks, late=late, answer=answers or {})
    script.require_items_of(one)
    script.require_answers_of(one)


@app.command(name="try", validator=_has_items)
def rehearse(
    one: OneMatterOfCode,
    form: JsonFile,
    /,
    *,
    refuses: Annotated[tuple[str, ...], Parameter(help="不予办理的事项代码，可多个")] = (),
    asks: Annotated[tuple[str, ...], Parameter(help="要求补正的事项代码，可多个")] = (),
    late: Annotated[tuple[str, ...], Parameter(help="逾期才决定的事项代码，可多个")] = (),
    answers: Annotated[
        dict[str, str] | None, Parameter(help="对办理中询问的答复，如 --answers.route 公证；否则不答复")
    ] = None,
    on: Day = None,
    json: AsJson = False,
) -> int:
    """在内存中试办一件：谁在哪天做什么，最迟何时，结果如何

    :param form: 申请表，或完整的提交文件
    """
    application, wrong = read_application(one, form, on=on or clock.day_in_china(datetime.now(UTC)))
    if application is None:
        return show_page(complaint(wrong, of="申请表"), {"wrong_fields": wrong}, json=json, code=FAULTY)
    played = play(application, Script(refuse=refuses, ask=asks, late=late, answer=answers or {}))
    return show_page(told(played), played, json=json)
