"""The words of the trade in which people read where a case stands."""

from collections.abc import Mapping
from typing import Final

from .messages import Colour, OutcomeKind, Stage, State

STAGES: Final[Mapping[Stage, str]] = {
    Stage.PRE_REVIEW: "预审中",
    Stage.CORRECTION: "待补正",
    Stage.HANDLING: "办理中",
    Stage.DELIVERING: "办结归档中",
    Stage.CLOSED: "已办结",
}

STATES: Final[Mapping[State, str]] = {
    State.WAITING: "等待前置事项",
    State.PAYMENT: "待缴费",
    State.LODGED: "办理中",
    State.IN_REVIEW: "审查中",
    State.SUSPENDED: "特别程序中，不计入期限",
    State.CORRECTION: "待补正",
    State.GRANTED: "已办结",
    State.REFUSED: "不予办理",
    State.IMPOSSIBLE: "因前置事项未通过而无法办理",
    State.WITHDRAWN: "已撤回",
    State.LAPSED: "逾期失效",
    State.NOT_REQUIRED: "补正后不再需要",
}

COLOURS: Final[Mapping[Colour, str]] = {
    Colour.GREEN: "",
    Colour.YELLOW: "临近到期",
    Colour.RED: "已逾期",
}

OUTCOMES: Final[Mapping[OutcomeKind, str]] = {
    OutcomeKind.GRANTED: "全部办结",
    OutcomeKind.PARTLY_GRANTED: "部分办结",
    OutcomeKind.REFUSED: "不予办理",
    OutcomeKind.NOT_ACCEPTED: "未受理",
    OutcomeKind.WITHDRAWN: "已撤回",
    OutcomeKind.LAPSED: "逾期失效",
}

SEVERITIES: Final[Mapping[str, str]] = {"must-mend": "须补正", "warning": "提示"}

NOT_RUNNING: Final = "期限未起算或中止"
"""Instead of a day, while a clock has not started or stands."""
