"""A licence as a credential: what is shown is proved, what is not is not learnt, and nothing can be added."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from client.evidence import credential
from client.evidence.credential import BETWEEN, check, issued, issuer, presented
from client.evidence.verify import Broken
from client.trust.actor import Role, Speaker
from client.trust.ciphers import suites
from client.trust.ciphers.suite import Suite
from client.trust.identity import Identity

NOW: Final = datetime(2026, 11, 29, tzinfo=UTC)
ALL: Final = {"holder": "990101199203120021", "holder_name": "某甲", "face.地址": "某路一号"}
SPEAKER: Final = Speaker(actor="engine", role=Role.ENGINE, person="engine")
OWN, OTHER = Identity.make(SPEAKER), Identity.make(SPEAKER)


def signed(own: Identity = OWN, *, kind: str = credential.TYPE, **more: Any) -> str:
    shown = {
        "iss": issuer(own.verifies),
        "vct": "urn:one-matter:licence:food",
        "iat": int(NOW.timestamp()),
        "licence": "食品经营许可证",
        "authority": "市场监督管理局",
        **more,
    }
    return issued(shown, ALL, sign=lambda line: own.sign(line, kind=kind), salt=str.upper)


@pytest.mark.parametrize("suite", suites.SUITES, ids=lambda suite: suite.name)
def test_what_is_shown(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it, a part, or nothing about anybody; what is left out is not in it in any form."""
    monkeypatch.setenv(suites.ENVIRONMENT, suite.name)
    own = Identity.make(SPEAKER)
    whole = signed(own)
    assert check(whole, engine=own.verifies, at=NOW).disclosed == ALL
    part = presented(whole, ["holder_name"])
    proved = check(part, engine=own.verifies, at=NOW)
    assert (proved.disclosed, proved.hidden) == ({"holder_name": "某甲"}, 2)
    texts = [base64.urlsafe_b64decode(one + "===").decode() for one in part.split(BETWEEN)[1:-1]]
    assert [json.loads(text)[1:] for text in texts] == [["holder_name", "某甲"]]
    assert check(presented(whole, []), engine=own.verifies, at=NOW).disclosed == {}
    with pytest.raises(KeyError):
        presented(whole, ["photo"])


def _bent(whole: str, name: str, value: object) -> str:
    line, *rest = whole.split(BETWEEN)
    made = base64.urlsafe_b64encode(json.dumps(["salt", name, value]).encode()).decode().rstrip("=")
    return BETWEEN.join((line, made, *rest))


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        (signed(OTHER), "不是这个引擎签发的"),
        (signed(kind="jwt"), "类型或者签发者不符"),
        (signed(iss=issuer(OTHER.verifies)), "类型或者签发者不符"),
        (signed(exp=int(NOW.timestamp())), "已过有效期"),
        (signed(iat=int((NOW + timedelta(hours=1)).timestamp())), "在将来"),
        (signed(vct=None), "不是证照凭证"),
        ("A" + signed(), "不是"),
        (signed() + "eyJ.e30.c2ln", "附带持有人签名"),
        (signed().rstrip(BETWEEN), "附带持有人签名"),
        (_bent(signed(), "holder_name", "某乙"), "不属于"),
        (_bent(signed(), "exp", 0), "不属于"),
        (signed() + signed().split(BETWEEN)[1] + BETWEEN, "不属于"),
        (signed() + "%%" + BETWEEN, "无法读取"),
        ("", "不是证照凭证"),
    ],
)
def test_what_does_not_hold(shown: str, says: str) -> None:
    """Another's, no credential, over, of a later day, bent, added to, or bound to what nobody knows."""
    with pytest.raises(Broken, match=says):
        check(shown, engine=OWN.verifies, at=NOW)


def test_shown_twice() -> None:
    """One and the same claim."""
    whole = signed()
    line, first, *_ = whole.split(BETWEEN)
    with pytest.raises(Broken, match="不属于"):
        check(BETWEEN.join((line, first, first, "")), engine=OWN.verifies, at=NOW)
