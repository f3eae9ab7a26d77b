"""The words of the trade in which people read where a case stands."""

from collections.abc import Mapping
from typing import Final

from .messages import OutcomeKind, Stage, State

STAGES: Final[Mapping[Stage, str]] = {
    Stage.PRE_REVIEW: "预审中",
    Stage.HANDLING: "办理中",
    Stage.DELIVERING: "办结归档中",
    Stage.CLOSED: "已办结",
}

STATES: Final[Mapping[State, str]] = {
    State.WAITING: "等待前置事项",
    State.LODGED: "办理中",
    State.CORRECTION: "待补正",
    State.GRANTED: "已办结",
    State.REFUSED: "不予办理",
    State.IMPOSSIBLE: "因前置事项未通过而无法办理",
    State.WITHDRAWN: "已撤回",
    State.LAPSED: "逾期未补正",
}

OUTCOMES: Final[Mapping[OutcomeKind, str]] = {
    OutcomeKind.GRANTED: "全部办结",
    OutcomeKind.PARTLY_GRANTED: "部分办结",
    OutcomeKind.REFUSED: "不予办理",
    OutcomeKind.NOT_ACCEPTED: "未受理",
    OutcomeKind.WITHDRAWN: "已撤回",
    OutcomeKind.LAPSED: "逾期未补正",
}

SEVERITIES: Final[Mapping[str, str]] = {"must-mend": "须补正", "warning": "提示"}
