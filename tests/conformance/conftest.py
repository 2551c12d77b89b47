"""Keras 3 itself, on torch: what the engine is compared with."""

from __future__ import annotations

import os
import warnings

os.environ["KERAS_BACKEND"] = "torch"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import keras  # noqa: F401 - imported once, here, so that its own warnings fail nobody
