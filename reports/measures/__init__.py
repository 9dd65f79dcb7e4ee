"""One measure per file, found by being there: the file's name, with hyphens, is the measure's id."""

from pathlib import Path


def measure_ids() -> list[str]:
    """What measures there are, told without loading what they compute with: every command checks names against it."""
    return sorted(file.stem.replace("_", "-") for file in Path(__file__).parent.glob("[!_]*.py"))
