"""Files of keys, which their owner alone can read."""

import os
from pathlib import Path


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
