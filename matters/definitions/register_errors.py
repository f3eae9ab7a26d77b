"""What somebody brings of whom a register says what is not so: then a person finds out which is right."""

from datetime import date

from ..language import Basis, Form, Material
from ..language.register import PROOF_AGAINST

CORRECTION_OF_DATA = Basis(
    document="中华人民共和国个人信息保护法", article="第四十六条", since=date(2021, 11, 1)
)
CODE, NAME = PROOF_AGAINST
COUNTER_PROOF = Material[Form](code=CODE, name=NAME, basis=CORRECTION_OF_DATA)
"""Of no item. Whoever brings it is heard, whatever he applies for, and officers may ask for it.

It is whose application it is, and speaks against whatever a register says of it: of the applicant, of whom he
acts for, of things. Which of these it proves is for the officer to say, who sees the doubt beside it.
"""
WHEN = "登记有误或者未载的"
OFFERED = f"{WHEN}，请附“{COUNTER_PROOF.name}”（{COUNTER_PROOF.code}）提交，由工作人员核实"
OFFERED_AGAIN = (
    f"登记有误的，补正时按原内容再次申报，可附“{COUNTER_PROOF.name}”（{COUNTER_PROOF.code}），由工作人员核实"
)
