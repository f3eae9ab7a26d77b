"""What applicants send, from files: JSON, whose papers may name files beside it instead of carrying them."""

import base64
import json
from pathlib import Path
from typing import Any, Final, TypeVar, cast
from uuid import uuid4

from pydantic import BaseModel, ValidationError

from ..errors import InvalidForm, WrongField
from ..messages.bounds import printable
from ..messages.cases.correction import Supplement
from ..messages.cases.submission import MediaType, Submission
from ..messages.enquiries.draft import Draft

ModelT = TypeVar("ModelT", bound=BaseModel)

BY_SUFFIX: Final = {
    ".pdf": MediaType.PDF,
    ".ofd": MediaType.OFD,
    ".jpg": MediaType.JPEG,
    ".jpeg": MediaType.JPEG,
    ".png": MediaType.PNG,
    ".txt": MediaType.TEXT,
}


def read_submission(path: Path) -> Submission:
    """Read a submission; one without an `id` gets a new one, to be kept by the caller.

    A paper is `{"code": …, "file": …}`, the file's path being relative to the JSON file's folder.
    Raises `InvalidForm` with every field that is missing, unknown or of the wrong kind.
    """
    content = _read_json(path)
    content.setdefault("id", str(uuid4()))
    return checked(Submission, content)


def read_draft(path: Path) -> Draft:
    """Read what is half written; of a submission's fields, a draft keeps those that it has.

    Raises as `read_submission` does.
    """
    content = _read_json(path)
    content.setdefault("id", str(uuid4()))
    later = Submission.model_fields.keys() - Draft.model_fields.keys()
    return checked(Draft, {name: value for name, value in content.items() if name not in later})


def read_supplement(path: Path) -> Supplement:
    """Read what is mended: `{"form": {…}, "papers": […]}`, with papers as in a submission.

    Raises as `read_submission` does.
    """
    return checked(Supplement, _read_json(path))


def checked(kind: type[ModelT], content: dict[str, Any]) -> ModelT:
    """The message that this says.  Raises `InvalidForm` with every mistake, and no value."""
    try:
        return kind.model_validate_json(json.dumps(content), extra="forbid")
    except ValidationError as error:
        raise InvalidForm.of(error) from None


def _read_json(path: Path) -> dict[str, Any]:
    """The object that is written there, its papers with their files."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except OSError as error:
        raise _unreadable(path, f"it cannot be read: {error.strerror}") from None
    except RecursionError:
        raise _unreadable(path, "it is nested too deeply; a form is flat") from None
    except UnicodeDecodeError:
        raise _unreadable(path, "this is not UTF-8 text; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise _unreadable(path, f"this is not JSON: {error}") from None
    except ValueError as error:
        raise _unreadable(path, str(error)) from None
    if not isinstance(content, dict):
        raise _unreadable(path, "it must be a JSON object: {…}")
    read = cast("dict[str, Any]", content)
    if isinstance(papers := read.get("papers"), list):
        read["papers"] = [_with_content(paper, path.parent) for paper in papers]  # pyright: ignore[reportUnknownVariableType]
    return read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{', '.join(twice)}: this stands twice; what of it is meant?")
    return dict(pairs)


def _with_content(paper: Any, folder: Path) -> Any:
    """The paper with the content of its file; whatever else it is goes on to validation."""
    match paper:
        case {"file": str(name), **rest}:
            file = folder / name
            _require_beside(file, folder)
        case _:
            return paper
    if file.suffix.lower() not in BY_SUFFIX:
        raise _unreadable(file, f"its kind is not one of {', '.join(BY_SUFFIX)}")
    try:
        content = base64.b64encode(file.read_bytes()).decode()
    except OSError as error:
        raise _unreadable(file, f"it cannot be read: {error.strerror}") from None
    except ValueError:  # a name that no file can have
        raise _unreadable(file, "it cannot be read: this is no file name") from None
    return {
        "filename": file.name,
        "media_type": BY_SUFFIX[file.suffix.lower()],
        "content": content,
        **rest,
    }


def _require_beside(file: Path, folder: Path) -> None:
    """A citizen's file names the citizen's files, and none of the clerk who reads it in."""
    try:
        below = file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # no file can have such a name
        below = False
    if not below:
        raise _unreadable(file, "it does not lie beside the submission; put it into the same folder")


def _unreadable(path: Path, says: str) -> InvalidForm:
    return InvalidForm((WrongField(path=printable(str(path)), says=says),))
