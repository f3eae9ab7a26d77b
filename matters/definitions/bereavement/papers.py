"""What departments need to see: of the dead, of each heir, of what is left."""

from ...language import Material, Trust, each
from ..licences import (
    CREMATION_CERTIFICATE,
    DEATH_CERTIFICATE,
    HOUSEHOLD_REGISTER,
    ID_CARD,
    POLICE_DEATH_PROOF,
)
from ..licences import PROPERTY_CERTIFICATE as OLD_CERTIFICATE
from . import situations as when
from .form import ACCOUNTS, HEIRS, Departed, Inheritance, LeftAccount, Succession, Successor
from .law import (
    AGREEMENT,
    DEATH_PROOFS,
    GUARDIANS,
    INHERITED,
    ORDER,
    REGISTRATION_PAPERS,
    RENOUNCING,
    SMALL_DEPOSITS,
)

DEATH_PROOF = Material[Departed](
    code="death-proof",
    name="死亡证明",
    licence=DEATH_CERTIFICATE,
    or_else=(POLICE_DEATH_PROOF, CREMATION_CERTIFICATE),
    of=when.the_deceased,
    basis=DEATH_PROOFS,
)
"""Whichever is there; of a death abroad the paper itself, with its translation, is uploaded."""

HEIR_IDENTITY = each(
    HEIRS,
    Material[Successor](
        code="heir-identity",
        name="继承人身份证明",
        licence=ID_CARD,
        or_else=(HOUSEHOLD_REGISTER,),
        of=when.the_heir,
        basis=REGISTRATION_PAPERS,
    ),
)
KINSHIP = each(HEIRS, Material[Successor](code="kinship-proof", name="与逝者的亲属关系证明", basis=ORDER))
GUARDIANSHIP = each(
    HEIRS,
    Material[Successor](code="guardian-proof", name="监护关系证明", when=when.is_under_age, basis=GUARDIANS),
)
RENUNCIATION = each(
    HEIRS,
    Material[Successor](
        code="renunciation",
        name="放弃继承的书面声明",
        when=when.renounces,
        trust=Trust.D,
        basis=RENOUNCING,
    ),
)
PARTITION = Material[Succession](
    code="agreement", name="遗产分割协议", when=when.inherit_together, trust=Trust.D, basis=AGREEMENT
)
PROVED = Material[Inheritance](
    code="inheritance-proof", name="继承公证书或者生效法律文书", when=when.is_proved, basis=INHERITED
)
OWNED = Material[Inheritance](
    code="old-certificate",
    name="逝者名下的不动产权证书",
    licence=OLD_CERTIFICATE,
    of=when.the_deceased,
    basis=REGISTRATION_PAPERS,
)
NOTARISED = each(
    ACCOUNTS,
    Material[LeftAccount](
        code="deposit-proof", name="存款继承公证书", when=when.is_large, basis=SMALL_DEPOSITS
    ),
)
PROMISE = Material[Succession](
    code="deposit-promise", name="提取存款的承诺书", trust=Trust.D, basis=SMALL_DEPOSITS
)
