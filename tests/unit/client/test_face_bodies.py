"""Bodies of which nobody should guess what is meant: the HTTP face says what is wrong with them."""

from typing import Final

import httpx
import pytest

from client.http.problems import ProblemApp
from client.messages.cases.correction import Supplement

BODIES: Final = {
    b'{"form": {"fen": 1, "fen": 2}}': "重复",
    b'{"by": "a", "by": "b"}': "重复",
    rb'{"form": {"\ud800": 1}}': "不完整的字符",
    rb'{"form": {"a": "\uD800"}}': "不完整的字符",
    b'{"form": ' + b'{"a": ' * 3_000 + b"1" + b"}" * 3_000 + b"}": "嵌套",
    b'{"form": {"a": ' + b"9" * 5_000 + b"}}": "数字过大",
    b'{"form": {"a": "\xff\xfe"}}': "UTF-8",
    b'{"form": {': "JSON",
}


@pytest.mark.parametrize("body", BODIES, ids=BODIES.values())
async def test_a_body_that_cannot_be_read(body: bytes) -> None:
    """It is told in the words of its mistake, and nothing is called."""
    app = ProblemApp("face")

    @app.post("/")
    async def taken(supplement: Supplement) -> None:
        pytest.fail(f"this was taken: {supplement}")

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://face") as http:
        answer = await http.post("/", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:one-matter:InvalidForm")
    assert BODIES[body] in answer.json()["wrong_fields"][0]["says"]
