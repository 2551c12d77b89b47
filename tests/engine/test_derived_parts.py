"""A class that a user derives from a declared part is that part, with notes of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.callbacks import LearningRateScheduler
from engine.errors import EngineError
from engine.layers import Dense, Input
from engine.models import Sequential, clone_model, load_model
from engine.optimizers import Adam


class NotedDense(Dense):
    def __init__(self, width: int, note: str = "") -> None:
        super().__init__(width)
        self.note = note


class Quick(Adam):
    def __init__(self, speed: float) -> None:
        super().__init__(learning_rate=speed)
        self.note = "quick"


def test_a_derived_part_keeps_its_notes_in_a_model_and_is_its_parent_in_a_file(tmp_path: Path) -> None:
    model = Sequential([Input((4,)), NotedDense(3, "mine"), Dense(1)])
    model.compile(Quick(0.1), "mse")
    x, y = np.ones((8, 4)), np.ones(8)
    model.fit(x, y, epochs=2, verbose=0, callbacks=[LearningRateScheduler(lambda epoch, rate: rate / 2)])
    assert (model.layers[0].note, model.optimizer.note) == ("mine", "quick")  # type: ignore[attr-defined]
    assert float(model.optimizer.learning_rate) == pytest.approx(0.025)
    model.optimizer.learning_rate = 0.5
    assert float(model.optimizer.learning_rate) == 0.5
    model.save(tmp_path / "m.safetensors")
    again = load_model(tmp_path / "m.safetensors")
    assert np.array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))
    assert [type(layer.part) for layer in clone_model(model).layers] == [Dense, Dense]
    assert NotedDense.from_config(NotedDense(5).get_config()).units == 5
    assert Quick.from_config(Quick(0.2).get_config()).learning_rate == 0.2


def test_a_derived_part_with_a_field_that_no_file_could_keep_is_refused() -> None:
    with pytest.raises(EngineError, match="declares “gain”, but is saved as Dense"):

        class Gained(Dense):
            gain: float = 2.0
