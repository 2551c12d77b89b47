"""The other libraries, on the same work. Each imports its library inside, for one process holds one of them."""

from __future__ import annotations

import os
import time
import warnings
from typing import Any

import numpy as np
from ways import Running, Way, Weights, pairs
from workloads import Workload

RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_keras(workload: Workload, steps_per_execution: int = 1) -> Running:
    """Keras on the backend that the environment names; epochs are timed by a callback, so that fit's start counts nowhere."""
    import keras

    network = workload.network
    x, y = workload.train
    keras.utils.set_random_seed(1)
    hidden = [keras.layers.Dense(units, "relu") for units in network.units[:-1]]
    model = keras.Sequential([keras.Input((network.inputs,)), *hidden, keras.layers.Dense(network.units[-1], "softmax")])
    model.compile(
        keras.optimizers.Adam(RATE), "sparse_categorical_crossentropy", metrics=list(workload.metrics),
        steps_per_execution=steps_per_execution,
    )  # fmt: skip
    clock = {"begun": 0.0, "ended": 0.0}
    callback = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: clock.update(begun=time.perf_counter()) if epoch == 0 else None,
        on_epoch_end=lambda epoch, logs: clock.update(ended=time.perf_counter()),
    )

    def learn(epochs: int) -> float:
        model.fit(x, y, batch_size=network.batch, epochs=epochs, shuffle=True, verbose=0, callbacks=[callback])
        return clock["ended"] - clock["begun"]

    def weights() -> Weights:
        arrays = model.get_weights()
        return list(zip(arrays[::2], arrays[1::2], strict=True))

    if keras.backend.backend() == "torch":
        import torch

        return Running(learn, weights, f"{torch.get_num_threads()} torch")
    return Running(learn, weights, f"pool of {cores()}")


def start_keras_32(workload: Workload) -> Running:
    """Keras that hands 32 steps at once to its backend."""
    return start_keras(workload, steps_per_execution=32)


def start_scan(workload: Workload) -> Running:
    """Plain JAX: a whole epoch is one compiled scan, Adam written out; no metrics."""
    import jax
    from jax import numpy as jnp

    network = workload.network
    x, y = map(jnp.asarray, workload.train)
    random = np.random.default_rng(1)
    parameters = [
        (jnp.asarray(random.uniform(-1, 1, shape) * np.sqrt(6 / sum(shape)), jnp.float32), jnp.zeros(shape[1]))
        for shape in network.shapes
    ]

    def loss(parameters: Any, x: Any, y: Any) -> Any:
        for number, (kernel, bias) in enumerate(parameters):
            x = (jax.nn.relu(x) if number else x) @ kernel + bias
        logs = jax.nn.log_softmax(x)
        return -jnp.take_along_axis(logs, y[:, None], axis=1).mean()

    def epoch(state: Any, key: Any, x: Any, y: Any) -> Any:
        order = jax.random.permutation(key, network.rows).reshape(network.steps, network.batch)

        def step(state: Any, rows: Any) -> Any:
            parameters, means, squares, count = state
            value, gradients = jax.value_and_grad(loss)(parameters, x[rows], y[rows])
            count = count + 1.0
            rate = RATE * jnp.sqrt(1.0 - BETA_2**count) / (1.0 - BETA_1**count)
            means = jax.tree.map(lambda m, g: BETA_1 * m + (1.0 - BETA_1) * g, means, gradients)
            squares = jax.tree.map(lambda v, g: BETA_2 * v + (1.0 - BETA_2) * g * g, squares, gradients)
            moved = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + EPSILON), parameters, means, squares)
            return (moved, means, squares, count), value

        state, losses = jax.lax.scan(step, state, order)
        return state, losses.mean()

    compiled = jax.jit(epoch, donate_argnums=0)
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    held = {"state": (parameters, zeros, jax.tree.map(jnp.zeros_like, parameters), jnp.zeros(())), "key": jax.random.key(1)}

    def learn(epochs: int) -> float:
        begun = time.perf_counter()
        for _ in range(epochs):
            held["key"], key = jax.random.split(held["key"])
            held["state"], value = compiled(held["state"], key, x, y)
            float(value)  # waits, and is what a user reads
        return time.perf_counter() - begun

    return Running(learn, lambda: [(np.asarray(w), np.asarray(b)) for w, b in held["state"][0]], f"pool of {cores()}")


def start_sklearn(workload: Workload) -> Running:
    """scikit-learn's MLPClassifier; no metrics, no penalty."""
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_info

    network = workload.network
    x, y = workload.train
    model = MLPClassifier(
        network.units[:-1], activation="relu", solver="adam", alpha=0.0, batch_size=network.batch,
        learning_rate_init=RATE, epsilon=EPSILON, shuffle=True, random_state=1,
    )  # fmt: skip
    classes = np.arange(network.classes)

    def learn(epochs: int) -> float:
        begun = time.perf_counter()
        for _ in range(epochs):
            model.partial_fit(x, y, classes=classes)
        return time.perf_counter() - begun

    pools = ", ".join(f"{pool['num_threads']} {pool['internal_api']}" for pool in threadpool_info())
    return Running(learn, lambda: list(zip(model.coefs_, model.intercepts_, strict=True)), pools)


def start_skorch(workload: Workload) -> Running:
    """Skorch, which drives torch through a DataLoader; no metrics."""
    import torch
    from skorch import NeuralNetClassifier
    from torch import nn

    network = workload.network
    x, y = workload.train
    torch.manual_seed(1)
    modules: list[nn.Module] = []
    for inputs, units in network.shapes:
        modules += [nn.Linear(inputs, units), nn.ReLU()]
    model = NeuralNetClassifier(
        nn.Sequential(*modules[:-1]), criterion=nn.CrossEntropyLoss, optimizer=torch.optim.Adam, lr=RATE,
        optimizer__eps=EPSILON, batch_size=network.batch, max_epochs=1, train_split=None, iterator_train__shuffle=True,
        verbose=0, device="cpu",
    )  # fmt: skip

    def learn(epochs: int) -> float:
        begun = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(epochs):
                model.partial_fit(x, y)
        return time.perf_counter() - begun

    def weights() -> Weights:
        return pairs({name: tensor.detach() for name, tensor in model.module_.state_dict().items()})

    return Running(learn, weights, f"{torch.get_num_threads()} torch")


def _keras(title: str, backend: str, needs: str, start: Any = start_keras) -> Way:
    return Way(title, start, "keras", ("keras", needs), {"KERAS_BACKEND": backend})


PEERS = {
    "keras-jax": _keras("Keras on JAX", "jax", "jax"),
    "keras-jax-32": _keras("Keras on JAX, 32 steps at once", "jax", "jax", start_keras_32),
    "keras-tensorflow": _keras("Keras on TensorFlow", "tensorflow", "tensorflow"),
    "keras-torch": _keras("Keras on torch", "torch", "torch"),
    "jax-scan": Way("raw JAX, jit and scan", start_scan, "scan", ("jax",)),
    "sklearn": Way("scikit-learn", start_sklearn, "other", ("sklearn",)),
    "skorch": Way("skorch", start_skorch, "other", ("skorch",)),
}
