"""`make wire`: write down what goes over the wire, unless somebody who was built on it could not go on."""

import json
import sys
from typing import Final

from deploy.house.source_file import ROOT
from deploy.wire.compatibility import breaks
from deploy.wire.contract import contract
from deploy.wire.event_contract import event_contract

CONTRACT: Final = ROOT / "client" / "wire" / "contract.json"
EVENTS: Final = CONTRACT.with_name("events.json")


def main() -> None:
    """Ends with 1 and writes nothing where the same release would say two things."""
    before, now = json.loads(CONTRACT.read_text(encoding="utf-8")), contract()
    same = before["release"] == now["release"]
    if same and (found := breaks(before, now)):
        print(*found, sep="\n")
        sys.exit("mend these, or give client/pyproject.toml the version of another release")
    for file, told in ((CONTRACT, now), (EVENTS, event_contract())):
        file.write_text(f"{json.dumps(told, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
        print(file)


if __name__ == "__main__":
    main()
