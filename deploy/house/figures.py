"""`python -m deploy.house.figures [FOLDER]`: how large the house is, and which class names are there twice.

With another checkout's folder it counts that one, so that two states can be compared.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from deploy.house.source_file import ROOT, SourceFile, read


def twice(sources: Sequence[SourceFile]) -> dict[str, list[str]]:
    """Public class names that stand for more than one thing, and where."""
    found = [(name, source.name) for source in sources for name in source.classes if not name.startswith("_")]
    often = Counter(name for name, _ in found)
    return {name: [where for one, where in found if one == name] for name in often if often[name] > 1}


def by_room(sources: Sequence[SourceFile]) -> Table:
    """Files and lines of each room, faces included."""
    table = Table("room", "files", "lines")
    rooms = {source: _room(source) for source in sources}
    for room in sorted(set(rooms.values())):
        lines = [source.lines for source in sources if rooms[source] == room]
        table.add_row(room, str(len(lines)), f"{sum(lines):,}")
    table.add_section()
    table.add_row("all", str(len(sources)), f"{sum(source.lines for source in sources):,}")
    return table


def _room(source: SourceFile) -> str:
    place, *inside = source.name.split(".")
    is_folder = len(inside) > 1 or (inside and source.is_package)
    return f"{place}/{inside[0]}" if is_folder else place


def main(folder: Path) -> None:
    """Print it."""
    console, sources = Console(), read(folder)
    console.print(by_room(sources))
    files = [source for source in sources if not source.is_package]
    functions = [(node.end_lineno or 0) - node.lineno + 1 for each in files for node in each.functions]
    side_by_side = Counter(each.name.rpartition(".")[0] for each in files)
    [(folder_name, most)] = side_by_side.most_common(1)
    console.print(f"files: median {median(each.lines for each in files):g} lines", highlight=False)
    nine_in_ten = quantiles(functions, n=10)[-1]
    console.print(f"functions: median {median(functions):g}, nine in ten up to {nine_in_ten:g} lines")
    console.print(f"most files side by side: {most} in {folder_name.replace('.', '/')}")
    found = twice(sources)
    console.print(f"public class names that are there twice: {len(found)} {' '.join(sorted(found))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
