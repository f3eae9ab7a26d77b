"""`python -m deploy.stand_ins FILE`: how the departments' stand-ins behave towards every case from now on."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from activities.errors import WorldError
from activities.stand_ins.books import District
from deploy import demonstration
from worker import Settings


def main() -> int:
    """Tell in one line what is wrong with the file or the books, if something is."""
    parser = ArgumentParser(prog="python -m deploy.stand_ins", description=__doc__)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="behaviours by item, as district/officers.json"
    )
    file = parser.parse_args().file
    try:
        district = District(Settings().district_url)
        demonstration.set_stand_ins(district, file)
        district.close()
    except (OSError, ValueError, WorldError) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
