"""NetBench's engine: a Keras-style library on torch, without a window. Importing it loads neither Qt nor torch."""
