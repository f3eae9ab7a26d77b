"""A 统一社会信用代码 in a form: told where its check character is wrong, and no reason to stop."""

from collections.abc import Callable
from typing import TypeVar

from stdnum.cn import uscc

from ..language import Check, Facts, Family, Form, Severity
from .law import CREDIT_CODES

AskedT = TypeVar("AskedT", bound=Form)


def credit_code_adds_up(one_matter: str, *, field: str, of: Callable[[AskedT], str | None]) -> Check[AskedT]:
    """A rule of `one_matter` about the code that it asks as `field`, if it is answered."""

    def adds_up(form: AskedT, _: Facts) -> bool:
        code = of(form)
        return code is None or uscc.is_valid(code)

    return Check(
        rule=f"{one_matter}.credit-code",
        family=Family.FORMAT,
        holds=adds_up,
        field=field,
        says="统一社会信用代码的校验码不符",
        mend="请对照营业执照核对；早期试点代码确实不符的，可以继续办理",
        severity=Severity.WARNING,
        basis=CREDIT_CODES,
    )
