"""What registers and e-licences must say of what parents have already."""

from dataclasses import replace

from ...language import Check, Facts, Family, Severity
from ..law import DEMONSTRATION_RULE
from ..licences import BIRTH_CERTIFICATE, NEWBORN_REGISTER_PAGE
from ..registers import Element, in_force
from . import situations as when
from .birth_checks import recorded_birth
from .checks import ZHONGSHAN_GUIDE
from .form import Childbirth, Had


def where_certified(*checks: Check[Childbirth]) -> tuple[Check[Childbirth], ...]:
    """Those that the certificate's own item looks at; without it, an item that is always called for does."""
    return tuple(replace(check, when=when.certified) for check in checks)


LICENCES_HAD = {Had.CERTIFICATE: BIRTH_CERTIFICATE, Had.HOUSEHOLD: NEWBORN_REGISTER_PAGE}


def certificate_is_on_record(form: Childbirth, facts: Facts) -> bool:
    """Of twins it may be the other's."""
    birth = recorded_birth(form, facts) if Had.CERTIFICATE in form.already_had else None
    return birth is None or birth.certified > 0


def held_licences_are_the_childs(form: Childbirth, facts: Facts) -> bool:
    """The library keeps them under who applied; what it has may be an older child's."""
    kinds = [kind for had, kind in LICENCES_HAD.items() if had in form.already_had]
    held = [one for kind in kinds for one in in_force(facts, kind, facts.applicant)[:1]]
    return all(one.elements.get(Element.NAME) == form.child_name for one in held)


HELD_IS_ITS_OWN: Check[Childbirth] = Check(
    rule="newborn.held-is-its-own",
    family=Family.CONSISTENCY,
    holds=held_licences_are_the_childs,
    field="already_had",
    says="电子证照库中的出生医学证明或者户口簿登记页不是（或者未能确认是）该新生儿的",
    mend="可以继续申请，由工作人员核对；请带该新生儿的原件备查",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION_RULE,
)
CERTIFICATE_RECORDED: Check[Childbirth] = Check(
    rule="newborn.certificate-recorded",
    family=Family.CONSISTENCY,
    holds=certificate_is_on_record,
    field="already_had",
    says="出生医学登记没有签发过该次分娩的出生医学证明",
    mend="可以继续申请，由工作人员核对证明；尚未签发的，请改选，随本次一并办理",
    severity=Severity.TO_A_PERSON,
    basis=ZHONGSHAN_GUIDE,
)

ON_WHAT_IS_HAD: tuple[Check[Childbirth], ...] = (HELD_IS_ITS_OWN, CERTIFICATE_RECORDED)
