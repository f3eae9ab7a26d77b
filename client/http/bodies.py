"""Bodies of requests: JSON that says everything once, in whole characters, as a word to the engine must."""

import json
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException


class UnreadableBody(HTTPException):
    """What is wrong with it, in `detail`; the library would say that something is, or take it."""

    def __init__(self, says: str) -> None:
        super().__init__(HTTPStatus.UNPROCESSABLE_ENTITY, says)


class _Body(Request):
    async def json(self) -> Any:
        """Raises `UnreadableBody`, and `JSONDecodeError`."""
        content = await self.body()
        try:
            read = json.loads(content, object_pairs_hook=_once)
            if b"\\ud" in content.lower():
                json.dumps(read, ensure_ascii=False).encode()
        except RecursionError:
            raise UnreadableBody("嵌套层次过多，表单只有一层") from None
        except UnicodeEncodeError:
            raise UnreadableBody("含有不完整的字符，请重新填写") from None
        except UnicodeDecodeError:
            raise UnreadableBody("不是 UTF-8 文本，请以 UTF-8 编码") from None
        except json.JSONDecodeError:
            raise
        except ValueError:
            raise UnreadableBody("数字过大，请重新填写") from None
        return read


class BodyRoute(APIRoute):
    """Its handler reads bodies so."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See base class."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            return await handle(_Body(request.scope, request.receive))

        return handled


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise UnreadableBody("同一个对象中有重复的名称，请只保留一个")
    return read
