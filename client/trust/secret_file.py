"""Files of keys, which their owner alone can read."""

import os
from pathlib import Path

from ..errors import WrongKey


def read(file: Path | str, *, what: str, mend: str) -> str:
    """The text of it.  Raises `WrongKey`: there is no such file, no such text in it, or this is no file."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError, TypeError) as error:
        raise WrongKey(f"no {what} in {file!s} ({type(error).__name__}): {mend}") from None


def write_new(file: Path, text: str) -> None:
    """Raises `FileExistsError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(f"{text}\n")


def write_beside(file: Path, text: str) -> Path:
    """What is to take its place, whole at once: whoever reads meanwhile reads the one or the other."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    write_new(beside, text)
    return beside
