"""`onematter erase`: what is told of a person is destroyed, by two operators."""

import sys
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter

from activities.trust.erasure_office import ErasureOffice
from client.cli.command_line import DONE
from client.cli.tables.rows import Rows
from client.cli.terminal import list_out
from client.transport.ring_of_keys import KeyRing
from client.trust import identity
from client.trust.actor import Role
from deploy.serve import own_ledger

app = App(name="erase")


@app.default
def erase(
    *,
    by: Annotated[
        str, Parameter(help="the operator, where the identity here may be any (else its own)")
    ] = "",
) -> int:
    """Destroy the data keys of a person and his closed cases, and say what is kept, on which legal basis.

    His identity number, or a register's key of him, is read from standard input: what stands in a command
    everybody on the machine may see. The first operator orders it; the second says the same, and it is done.
    """
    number = sys.stdin.readline().strip().upper()
    if not number:
        raise CycloptsError(msg="nobody is named; give his number on standard input: onematter erase < FILE")
    with own_ledger() as ledger:
        own = identity.load().of(Role.OPERATOR, actor=by)
        erased = ErasureOffice(ledger, own, identity.development(), KeyRing.load().seal).erase(number)
    if erased is None:
        print("已登记；另一运行人员同样下达后才销毁")
        return DONE
    print(f"已销毁 {erased.destroyed} 个数据密钥")
    rows = tuple((kept.what, kept.number or "", kept.basis) for kept in erased.kept)
    list_out(Rows(("保留内容", "数量", "依据"), rows))
    return DONE
