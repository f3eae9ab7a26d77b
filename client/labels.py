"""Labels: the words in which people read a state, an outcome, a finding."""

from collections.abc import Mapping
from typing import Final, TypeVar

from .messages.campaigns.campaign import CampaignStage
from .messages.cases.choice import OnRefusal
from .messages.cases.places import PlaceStanding
from .messages.cases.progress import Colour, OutcomeKind, Stage, State
from .messages.cases.rating import RatingOutcome
from .messages.cases.sequel import SequelState, SequelWord
from .messages.enquiries.guidance import Applies, Origin
from .messages.enquiries.pre_review import Conclusion, Handling
from .messages.enquiries.prefill import Obstacle
from .messages.grants.offers import GrantState
from .messages.lists.case_line import Holder

_WordT = TypeVar("_WordT", bound=str)


class _Words(dict[_WordT, str]):
    """What a later edition says besides is read as it stands."""

    def __missing__(self, word: _WordT) -> str:
        return str(word)


STARS: Final = ("非常不满意", "不满意", "基本满意", "满意", "非常满意")
"""From one star to five."""

RATING_OUTCOMES: Final[Mapping[RatingOutcome, str]] = _Words(
    {
        RatingOutcome.MENDED: "已整改",
        RatingOutcome.EXPLAINED: "已解释说明",
        RatingOutcome.SET_ASIDE: "误评或恶意评价，不计入",
    }
)

STAGES: Final[Mapping[Stage, str]] = _Words(
    {
        Stage.PRE_REVIEW: "预审中",
        Stage.CORRECTION: "待补正",
        Stage.HANDLING: "办理中",
        Stage.DELIVERING: "办结归档中",
        Stage.CLOSED: "已办结",
    }
)

STATES: Final[Mapping[State, str]] = _Words(
    {
        State.WAITING: "尚未开始",
        State.QUEUED: "名额已满，轮候中",
        State.PAYMENT: "待缴费",
        State.LODGED: "办理中",
        State.IN_REVIEW: "审查中",
        State.SUSPENDED: "特别程序中，不计入期限",
        State.CORRECTION: "待补正",
        State.GRANTED: "已办结",
        State.REFUSED: "不予办理",
        State.IMPOSSIBLE: "因前置事项未通过而无法办理",
        State.WITHDRAWN: "已撤回",
        State.LAPSED: "逾期，不再办理",
        State.NOT_REQUIRED: "不再需要",
        State.TERMINATED: "运行终止，未予决定",
        State.STOPPED: "依规定终止，未予决定",
        State.SET_ASIDE: "原决定已被撤销",
    }
)

WAITING_FOR_ITEMS: Final = "等待前置事项"
OUTSIDE_FIRST: Final = "等待公告期满或登记结果"
"""For what an item waits that has not begun, where that is known."""

PLACES: Final[Mapping[PlaceStanding, str]] = _Words(
    {
        PlaceStanding.IN_TURN: "已轮到",
        PlaceStanding.BEHIND: "尚未轮到",
        PlaceStanding.USED_UP: "名额已全部授予",
    }
)

COLOURS: Final[Mapping[Colour, str]] = _Words(
    {Colour.GREEN: "", Colour.YELLOW: "临近到期", Colour.RED: "已逾期"}
)

OUTCOMES: Final[Mapping[OutcomeKind, str]] = _Words(
    {
        OutcomeKind.GRANTED: "全部办结",
        OutcomeKind.PARTLY_GRANTED: "部分办结",
        OutcomeKind.REFUSED: "不予办理",
        OutcomeKind.NOT_ACCEPTED: "未受理",
        OutcomeKind.WITHDRAWN: "已撤回",
        OutcomeKind.LAPSED: "逾期，不再办理",
        OutcomeKind.TERMINATED: "运行终止",
        OutcomeKind.STOPPED: "依规定终止",
    }
)

HOLDERS: Final[Mapping[str, str]] = {
    Holder.APPLICANT: "申请人",
    Holder.WINDOW: "综合窗口",
    Holder.OUTSIDE: "外部（部门系统、公告、登记平台）",
    Holder.ENGINE: "本系统",
}
"""Who has the ball; departments go by their codes."""

_REST: Final = {OnRefusal.GO_ON: "继续办理其余事项", OnRefusal.WITHDRAW_REST: "撤回其余事项"}
CHOICES: Final[Mapping[OnRefusal, str]] = _Words(_REST)

NOTICES: Final[Mapping[str, str]] = _Words(
    {
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
        "place": "名额告知",
        "rating": "评价回复",
        "replanned": "办理方案调整告知",
        "service": "送达方式登记",
    }
)

SEQUEL_STATES: Final[Mapping[SequelState, str]] = _Words(
    {
        SequelState.BEGUN: "办理中",
        SequelState.KEPT: "已确认，本案办结后即执行",
        SequelState.ANEW: "原决定已撤销，待重新作出决定",
        SequelState.CARRIED_OUT: "已办结",
        SequelState.DROPPED: "不再办理，原决定不变",
        SequelState.RECEIVED: "已收件，待受理",
        SequelState.MENDING: "待申请人补正",
    }
)

SEQUEL_WORDS: Final[Mapping[SequelWord, str]] = _Words(
    {
        SequelWord.CARRY_OUT: "执行",
        SequelWord.DROP: "不再办理",
        SequelWord.GRANT: "准予",
        SequelWord.REFUSE: "不予",
        SequelWord.ACCEPT: "受理",
        SequelWord.ASK: "要求补正",
    }
)

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

CAMPAIGN_STAGES: Final[Mapping[CampaignStage, str]] = _Words(
    {
        CampaignStage.MATCHING: "比对中",
        CampaignStage.PREVIEW: "待放行",
        CampaignStage.GRANTING: "确定待遇中",
        CampaignStage.PUBLICITY: "公示中",
        CampaignStage.PAYING: "发放中",
        CampaignStage.CLOSED: "已结束",
    }
)

GRANT_STATES: Final[Mapping[str, str]] = _Words(
    {
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
)

SEVERITIES: Final[Mapping[str, str]] = _Words(
    {
        "warning": "提示",
        "to-a-person": "转人工核对",
        "must-mend": "须更正",
        "correct": "须补正",
        "not-required": "无需办理",
        "not-ours": "不属本机关受理",
    }
)

RESULTS: Final[Mapping[str, str]] = _Words({"holds": "通过", "fails": "不通过", "unknown": "无法判定"})
"""Of a rule upon which a machine decides."""

APPLIES: Final[Mapping[Applies, str]] = _Words(
    {Applies.CERTAIN: "需要办理", Applies.POSSIBLE: "待定", Applies.NOT: "无需办理"}
)

ORIGINS: Final[Mapping[Origin, str]] = _Words(
    {
        Origin.EARLIER_ITEM: "前置事项产生",
        Origin.LICENCE_LIBRARY: "电子证照库调取，查无时提交",
        Origin.APPLICANT: "请您提交",
        Origin.FOLLOWS: "请您提交，可容缺后补",
    }
)

CONCLUSIONS: Final[Mapping[Conclusion, str]] = _Words(
    {
        Conclusion.ACCEPT: "可以受理",
        Conclusion.TO_A_PERSON: "可以提交，由工作人员核对",
        Conclusion.MEND_NOW: "请当场更正后提交",
        Conclusion.CORRECT: "请一次补正后提交",
        Conclusion.NOT_REQUIRED: "无需办理",
        Conclusion.NOT_OURS: "不属本机关受理",
    }
)

HANDLINGS: Final[Mapping[Handling, str]] = _Words(
    {
        Handling.USE: "直接使用",
        Handling.REUSE: "复用",
        Handling.CHECK_ORIGINAL: "核对原件",
        Handling.COMMIT: "承诺后使用",
    }
)

OBSTACLES: Final[Mapping[Obstacle, str]] = _Words(
    {
        Obstacle.UNREACHABLE: "暂时无法查询",
        Obstacle.UNAUTHORISED: "须经本人授权",
        Obstacle.CONTRADICTORY: "来源记载不一致",
    }
)


def yuan(fen: int) -> str:
    """A sum without its unit, exactly, whatever the amount."""
    return f"{fen // 100:,}.{fen % 100:02}"


ERRORS: Final[Mapping[str, str]] = {
    "UnknownOneMatter": "没有这个一件事或者这个版本，请核对代码",
    "DifferentSubmission": "该申请编号已用于另一份申请，请换用新的编号",
    "DifferentCommand": "该编号已用于另一项操作，本次未办理",
    "DifferentPayment": "该缴费流水号已用于另一笔款项，本次未登记",
    "DifferentOrder": "与已登记或者已预览的内容不同，本次未登记，也未执行",
    "CaseNotFound": "没有查到这个办件，请核对编号",
    "DraftNotFound": "没有查到这份草稿，可能已提交、已删除或者已过保存期",
    "DraftChanged": "草稿已在别处修改，请重新读取后再保存",
    "TooLate": "已经办结或者结束，不能再作此操作",
    "TooMuch": "提交次数过多，请先办理已收到的内容",
    "NotAsked": "目前没有需要您答复、选择或者缴纳的事项",
    "UnknownItem": "办件中没有这个事项，请核对事项代码",
    "WrongDepartment": "没有该部门，或者该事项由其他部门办理，请核对",
    "NotPending": "该事项目前的状态不能作此操作，未作改变",
    "AlreadyDecided": "该事项已有决定，未作改变",
    "Unreasoned": "缺少理由、依据、文号或者其他必填的说明，请补充后再办理",
    "OutsideTheList": "不在法律或者本事项规定的范围之内，请从所列各项中选择",
    "Unanswerable": "申请人无法答复所要求的内容，请改为办件中已有的项目或者材料",
    "AlreadyExtended": "期限只能延长一次，并由规定的人员批准",
    "DayPassed": "所填日期不在允许的范围内，或者期限已过",
    "SamePerson": "须由另一人确认，本人不能复核本人的意见",
    "FactsChanged": "决定所依据的事实已有变化，请核对后重新决定",
    "OutOfTurn": "名额有限，尚未轮到该申请",
    "NotYours": "该事项已指定其他人员办理",
    "NotPossible": "该补贴目前的状态不能作此操作，未作改变",
    "InvalidOrder": "指令或者查询条件有误，请核对",
    "Terminated": "办件已由运行人员终止",
    "NotAllowed": "您无权进行此项操作",
    "NotProven": "无法核实操作人的身份或者签名",
    "OtherEdition": "客户端与系统的版本不一致，请使用与系统相配的版本",
    "ConnectionClosed": "连接已关闭，请重新连接",
    "WrongSettings": "连接设置有误，请检查地址、配置或者证书",
    "WrongKey": "密钥缺失或者不正确，请检查密钥配置",
    "EngineUnreachable": "无法连接系统，请稍后再试",
    "NoWorker": "系统暂未提供服务，请稍后再试",
    "NoAnswer": "系统未及时答复，请稍后再试，重复操作不会重复办理",
    "NoKeyStore": "密钥库没有答复，请稍后再试",
    "AnswerPending": "申请已收到，答复尚在生成，请稍后查询",
}
"""By the names of the SDK's errors: what people are told, before the details for whoever mends it."""
