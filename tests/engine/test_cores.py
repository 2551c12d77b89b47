"""A step takes more cores than its plan says while they are free and while no digit depends on it."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch
from small_runs import Outcome, assert_same_bits, plan_of, rows_for, run

from engine.layers import Dense, Dropout, Layer
from engine.machine import IdleCores
from engine.plan import Plan
from engine.training import dense, sharing
from engine.training.arithmetic import arithmetic
from engine.training.build import build_model
from engine.training.cores import SELDOM, Cores, all_flush, shares_evenly
from engine.training.dense import DenseStep
from engine.training.evaluation import Part
from engine.training.products import WAYS, Product, Way, tries
from engine.training.sharing import cores_for, has_same_digits, sharing_of


class Machine:
    """Two cores of which somebody may take one; the time goes on by what a call takes."""

    def __init__(self, idle: float = 0.95) -> None:
        self.now = 0.0
        self.idle = idle
        self.is_busy = False
        self.cores = Cores(1, 2, lambda: 0.1 if self.is_busy else self.idle)
        self.calls: list[tuple[float, int]] = []

    def call(self, seconds: float | None = None) -> None:
        """One call of one batch: 0.1 s on one core, 0.06 s on two, 0.3 s where one of the two is taken."""
        count = self.cores.count
        needed = 0.1 if count == 1 else 0.3 if self.is_busy else 0.06
        seconds = needed if seconds is None else seconds
        self.now += seconds
        self.calls.append((self.now, count))
        self.cores.took(seconds, 1)

    def go_on(self, seconds: float) -> list[int]:
        """Calls for so long; returns the cores of each."""
        first, end = len(self.calls), self.now + seconds
        while self.now < end:
            self.call()
        return [count for _, count in self.calls[first:]]


def test_free_cores_are_taken_after_both_ways_were_tried() -> None:
    assert Machine().go_on(3)[:12] == [2, 2, 1, *[2] * 9]


def test_a_core_that_somebody_takes_is_left_at_once_and_taken_again_when_it_is_free() -> None:
    machine = Machine()
    machine.go_on(10)
    machine.is_busy = True
    assert machine.go_on(60).count(2) <= 6
    assert machine.go_on(SELDOM).count(2) <= 1
    machine.is_busy = False
    machine.go_on(1)
    assert machine.go_on(10).count(1) <= 4


@pytest.mark.parametrize("idle", [0.0, 2.0])
def test_cores_whose_work_cannot_be_seen_are_tried_as_well(idle: float) -> None:
    """In a container the machine may look busy with other people's work, or idle where no second core is given."""
    machine = Machine(idle)
    machine.go_on(2)
    machine.is_busy = True
    machine.go_on(60)
    machine.is_busy = False
    machine.go_on(SELDOM + 1)
    assert machine.go_on(10).count(1) <= 2
    limited = Cores(1, 2, lambda: 2.0)
    counts = []
    for _ in range(600):
        counts.append(limited.count)
        limited.took(0.1 if limited.count == 1 else 0.3, 1)
    assert counts.count(2) <= 12


def test_idle_cores_are_counted() -> None:
    idle = IdleCores()
    assert 0.0 <= idle() <= (os.cpu_count() or 1)


def test_one_slow_call_may_be_chance() -> None:
    machine = Machine()
    machine.go_on(2.0)
    machine.call(0.5)
    assert machine.cores.count == 2
    machine.call()
    machine.call(0.5)
    assert machine.cores.count == 2


def test_the_longer_nothing_changes_the_more_seldom_the_cores_are_compared() -> None:
    machine = Machine()
    machine.go_on(120)
    times = [now for (now, count), (_, before) in zip(machine.calls[1:], machine.calls, strict=False)
             if (before, count) == (2, 1)]
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert pauses[0] < 5
    assert all(later > sooner - 0.01 for sooner, later in pairwise(pauses))
    assert pauses[-1] == pytest.approx(SELDOM, abs=1.0)


def test_cores_are_not_taken_where_they_bring_nothing() -> None:
    cores = Cores(1, 2)
    for _ in range(4):
        cores.took(1.0 if cores.count == 1 else 1.1, 10)
    assert cores.count == 1


@pytest.mark.parametrize(("numbers", "is_even"), [(100, True), (32767, True), (256 * 1000, True), (32769, False)])
def test_an_elementwise_operation_is_shared_where_no_vector_is_cut(numbers: int, is_even: bool) -> None:
    assert shares_evenly(numbers, 2) == is_even
    assert shares_evenly(numbers, 1)


def test_as_many_cores_as_there_is_work_for_share_an_operation() -> None:
    assert shares_evenly(128 * 1024, 4)
    assert not shares_evenly(128 * 1024, 3)
    assert not shares_evenly(5 * 2**14, 4)  # three take it


def test_threads_that_keep_denormal_numbers_are_not_used() -> None:
    """Torch's threads live as long as the one they help; here they began before that one took denormals as 0."""
    found: dict[str, bool] = {}

    def train_behind(name: str, *, is_first: bool) -> None:
        if not is_first:
            torch.set_num_threads(2)
            torch.ones(200_000).mul_(2.0)
            torch.set_num_threads(1)
        with arithmetic(1, flush_denormal=True):
            found[name] = all_flush(2)

    for name, is_first in (("new", True), ("old", False)):
        thread = threading.Thread(target=train_behind, args=(name,), kwargs={"is_first": is_first})
        thread.start()
        thread.join()
    assert found["new"]
    # Where torch shares work in another way (one without OpenMP), older threads may flush as well.
    if "OpenMP" in torch.__config__.parallel_info().split("ATen parallel backend:")[-1]:
        assert not found["old"]


def shared_run(monkeypatch: pytest.MonkeyPatch, plan: Plan, folder: Path, *, is_shared: bool, rows: int) -> Outcome:
    """A run on one core, or with every second call on two."""
    counts: list[int] = []

    class Taking(Cores):
        @property
        def count(self) -> int:
            counts.append(1 + len(counts) % 2)
            return counts[-1]

    monkeypatch.setattr(dense, "SHOWN", {})
    monkeypatch.setattr(sharing, "ENOUGH", 0 if is_shared else float("inf"))
    monkeypatch.setattr(sharing, "EARLIEST", 0.0)
    monkeypatch.setattr(sharing, "free_cores", lambda: 2)
    monkeypatch.setattr(sharing, "Cores", Taking)
    outcomes: list[Outcome] = []

    def train() -> None:  # a thread of its own has helpers of its own
        outcomes.append(run(plan, rows_for(plan, rows=rows), folder / str(is_shared)))

    thread = threading.Thread(target=train)
    thread.start()
    thread.join()
    assert bool(counts) == is_shared
    return outcomes[0]


STACKS: list[tuple[tuple[Layer, ...], dict[str, Any]]] = [
    *(((Dense(256, kind), Dense(3, "softmax")), {}) for kind in ("relu", "tanh", "gelu", "selu", "softplus", "silu")),
    ((Dense(512, "relu"), Dropout(0.3), Dense(128, "elu"), Dense(3, "softmax")), {}),
    ((Dense(256, "sigmoid", use_bias=False), Dense(3, "softmax")), {"optimizer": {"kind": "sgd", "momentum": 0.9}}),
    ((Dense(256, "relu"), Dense(3, "softmax")), {"optimizer": "adamw", "metrics": ()}),
]


@pytest.mark.parametrize(("layers", "training"), STACKS)
def test_a_run_that_is_shared_now_and_then_has_the_digits_of_one_that_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layers: tuple[Layer, ...], training: dict[str, Any]
) -> None:
    plan = plan_of(*layers, columns=64, batch_size=128, **training)
    alone = shared_run(monkeypatch, plan, tmp_path, is_shared=False, rows=640)
    together = shared_run(monkeypatch, plan, tmp_path, is_shared=True, rows=640)
    assert alone.started.step == "dense"
    assert alone.history.batch_losses == together.history.batch_losses
    assert_same_bits(alone, together)


@pytest.fixture
def small_steps_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "ENOUGH", 0)


def some_step(plan: Plan, rows: int = 64) -> DenseStep:
    x = torch.rand(rows, plan.inputs)
    step = DenseStep(plan, build_model(plan), Part(x, torch.randint(0, 3, (rows,))))
    step._lay_out(torch.arange(rows))
    return step


def digits(step: DenseStep, other: Any) -> bool:
    """Whether another way to learn has the digits of the step's own."""
    buffers = [torch.empty(64, *row) for row in step._source.buffers.values()]
    ways = ((1, step._learn), (2, other))
    return has_same_digits(ways, step._source, 64, step._data[1], buffers, step.update.lists(), 3)


@pytest.mark.usefixtures("small_steps_count")
@pytest.mark.parametrize("place", ["weights", "memory", "outputs"])
def test_a_way_with_other_digits_is_found_and_nothing_is_left_of_the_try(place: str) -> None:
    step = some_step(plan_of(Dense(16, "relu"), Dropout(0.2), Dense(3, "softmax"), columns=8))

    def other(data: Any, *rest: Any) -> torch.Tensor:
        loss = step._learn(data, *rest)
        touched = {"weights": rest[6][1], "memory": rest[8][0], "outputs": data[3]}[place]
        value = touched.view(-1)[3].item()
        touched.view(-1)[3] = torch.nextafter(torch.tensor(value), torch.tensor(9.0))
        return loss

    with torch.no_grad():
        before = [tensor.clone() for part in step.update.lists() for tensor in part]
        random = torch.get_rng_state()
        assert digits(step, step._learn)
        assert not digits(step, other)
    after = [tensor for part in step.update.lists() for tensor in part]
    assert all(torch.equal(*pair) for pair in zip(before, after, strict=True))
    assert torch.equal(random, torch.get_rng_state())


@pytest.mark.usefixtures("small_steps_count")
def test_a_way_that_seldom_has_other_digits_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "LONGEST", float("inf"))
    step = some_step(plan_of(Dense(32, "relu"), Dense(3, "softmax"), columns=8))
    calls: list[int] = []

    def other(*arguments: Any) -> torch.Tensor:
        loss = step._learn(*arguments)
        calls.append(1)
        return torch.nextafter(loss, loss + 1) if len(calls) == 15 else loss

    with torch.no_grad():
        assert not digits(step, other)
    assert len(calls) == 15


def forward(inputs: int, units: int) -> Product:
    """The product of a layer's rows with its weights."""
    return Product("x", "t", "y", (None, inputs, units), "right", "b")


def counted(name: str, differs_from: int) -> Any:
    """An operation of torch with `out=`, which has another digit from one call on."""
    operation, calls = getattr(torch, name), []

    def other(*arguments: Any, out: torch.Tensor | None = None) -> torch.Tensor:
        calls.append(1)
        product: torch.Tensor = operation(*arguments, **({} if out is None else {"out": out}))
        if len(calls) >= differs_from:
            product.view(-1)[3] += 1.0
        return product

    return other


def test_a_product_whose_digits_seldom_differ_is_cut_by_rows_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    product, count = forward(8, 16), tries(64 * 16)
    assert product.way_for(64, 1, 1, torch.float32) == "whole"
    # One core's products come first, so the last one tried is the second core's last. 63 rows cannot be cut in two, and
    # whether 32 rows have the digits of 64 is the processor's matter.
    for rows, ways in ((64, {"rows", "each"}), (63, {"each"})):
        with monkeypatch.context() as patch:
            patch.setattr(torch, "addmm", counted("addmm", 2 * count))
            assert product.way_for(rows, 1, 2, torch.float32) in ways


@pytest.mark.usefixtures("small_steps_count")
def test_a_product_that_differs_in_every_way_leaves_the_step_to_the_threads_of_the_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step = some_step(plan_of(Dense(32, "relu"), Dense(3, "softmax"), columns=8))
    assert sharing_of(step._source, 64, Cores(1, 2)) is not None
    monkeypatch.setattr(torch, "addmm", counted("addmm", 1 + tries(64 * 32)))
    monkeypatch.setattr(torch, "baddbmm", counted("baddbmm", 1))
    assert sharing_of(step._source, 64, Cores(1, 2)) is None


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("bias", ["", "bias"])
@pytest.mark.parametrize("turned", ["left", "right", "neither"])
def test_every_way_to_share_a_product_gives_the_product(way: Way, bias: str, turned: Any) -> None:
    rows, generator = 1 if way == "pieces" else 6, torch.Generator().manual_seed(0)
    bias = "" if way == "pieces" else bias
    left, right, start = (torch.randn(shape, generator=generator) for shape in ((rows, 5), (5, 140), (140,)))
    left = left.t().contiguous().t() if turned == "left" else left
    right = right.t().contiguous().t() if turned == "right" else right
    out = torch.empty(rows, 140)
    line = Product("left", "right", "out", (None, 5, 140), turned, bias).shared_line(way)
    exec(line, {"torch": torch, "left": left, "right": right, "bias": start, "out": out, "cores": 2, "size": rows})
    torch.testing.assert_close(out, left @ right + (start if bias else 0.0))


def test_a_second_run_of_the_same_kind_does_not_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[bool] = []

    def noted(*arguments: Any) -> bool:
        tries.append(True)
        return False

    monkeypatch.setattr(dense, "SHOWN", {})
    monkeypatch.setattr(sharing, "has_same_digits", noted)
    monkeypatch.setattr(sharing, "ENOUGH", 0)
    monkeypatch.setattr(sharing, "EARLIEST", 0.0)
    monkeypatch.setattr(sharing, "free_cores", lambda: 2)
    monkeypatch.setattr(sharing, "all_flush", lambda cores: True)
    plans = [plan_of(Dense(units, "relu"), Dense(3, "softmax")) for units in (8, 8, 9)]
    for number, plan in enumerate(plans):
        run(plan, rows_for(plan), tmp_path / str(number))
    assert len(tries) == 2


def test_a_batch_that_is_soon_learnt_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "free_cores", lambda: 2)
    monkeypatch.setattr(sharing, "all_flush", lambda cores: True)
    assert cores_for(plan_of(Dense(16, "relu"), Dense(3, "softmax"), columns=8)) is None
    assert cores_for(plan_of(Dense(512, "relu"), Dense(3, "softmax"), columns=800)) is not None


@pytest.mark.usefixtures("small_steps_count")
@pytest.mark.parametrize(("loss", "rows"), [("mae", 512), ("mse", 600), ("huber", 300)])
def test_a_loss_of_many_numbers_is_summed_up_by_the_threads_of_the_plan(loss: str, rows: int) -> None:
    plan = plan_of(Dense(8, "tanh"), Dense(128), task="regression", loss=loss, columns=8, batch_size=rows, metrics=())
    step = DenseStep(plan, build_model(plan), Part(torch.rand(rows, 8), torch.rand(rows, 128)))
    assert step.is_compiled
    assert sharing_of(step._source, 200, Cores(1, 2)) is not None
    assert sharing_of(step._source, rows, Cores(1, 2)) is None


@pytest.mark.usefixtures("small_steps_count")
def test_what_cannot_be_tried_in_time_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    step = some_step(plan_of(Dense(64, "relu"), Dense(1), task="regression", columns=64, metrics=()))
    begun = time.perf_counter()
    monkeypatch.setattr(sharing, "LONGEST", -1.0)
    assert sharing_of(step._source, 16_384, Cores(1, 2)) is None
    monkeypatch.setattr(sharing, "LONGEST", 0.1)
    assert sharing_of(step._source, 30_000, Cores(1, 2)) is None
    assert time.perf_counter() - begun < 5


def test_what_was_shown_for_one_type_of_numbers_is_not_taken_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "SHOWN", {})
    monkeypatch.setattr(sharing, "ENOUGH", 0)
    monkeypatch.setattr(sharing, "EARLIEST", 0.0)
    monkeypatch.setattr(sharing, "free_cores", lambda: 2)
    monkeypatch.setattr(sharing, "all_flush", lambda cores: True)
    asked: list[torch.dtype] = []
    monkeypatch.setattr(sharing, "sharing_of", lambda source, *_: asked.append(source.dtype))
    single = plan_of(Dense(8, "relu"), Dense(1), task="regression", metrics=(), batch_size=32)
    for plan, dtype in ((single, torch.float32), (replace(single, dtype="float64"), torch.float64)):
        rows = Part(torch.rand(32, 5, dtype=dtype), torch.rand(32, 1, dtype=dtype))
        step = DenseStep(plan, build_model(plan), rows)
        step._lay_out(torch.arange(32))
        with torch.no_grad():
            step._take(0, 1, 32)
    assert asked == [torch.float32, torch.float64]


def test_sharing_is_not_tried_before_it_could_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "SHOWN", {})
    monkeypatch.setattr(sharing, "ENOUGH", 0)
    monkeypatch.setattr(sharing, "free_cores", lambda: 2)
    monkeypatch.setattr(sharing, "all_flush", lambda cores: True)
    step = some_step(plan_of(Dense(16, "relu"), Dense(3, "softmax"), columns=8, batch_size=64))
    with torch.no_grad():
        step._take(0, 1, 64)
        assert step._shared is None
        step._worked = sharing.EARLIEST
        step._take(0, 1, 64)
    assert step._shared is not None


def test_another_thread_learns_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its helpers are others, of which nobody knows whether they take denormal numbers as 0."""
    monkeypatch.setattr(sharing, "ENOUGH", 0)
    monkeypatch.setattr(sharing, "EARLIEST", 0.0)
    monkeypatch.setattr(sharing, "free_cores", lambda: 2)
    monkeypatch.setattr(sharing, "all_flush", lambda cores: True)
    monkeypatch.setattr(dense, "SHOWN", {})
    step = some_step(plan_of(Dense(16, "relu"), Dense(3, "softmax"), columns=8, batch_size=64))
    with torch.no_grad():
        step._take(0, 1, 64)
        assert step._shared is not None
        counts: list[int] = []
        monkeypatch.setattr(step._cores, "took", lambda *_: counts.append(1))
        thread = threading.Thread(target=lambda: step._take(0, 1, 64))
        thread.start()
        thread.join()
        assert counts == []
        step._take(0, 1, 64)
        assert counts == [1]


@pytest.mark.usefixtures("small_steps_count")
def test_a_batch_whose_vectors_would_be_cut_is_not_shared() -> None:
    steps = [some_step(plan_of(Dense(units, "tanh"), Dense(3, "softmax"), columns=8)) for units in (601, 640)]
    with torch.no_grad():
        found = [sharing_of(step._source, 64, Cores(1, 2)) for step in steps]
        assert found[0] is None
        assert found[1] is not None
        assert digits(steps[1], steps[1]._loop(steps[1]._lines, found[1])[0])
