"""Labels: the words in which people read a state, an outcome, a finding."""

from collections.abc import Mapping
from typing import Final

from .messages.campaigns.campaign import CampaignStage
from .messages.cases.progress import Colour, OnRefusal, OutcomeKind, Stage, State
from .messages.enquiries.guidance import Applies, Origin
from .messages.enquiries.pre_review import Conclusion, Handling
from .messages.enquiries.prefill import Obstacle
from .messages.grants.offers import GrantState

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
    State.TERMINATED: "运行终止，未予决定",
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
    OutcomeKind.TERMINATED: "运行终止",
}

CHOICES: Final[Mapping[OnRefusal, str]] = {
    OnRefusal.GO_ON: "继续办理其余事项",
    OnRefusal.WITHDRAW_REST: "撤回其余事项",
}

NOTICES: Final[Mapping[str, str]] = {
    "correction": "补正告知",
    "reminder": "催告",
    "choice": "选择告知",
    "payment": "缴费通知",
    "suspension": "特别程序告知",
    "extension": "延长期限告知",
    "procedure": "程序告知",
    "calendar": "工作日调整告知",
    "promise-broken": "承诺未兑现告知",
    "dropped": "事项变更告知",
    "not-accepted": "不予受理通知",
    "decision": "决定",
    "terminated": "终止办理告知",
    "sequel": "决定后程序告知",
}
"""Of what an applicant is told."""

SERVICE_MODES: Final[Mapping[str, str]] = {
    "electronic": "电子送达",
    "signed": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "public-notice": "公告送达",
}
"""Those of general law; a department may have others."""

NO_LIMIT: Final = "未规定"
"""Where the law sets none."""

NOT_RUNNING: Final = "期限未起算或中止"
"""Instead of a day, while a clock has not started or stands."""

CAMPAIGN_STAGES: Final[Mapping[CampaignStage, str]] = {
    CampaignStage.MATCHING: "比对中",
    CampaignStage.PREVIEW: "待放行",
    CampaignStage.GRANTING: "确定待遇中",
    CampaignStage.PUBLICITY: "公示中",
    CampaignStage.PAYING: "发放中",
    CampaignStage.CLOSED: "已结束",
}

GRANT_STATES: Final[Mapping[str, str]] = {
    GrantState.MATCHED: "已比对",
    GrantState.OFFERED: "待本人确认",
    GrantState.ASKED: "待补一项信息",
    GrantState.SECOND_LOOK: "待抽查",
    GrantState.OBJECTED: "异议处理中",
    GrantState.GRANTED: "待发放",
    GrantState.FILED: "已移交国库",
    GrantState.PAID: "已发放",
    GrantState.RETURNED: "已退回",
    GrantState.DECLINED: "本人不享受",
    GrantState.STOPPED: "不符合，已终止",
    GrantState.FAULTY: "规则出错，待人工核查",
}

SEVERITIES: Final[Mapping[str, str]] = {
    "warning": "提示",
    "to-a-person": "转人工核对",
    "must-mend": "须更正",
    "correct": "须补正",
    "not-required": "无需办理",
    "not-ours": "不属本机关受理",
}

RESULTS: Final[Mapping[str, str]] = {"holds": "通过", "fails": "不通过", "unknown": "无法判定"}
"""Of a rule upon which a machine decides."""

APPLIES: Final[Mapping[Applies, str]] = {
    Applies.CERTAIN: "需要办理",
    Applies.POSSIBLE: "待定",
    Applies.NOT: "无需办理",
}

ORIGINS: Final[Mapping[Origin, str]] = {
    Origin.EARLIER_ITEM: "前置事项产生",
    Origin.LICENCE_LIBRARY: "电子证照库调取，查无时提交",
    Origin.APPLICANT: "请您提交",
    Origin.FOLLOWS: "请您提交，可容缺后补",
}

CONCLUSIONS: Final[Mapping[Conclusion, str]] = {
    Conclusion.ACCEPT: "可以受理",
    Conclusion.TO_A_PERSON: "可以提交，由工作人员核对",
    Conclusion.MEND_NOW: "请当场更正后提交",
    Conclusion.CORRECT: "请一次补正后提交",
    Conclusion.NOT_REQUIRED: "无需办理",
    Conclusion.NOT_OURS: "不属本机关受理",
}

HANDLINGS: Final[Mapping[Handling, str]] = {
    Handling.USE: "直接使用",
    Handling.REUSE: "复用",
    Handling.CHECK_ORIGINAL: "核对原件",
    Handling.COMMIT: "承诺后使用",
}

OBSTACLES: Final[Mapping[Obstacle, str]] = {
    Obstacle.UNREACHABLE: "暂时无法查询",
    Obstacle.UNAUTHORISED: "须经本人授权",
    Obstacle.CONTRADICTORY: "来源记载不一致",
}
