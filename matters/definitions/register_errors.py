"""What somebody brings of whom a register says what is not so: then a person finds out which is right."""

from datetime import date

from ..language import Basis, Form, Material

CORRECTION_OF_DATA = Basis(
    document="中华人民共和国个人信息保护法", article="第四十六条", since=date(2021, 11, 1)
)
COUNTER_PROOF = Material[Form](code="register-proof", name="登记有误或者未载的证明", basis=CORRECTION_OF_DATA)
"""Of no item: nobody is asked for it, and whoever brings it is heard, whatever he applies for."""
OFFERED = f"登记有误或者未载的，请附“{COUNTER_PROOF.name}”（{COUNTER_PROOF.code}）提交，由工作人员核实"
