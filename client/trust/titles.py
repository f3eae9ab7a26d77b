"""By what roles, and relations to what is spoken of, are called where somebody may not say something."""

from collections.abc import Mapping
from typing import Final

from .actor import Role
from .rights import Relation

ROLES: Final[Mapping[Role, str]] = {
    Role.PLATFORM: "服务平台",
    Role.OFFICER: "部门工作人员",
    Role.HEAD: "部门负责人",
    Role.DEPARTMENT: "部门系统",
    Role.SUPERVISOR: "监督人员",
    Role.CASHIER: "收费系统",
    Role.REGISTER: "登记机关",
    Role.CAMPAIGN_OFFICER: "给付经办人员",
    Role.OPERATOR: "运行人员",
    Role.IDENTITY_SERVICE: "身份认证服务",
    Role.ENGINE: "本系统",
}

RELATIONS: Final[Mapping[Relation, str]] = {
    Relation.ANY: "任何内容",
    Relation.OWN_CASE: "本平台提交的办件",
    Relation.NAMED_CASE: "由本系统代为提交、且其当事人在本平台登录的办件",
    Relation.OWN_ITEM: "以本人名义，就本部门的事项",
    Relation.OWN_DEPARTMENT: "本部门的内容",
    Relation.OWN_NAME: "以本人（本平台）名义",
    Relation.ONE_OF_TWO: "与另一人内容相同的指令",
    Relation.OWN_REGISTER: "本登记机关登记的内容",
    Relation.SIGNED_IN: "在本平台登录的人的内容",
    Relation.SUPERVISION: "对多个办件的催办、重试、工作日调整（不含改派）",
    Relation.BY_ORDER: "有权者对多个办件下达的指令",
    Relation.BENEFICIARY: "在本平台登录的人以本人名义作出的行为（包括异议）",
}
