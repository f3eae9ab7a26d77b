"""What may become of a decision, by general law: 行政许可法, 行政复议法, 行政诉讼法."""

from collections.abc import Mapping
from typing import Final

from ..language import Basis, Consequence, Sequel, WorkingDays
from . import law


def _above(review: str, court: str) -> Basis:
    """Of the review body and of the court, which order the same."""
    return law.review(f"{review}；{law.LAWSUIT.document}{court}")


HEARD: Final = WorkingDays(count=5, basis=law.DEMONSTRATION)
"""The right to state one's views is 行政许可法 Art. 7; how long it takes, no text was found to say."""

UPHELD: Final = Sequel(
    code="upheld",
    name="维持（驳回请求）",
    basis=_above("第六十八条", "第六十九条"),
    consequence=Consequence.STANDS,
    refused=True,
    ordered=True,
)
UNLAWFUL: Final = Sequel(
    code="confirmed-unlawful",
    name="确认违法",
    basis=_above("第六十五条", "第七十四条"),
    consequence=Consequence.STANDS,
    refused=True,
    ordered=True,
)
SET_ASIDE: Final = Sequel(
    code="set-aside",
    name="撤销决定",
    basis=_above("第六十四条第一款", "第七十条"),
    consequence=Consequence.ENDS,
    refused=True,
    ordered=True,
    ends="原决定已被撤销",
)
SET_ASIDE_IN_PART: Final = Sequel(
    code="set-aside-in-part",
    name="部分撤销决定",
    basis=_above("第六十四条第一款", "第七十条"),
    consequence=Consequence.ALTERS,
    ordered=True,
)
TO_PERFORM: Final = Sequel(
    code="ordered-to-perform",
    name="责令履行法定职责",
    basis=_above("第六十六条", "第七十二条"),
    consequence=Consequence.DECIDES,
    granted=False,
    ordered=True,
)
VOID: Final = Sequel(
    code="void",
    name="确认无效",
    basis=_above("第六十七条", "第七十五条"),
    consequence=Consequence.ENDS,
    refused=True,
    ordered=True,
    ends="原决定自始无效",
)
REMADE: Final = Sequel(
    code="remade",
    name="撤销并责令重新作出决定",
    basis=_above("第六十四条第一款", "第七十条"),
    consequence=Consequence.ANEW,
    refused=True,
    ordered=True,
)
CHANGED_INTO_GRANT: Final = Sequel(
    code="changed-into-grant",
    name="复议变更为准予",
    basis=law.review("第六十三条第一款"),
    consequence=Consequence.RENEWS,
    granted=False,
    refused=True,
    ordered=True,
)
RENEWAL: Final = Sequel(
    code="renewal",
    name="延续许可",
    basis=law.RENEWAL,
    consequence=Consequence.RENEWS,
    asked=law.RENEWAL_LIMIT,
    by_holder=True,
)
CHANGE: Final = Sequel(
    code="change",
    name="变更许可事项",
    basis=law.licensing("第四十九条"),
    consequence=Consequence.ALTERS,
    by_holder=True,
)
WITHDRAWN_FOR_ALL: Final = Sequel(
    code="withdrawn",
    name="撤回许可",
    basis=law.licensing("第八条第二款"),
    consequence=Consequence.ENDS,
    heard=HEARD,
    compensates=law.licensing("第八条第二款"),
)
REVOKED: Final = Sequel(
    code="revoked",
    name="撤销许可",
    basis=law.licensing("第六十九条第一款"),
    consequence=Consequence.ENDS,
    heard=HEARD,
    compensates=law.licensing("第六十九条第四款"),
    compensation="赔偿",
    ends="该许可自本决定起撤销",
)
OBTAINED_BY_FRAUD: Final = Sequel(
    code="revoked-for-fraud",
    name="撤销以不正当手段取得的许可",
    basis=law.licensing("第六十九条第二款"),
    consequence=Consequence.ENDS,
    heard=HEARD,
    ends="该许可自本决定起撤销，基于该许可取得的利益不受保护",
)
CANCELLED: Final = Sequel(
    code="cancelled", name="注销许可", basis=law.licensing("第七十条"), consequence=Consequence.ENDS
)

SEQUELS: Final[Mapping[str, Sequel]] = {
    sequel.code: sequel
    for sequel in (
        *(UPHELD, UNLAWFUL, SET_ASIDE, SET_ASIDE_IN_PART, VOID, REMADE, CHANGED_INTO_GRANT, TO_PERFORM),
        *(RENEWAL, CHANGE, WITHDRAWN_FOR_ALL, REVOKED, OBTAINED_BY_FRAUD, CANCELLED),
    )
}
"""By their codes."""
