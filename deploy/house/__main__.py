"""`make rooms`: draw the house as its imports are."""

from typing import Final

from deploy.house.picture import drawn
from deploy.house.source_file import ROOT, read

PICTURE: Final = ROOT / "deploy" / "rooms.svg"

if __name__ == "__main__":
    PICTURE.write_text(drawn(read()), encoding="utf-8")
    print(PICTURE)
