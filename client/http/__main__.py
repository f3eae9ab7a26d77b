"""`python -m onematter_client.http SETTINGS`: the HTTP face, until it is told to stop."""

import asyncio
import sys
from pathlib import Path

from ..errors import OneMatterError
from .server import serve
from .settings import HttpSettings


def main() -> None:
    """Ends with 1 where it cannot begin."""
    try:
        _, file = sys.argv
    except ValueError:
        sys.exit("name the file of its settings: python -m onematter_client.http SETTINGS")
    try:
        asyncio.run(serve(HttpSettings.read(Path(file))))
    except OneMatterError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
