"""Start the frozen program, and compare what it computes and paints with what the source does."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtGui import QImage

WALK = ["descend", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "--optimizer", "Adam",
        "--lr", "0.1", "--start", "1", "1", "--steps", "50", "--engine", "llvm"]  # fmt: skip
SOURCE = [sys.executable, "-m", "lossland"]
COLOURS = 100  # a blank window has a few; one with a map in it has thousands
ALIKE = 0.98  # share of the pixels: type may be hinted a little otherwise


def output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def main(folder: Path) -> int:
    frozen = [str(folder / "lossland")]
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{folder} is {size / 1e6:.0f} MB")
    walked = output(frozen + WALK)
    if '"engine": "llvm"' not in walked:
        print("The frozen program has no machine code.", file=sys.stderr)
        return 1
    if walked != output(SOURCE + WALK):
        print("The frozen program walks elsewhere than the source.", file=sys.stderr)
        return 1
    print("The frozen program walks as the source does.")
    with tempfile.TemporaryDirectory() as shelf:
        pictures = []
        for name, command in (("frozen", frozen), ("source", SOURCE)):
            path = Path(shelf) / f"{name}.png"
            begun = time.perf_counter()
            output([*command, "picture", str(path), "--language", "zh"])
            print(
                f"The {name} program has painted its window, results and all, after {time.perf_counter() - begun:.1f} s"
            )
            pictures.append(QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32))
    ours, theirs = (memoryview(picture.constBits()).cast("I") for picture in pictures)
    if len(set(ours)) < COLOURS:
        print("The frozen program's window is blank.", file=sys.stderr)
        return 1
    alike = sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(ours)
    print(f"{alike:.1%} of its pixels are the source's")
    return 0 if alike > ALIKE else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
