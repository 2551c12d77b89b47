"""A run's random draws are its own, whatever else draws in the same process."""

from __future__ import annotations

import threading

import numpy as np
import torch

from engine.data.rows import PreparedData, Rows
from engine.events import EpochEnded, Event
from engine.layers import Dense, Dropout, GaussianNoise
from engine.plan.plan import Plan, stack_plan
from engine.project.document import Project, Training
from engine.training.trainer import Pace, train


def plan_with_dropout() -> Plan:
    layers = (Dropout(0.5), Dense(8, "relu"), GaussianNoise(0.1), Dense(3, "softmax"))
    training = Training(loss="categorical_crossentropy", metrics=("accuracy",), epochs=3, batch_size=5)
    return stack_plan(Project(layers=layers, training=training), inputs=4, task="classification", classes=("a", "b", "c"))


def some_rows() -> PreparedData:
    random = np.random.default_rng(0)
    x, y = random.random((60, 4), dtype=np.float32), random.integers(0, 3, 60)
    return PreparedData(Rows(x[:50], y[:50]), Rows(x[50:], y[50:]), Rows(x[:0], y[:0]))


def logs_of(events: list[Event]) -> list[dict[str, float]]:
    return [event.logs for event in events if isinstance(event, EpochEnded)]


def test_drawing_between_two_batches_does_not_change_a_run() -> None:
    undisturbed = logs_of(list(train(plan_with_dropout(), some_rows())))
    events = []
    for event in train(plan_with_dropout(), some_rows(), pace=Pace(0.0)):
        torch.rand(7)
        events.append(event)
    assert logs_of(events) == undisturbed


def test_a_run_in_another_thread_does_not_change_a_run() -> None:
    undisturbed = logs_of(list(train(plan_with_dropout(), some_rows())))
    is_over = threading.Event()

    def disturb() -> None:
        while not is_over.is_set():
            list(train(plan_with_dropout(), some_rows()))

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        runs = [logs_of(list(train(plan_with_dropout(), some_rows(), pace=Pace(0.0)))) for _ in range(5)]
    finally:
        is_over.set()
        thread.join()
    assert all(run == undisturbed for run in runs)


def test_a_run_leaves_the_users_random_numbers_alone() -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    list(train(plan_with_dropout(), some_rows()))
    assert torch.equal(torch.rand(3), expected)
