"""Where surfaces, fonts, icons and translations are: beside the code, in the clone, or in the frozen program."""

from pathlib import Path

_here = Path(__file__).parent
FOLDER = next(path for path in (_here / "resources", _here.parents[1] / "resources") if path.is_dir())
