"""The command line: the window, or one thing done without it."""

import argparse
import gc
import json
import math
import os
import sys
from pathlib import Path
from typing import NoReturn

IF_NOT = "(default: %(default)s)"


def main(arguments: list[str] | None = None) -> int:
    """Run Lossland; return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    # -x^2 and -1e-3 are no options: a blank before them tells argparse so.
    given = [f" {word}" if word[:1] == "-" and word[:2] != "--" and word != "-h" else word for word in given]
    chosen = _parser().parse_args(given)
    from lossland.core.sentence import Mistake

    try:
        return chosen.run(chosen)
    except Mistake as error:
        print(f"lossland: {error}", file=sys.stderr)
    except OSError as error:
        print(
            f"lossland: {error.filename}: {error.strerror}" if error.filename else f"lossland: {error}", file=sys.stderr
        )
    return 2


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("lossland", description="A laboratory in which a class watches learning happen.")
    parser.set_defaults(run=_window, file=None)
    commands = parser.add_subparsers(metavar="COMMAND")
    start = commands.add_parser("open", help="the window with a saved lesson")
    start.add_argument("file", type=Path)
    picture = commands.add_parser("picture", help="paint the window, with all its results in, into a PNG file")
    picture.add_argument("out", type=_png, metavar="OUT.png")
    picture.add_argument("--open", type=Path, dest="file", metavar="FILE", help="a saved lesson")
    picture.add_argument("--size", type=_size, default="1280x720", metavar="WIDTHxHEIGHT", help=IF_NOT)
    picture.add_argument("--language", choices=("en", "zh"), default="en", help=IF_NOT)
    picture.add_argument("--theme", choices=("light", "dark", "projector"), default="light", help=IF_NOT)
    panel = "the one that has the whole window; 0 for all"
    picture.add_argument("--panel", type=int, choices=(0, 1, 2, 3), default=0, help=f"{panel} {IF_NOT}")
    step = "where the playback stands; past the end, the last step"
    picture.add_argument("--step", type=int, default=6, help=f"{step} {IF_NOT}")
    picture.set_defaults(run=_picture)
    demo = commands.add_parser("demo", help="open the window, play the first demonstration, and leave a picture")
    demo.add_argument("out", type=_png, metavar="OUT.png")
    demo.set_defaults(run=_demo)
    descend = commands.add_parser("descend", help="walk down a surface and print the walk as JSON")
    descend.description = "Walk down a surface and print the walk as JSON; null is a number that is not finite."
    descend.add_argument("expression", help='such as "x^2 + a y^2"')
    descend.add_argument("--start", type=float, nargs="+", required=True, help="a number for each axis")
    descend.add_argument(
        "--parameter",
        type=_parameter,
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="such as a=7, again for each parameter (default: 1 for each)",
    )
    descend.add_argument("--optimizer", default="SGD", help=f"SGD, RMSprop, Adam … {IF_NOT}")
    descend.add_argument("--lr", type=float, help="learning rate (default: that of the optimizer)")
    descend.add_argument("--steps", type=int, default=100, help=f"how many steps {IF_NOT}")
    descend.add_argument(
        "--engine",
        choices=("auto", "llvm", "numpy", "torch"),
        default="auto",
        help=f"what computes {IF_NOT}",
    )
    descend.set_defaults(run=_descend)
    return parser


def _parameter(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not name.strip() or not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text.strip()}: a parameter is NAME=NUMBER, such as a=7")
    return name.strip(), value


def _png(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise argparse.ArgumentTypeError("a picture is a file that ends in .png")
    return path


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 960 <= int(width) <= 8000 and 600 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError("a size is WIDTHxHEIGHT, from 960x600 to 8000x8000")
    return int(width), int(height)


def _descend(chosen: argparse.Namespace) -> int:
    from lossland.core import optimizers
    from lossland.core.catalog import catalog
    from lossland.core.descend import descend
    from lossland.core.optimizer import Optimizer
    from lossland.core.sentence import Mistake
    from lossland.core.surface import Surface

    known = catalog(optimizers, Optimizer)
    if chosen.optimizer not in known:
        raise Mistake("There is no optimizer {name}; there are {known}.", name=chosen.optimizer, known=", ".join(known))
    kind = known[chosen.optimizer]
    optimizer = kind() if chosen.lr is None else kind(lr=chosen.lr)
    surface = Surface(chosen.expression, **dict(chosen.parameter))
    walk = descend(surface, optimizer, chosen.start, chosen.steps, engine=chosen.engine)
    if walk.note:
        print(f"lossland: {walk.note}", file=sys.stderr)
    losses = [_number(loss) for loss in walk.losses.tolist()]
    points = [[_number(x) for x in point] for point in walk.points.tolist()]
    print(json.dumps({"points": points, "losses": losses, "end": walk.end, "engine": walk.engine}))
    return 0


def _number(value: float) -> float | None:
    """As JSON can hold it, and without a minus before a zero."""
    return value + 0.0 if math.isfinite(value) else None


def _window(chosen: argparse.Namespace) -> int:
    prepare()
    from lossland.program import Program, prefer, prefer_engine, preferred, preferred_engine

    program = Program(preferred(), engine=preferred_engine())
    program.window.look_changed.connect(prefer)
    program.window.engine_changed.connect(prefer_engine)
    program.window.show()
    if chosen.file:
        program.window.files.open(chosen.file)
    return program.run()


def _picture(chosen: argparse.Namespace) -> int:
    prepare()
    from lossland import document
    from lossland.program import Program
    from lossland.views.theme import Look

    state = document.load(chosen.file) if chosen.file else None
    program = Program(Look(chosen.theme, chosen.language), state)
    program.window.resize(*chosen.size)
    program.window.give_window_to(chosen.panel)
    program.window.show()
    program.wait()
    program.window.playback.go(chosen.step)
    return program.leave(chosen.out)


def _demo(chosen: argparse.Namespace) -> int:
    prepare()
    from lossland.program import Program
    from lossland.views.theme import Look

    program = Program(Look())
    program.window.show()
    program.wait()
    program.window.playback.set_speed(100)
    program.window.playback.play()
    program.wait()
    return program.leave(chosen.out)


def prepare() -> None:
    """Settle what Qt and NumPy ask the environment when they are imported, and let that be quick."""
    gc.disable()  # there is no garbage among what is imported; a Worker decides when to look for more
    # OpenBLAS keeps a core busy while its threads wait for large matrices, and there is none here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Without a display, paint into memory.
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


if __name__ == "__main__":
    sys.exit(main())
