"""Messages as payloads: JSON, encrypted; and what comes in from outside is read, or refused."""

import copy
import json
from collections.abc import Sequence
from typing import Any, Final, Self, cast

from pydantic import ValidationError
from pydantic_core import to_json
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.common import RawValue
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    DefaultPayloadConverter,
    EncodingPayloadConverter,
    JSONPlainPayloadConverter,
    PayloadCodec,
    PayloadConverter,
    SerializationContext,
    WithSerializationContext,
)
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from .. import names
from ..errors import InvalidForm, WrongField, WrongKey
from ..messages.message import Incoming, reading_on
from ..trust.refusal import OUTSIDE, QUESTION, REFUSED, Refusal
from ..trust.said import (
    ANSWERED,
    BEFORE,
    HANDED_ON,
    Acknowledged,
    Addressed,
    Answered,
    HandedOn,
    Said,
)
from .codec import READER

WORD: Final = "word"
HEARD: Final = "heard"
REFUSAL: Final = "refusal"
"""In the metadata of a payload: the signature of what somebody says, the digest of what an answer is to, and
that a question is refused.
"""

_IN_CLEAR: Final = (names.UNOPENED, names.UNREADABLE)
_PLAIN: Final = b"json/plain"
_NULL: Final = b"binary/null"


class _Json(PydanticJSONPlainPayloadConverter):
    """What comes in must say everything once."""

    def to_payload(self, value: Any) -> Payload | None:  # noqa: PLR0911 (a table)
        """A word goes with the very bytes that were signed, a refusal is marked as what it is."""
        match value:
            case Said(raw=raw, word=word, reply=reply):
                return _addressed(
                    Payload(metadata={"encoding": _PLAIN, WORD: word.encode()}, data=raw), reply
                )
            case Acknowledged():
                heard = cast("Acknowledged[object]", value)
                return _addressed(_plain(heard.answer, HEARD, heard.digest.encode()), heard.reply)
            case Addressed():
                addressed = cast("Addressed[object]", value)
                answer = self.to_payload(addressed.answer) or Payload(metadata={"encoding": _NULL})
                return _addressed(answer, addressed.reply)
            case Answered():
                answered = cast("Answered[object]", value)
                return _plain(answered.answer, QUESTION, answered.question)
            case HandedOn(value=value, by=by, read=read):
                handed = _plain(value, BEFORE, by.encode())
                handed.metadata.update({} if read else {HANDED_ON: b""})
                return handed
            case Refusal():
                return _plain(value, REFUSAL)
            case _:
                return super().to_payload(value)

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        """What is signed comes as a word, whatever is expected: nobody takes it for more than it is.

        What a run hands on to the next one comes unread: if it cannot be, that waits for a mended worker.
        """
        if HANDED_ON in payload.metadata and OUTSIDE not in payload.metadata:
            return RawValue(Payload(metadata={"encoding": _PLAIN}, data=payload.data))
        if _comes_in(type_hint):
            json.loads(payload.data, object_pairs_hook=_once)
        says = super().from_payload(payload, type_hint)
        if WORD in payload.metadata:
            return Said(says, payload.data, payload.metadata[WORD].decode(errors="replace"))
        return says


class _Refused(EncodingPayloadConverter):
    """What the codec could not open."""

    @property
    def encoding(self) -> str:
        return REFUSED.decode()

    def to_payload(self, value: Any) -> Payload | None:  # noqa: ARG002
        return None

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:  # noqa: ARG002
        raise WrongKey(payload.data.decode())


_JSON: Final = _Json()
"""One for all: it keeps the validators that it has built, and every workflow run makes a new converter."""


class _Converter(CompositePayloadConverter):
    def __init__(self) -> None:
        super().__init__(
            *(
                _JSON if isinstance(converter, JSONPlainPayloadConverter) else converter
                for converter in DefaultPayloadConverter.default_encoding_payload_converters
            ),
            _Refused(),
        )

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:
        """What comes in and cannot be read fails at once, for good; its error holds no value of it."""
        try:
            return super().from_payloads(payloads, type_hints)
        except Exception as error:
            if not any(map(_comes_in, type_hints or ())):
                raise
            raise _refusal(error) from None


class _Asking(_Converter):
    """Whoever asks reads on where the engine says more than his edition knows."""

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:
        """See base class."""
        with reading_on():
            return super().from_payloads(payloads, type_hints)


class _Failures(DefaultFailureConverterWithEncodedAttributes):
    """What fails is told to whoever is answered."""

    def to_failure(
        self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure
    ) -> None:
        """See base class."""
        super().to_failure(exception, payload_converter, failure)
        if isinstance(exception, ApplicationError) and exception.message in _IN_CLEAR:
            failure.message = exception.message
        elif isinstance(exception, RuntimeError) and names.UNHEARD_OF in str(exception):
            failure.message = names.UNHEARD_OF  # of a question, the message is all that whoever asks is told
        elif failure.message == names.SEALED_FAILURE:
            failure.message = names.FAILED
        if reply := ANSWERED.get():
            _address(failure, reply)


def _plain(value: object, mark: str, marked: bytes = b"") -> Payload:
    return Payload(metadata={"encoding": _PLAIN, mark: marked}, data=to_json(value))


def _address(failure: Failure, reply: str) -> None:
    for payload in (failure.encoded_attributes, *failure.application_failure_info.details.payloads):
        if payload.metadata:
            _addressed(payload, reply)
    if failure.HasField("cause"):
        _address(failure.cause, reply)


def _addressed(payload: Payload, reply: str) -> Payload:
    if reply:
        payload.metadata[READER] = reply.encode()
    return payload


class _OfRuns(DataConverter):
    def with_context(self, context: SerializationContext) -> Self:
        """Only the codec knows runs: the rest is kept, which the base class makes anew each time."""
        placed = copy.copy(self)
        if isinstance(self.payload_codec, WithSerializationContext):
            object.__setattr__(placed, "payload_codec", self.payload_codec.with_context(context))
        return placed


def converter(codec: PayloadCodec, *, is_engine: bool) -> DataConverter:
    """Failures are encrypted like messages."""
    return _OfRuns(
        payload_converter_class=_Converter if is_engine else _Asking,
        payload_codec=codec,
        failure_converter_class=_Failures,
    )


def _comes_in(type_hint: object) -> bool:
    """Of plain words, such as a department's code, no answer is made, so they were said by somebody."""
    return isinstance(type_hint, type) and issubclass(type_hint, Incoming | str)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return read


def _refusal(error: Exception) -> ApplicationError:
    if isinstance(error, ValidationError):
        fields = InvalidForm.of(error).wrong_fields
    elif isinstance(error, WrongKey):
        fields = (WrongField(path="", says=str(error)),)
    else:
        says = "this is no message of ours: not JSON, or too deep, or a name stands twice in it"
        fields = (WrongField(path="", says=says),)
    return ApplicationError(
        names.UNOPENED if isinstance(error, WrongKey) else names.UNREADABLE,
        [field.model_dump() for field in fields],
        type=names.INVALID_FORM,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )
