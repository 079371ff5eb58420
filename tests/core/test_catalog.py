"""A folder is a catalogue."""

from lossland.core import activations, losses, optimizers
from lossland.core.activation import Activation
from lossland.core.catalog import catalog
from lossland.core.loss import Loss
from lossland.core.optimizer import Optimizer


def test_optimizers_are_found_by_name_in_the_order_of_their_files():
    assert list(catalog(optimizers, Optimizer)) == ["Adam", "RMSprop", "SGD"]


def test_a_new_file_is_enough(tmp_path, monkeypatch):
    package = tmp_path / "fresh"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "drift.py").write_text(
        "from lossland.core.optimizer import Optimizer\n"
        "from lossland.core.optimizers.sgd import SGD\n"
        "class Drift(Optimizer):\n    label = 'Drift'\n"
        "class Note:\n    pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    import fresh

    # What the file only imports (SGD, the base itself) or is of another kind (Note) is not in the catalogue.
    assert catalog(fresh, Optimizer) == {"Drift": fresh.drift.Drift}


def test_every_entry_of_every_catalogue_has_a_label():
    for package, kind in ((optimizers, Optimizer), (activations, Activation), (losses, Loss)):
        entries = catalog(package, kind).values()
        assert entries
        assert len({entry.label for entry in entries}) == len(entries)
