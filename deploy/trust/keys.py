"""Keys of actors, beside what the SDK has: entered by an operator, approved by another one."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from activities.ledger.trust import actor_keys
from activities.trust.key_office import KeyOffice
from client.cli.command_line import DONE
from client.cli.keys import app
from client.cli.operators.wanted import AsCsv
from client.cli.tables.rows import Rows
from client.cli.terminal import list_out
from client.trust import identity, secret_file
from client.trust.actor import ActorKey, Role
from deploy.serve import own_ledger
from matters import catalogue

Key = Annotated[
    str,
    # One thumbprint in sixty-four begins like an option.
    Parameter(help="its thumbprint, as `keys list` shows it", allow_leading_hyphen=True),
]
Exported = Annotated[Path, Parameter(help="the public part of an identity, as `keys public` prints it")]
By = Annotated[str, Parameter(help="the operator, where the identity here may be any (else its own)")]

ROLES: Final[Mapping[str, str]] = {
    Role.PLATFORM: "政务服务平台",
    Role.OFFICER: "经办人",
    Role.HEAD: "部门负责人",
    Role.DEPARTMENT: "部门业务系统",
    Role.SUPERVISOR: "督办人员",
    Role.CASHIER: "公共支付平台",
    Role.REGISTER: "登记机关",
    Role.CAMPAIGN_OFFICER: "批次发放人员",
    Role.OPERATOR: "运行人员",
    Role.IDENTITY_SERVICE: "统一身份认证",
    Role.ENGINE: "本引擎",
}


@app.command(name="list")
def list_(*, as_csv: AsCsv = False) -> int:
    """List all keys of the directory."""
    called = catalogue.department_names()
    with own_ledger() as ledger, ledger.reading() as books:
        rows = tuple(
            (
                row.kid,
                ROLES.get(row.role, row.role),
                row.actor,
                called.get(row.department, row.department),
                row.person,
                f"{row.since:%F}" if row.approved_by else "",
                f"{row.until:%F}" if row.until else "",
                "已吊销" if row.revoked_at else "已核准" if row.approved_by else "待核准",
            )
            for row in actor_keys.all_of(books)
        )
    headings = ("密钥", "角色", "账号", "部门", "自然人", "起用", "有效至", "状态")
    list_out(Rows(headings, rows, "没有登记密钥"), as_csv=as_csv)
    return DONE


@app.command
def add(file: Exported, /, *, by: By = "") -> int:
    """Enter a public key; it counts once another operator has approved it."""
    with _office(by) as office:
        office.add(_read(file))
    return DONE


@app.command
def approve(key: Key, /, *, by: By = "") -> int:
    """Approve a key that another operator has entered."""
    with _office(by) as office:
        office.approve(key)
    return DONE


@app.command
def rotate(key: Key, file: Exported, /, *, by: By = "") -> int:
    """Enter another key of the same actor; once it is approved, the old one counts for seven days more."""
    with _office(by) as office:
        office.rotate(key, _read(file))
    return DONE


@app.command
def revoke(key: Key, /, *, by: By = "") -> int:
    """Let a key count no more, within seconds; one operator is enough."""
    with _office(by) as office:
        office.revoke(key)
    return DONE


@contextmanager
def _office(by: str) -> Generator[KeyOffice]:
    with own_ledger() as ledger:
        own = identity.load().of(Role.OPERATOR, actor=by)
        yield KeyOffice(ledger, own, identity.development())


def _read(file: Path) -> ActorKey:
    text = secret_file.read(file, what="public key", mend="have its owner export it anew")
    return ActorKey.model_validate_json(text)
