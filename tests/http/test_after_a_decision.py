"""Over HTTP, once an item is decided: its licence, its rating, and what its holder applies for later."""

from base64 import b64decode
from uuid import uuid4

from client import State
from client.http.callers import SIGN_IN
from client.trust.actor import Role
from tests.http.at_work import (
    AtWork,
    filed,
    until,
)
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import Parts
from tests.support.speakers import identity_of, sign_ins_at
from tests.support.states import FOOD, on_one_ledger


@on_one_ledger
async def test_after_a_decision(parts: Parts, at: AtWork) -> None:
    """A credential, a rating, a change with a file that was uploaded, which its officer opens."""
    told, number = submission(SMALL_SHOP), uuid4()
    await filed(at, told)
    await until(at, told.id, FOOD, State.GRANTED)
    await (await parts.platform.case(told.id)).outcome()
    own, post = f"/cases/{told.id}", at.portal.post
    token = (await at.portal.get(f"{own}/items/{FOOD}/credential")).json()
    assert token.count("~") > 1
    assert (await post(f"{own}/rate", json={"item": FOOD, "stars": 1, "says": "久"})).json()["answer_by"]
    who = told.applicant.identity_number
    at.portal.headers[SIGN_IN] = sign_ins_at(identity_of(Role.PLATFORM))(who)
    sent = {"Content-Type": "text/plain", "Onematter-Applicant": who}
    deed = (await at.portal.put(f"/uploads/{number}/deed", content=b"deed", headers=sent)).json()
    del at.portal.headers[SIGN_IN]
    change = {"item": FOOD, "says": "经营者改为某某", "papers": [deed], "id": str(number)}
    of = (await post(f"{own}/change", json=change)).json()
    opened = await at.officer.post("/sequels/papers/deed", json=of)
    assert b64decode(opened.json()["content"]) == b"deed"
    asked = {"of": of, "word": "ask", "reasons": ["转让协议缺页"]}
    assert (await at.officer.post("/sequels/conclude", json=asked)).json()["state"] == "mending"
    answer = await post(f"{own}/renewals/{number}/mend", json={"says": "已补齐", "papers": []})
    assert answer.json()["accepted_on"]
    assert (await at.officer.get(f"/sequels/{number}")).json()["state"] == "begun"
