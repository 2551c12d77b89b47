"""Products of matrices in a quick step, and the ways in which several cores may share one without another digit.

Left to itself, MKL shares a product as it likes: by its columns, which changes no digit, or by the terms of its sums,
which does. Which it takes depends on the processor and on the sizes. Of a product cut by rows, or of one for each
core, every core computes its own as one alone would; of one row times few columns, one core does all. So a product is
tried, and takes the first way that shows no other digit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import torch

from engine.training.cores import NEVER, Deadline, computed_by
from engine.training.written import function_of

# Numbers of a product that are to be seen: sums of a few terms in another order differ in one of thirty.
EVIDENCE = 5000
PIECE = 64  # columns that MKL multiplies by one row without asking for help
Way = Literal["whole", "rows", "each", "pieces"]
WAYS: tuple[Way, ...] = ("whole", "rows", "each", "pieces")  # the quickest first; the last two help what stands around


@dataclass(frozen=True)
class Product:
    """left (rows, inner) · right (inner, columns) + bias (columns,), by the names that the lines of a step have.

    Attributes:
        bias: "" for none.
        shape: rows, inner, columns; None for the rows of the batch.
        turned: which of the two lies transposed in memory; MKL takes it as it lies.
    """

    left: str
    right: str
    out: str
    shape: tuple[int | None, int | None, int | None]
    turned: Literal["left", "right", "neither"] = "neither"
    bias: str = ""

    @property
    def line(self) -> str:
        """As autograd computes it; torch shares it in its own way."""
        if self.bias:
            return f"torch.addmm({self.bias}, {self.left}, {self.right}, out={self.out})"
        return f"torch.mm({self.left}, {self.right}, out={self.out})"

    def shared_line(self, way: Way) -> str:
        """A line that stands for `line` where several cores share the work; it uses the names `cores` and `size`."""
        rows, inner, columns = ("size" if length is None else str(length) for length in self.shape)
        if way == "whole":
            return self.line
        if way == "rows":
            each = f"{rows} // cores"
            left, out = f"{self.left}.view([cores, {each}, {inner}])", f"{self.out}.view([cores, {each}, {columns}])"
            return self._of_many(each, left, inner, columns, f", out={out}")
        if way == "pieces":
            pieces = f"[torch.mm({self.left}, piece) for piece in {self.right}.split({PIECE}, 1)]"
            return f"torch.cat({pieces}, 1, out={self.out})"
        left = f"{self.left}.expand([cores, {rows}, {inner}])"
        return f"{self.out}.copy_({self._of_many(rows, left, inner, columns)}[0])"

    def _of_many(self, rows: str, left: str, inner: str, columns: str, rest: str = "") -> str:
        right = f"{self.right}.expand([cores, {inner}, {columns}])"
        if not self.bias:
            return f"torch.bmm({left}, {right}{rest})"
        return f"torch.baddbmm({self.bias}.expand([cores, {rows}, {columns}]), {left}, {right}{rest})"

    def way_for(
        self, size: int, least: int, most: int, dtype: torch.dtype, deadline: Deadline = NEVER
    ) -> Way | None:
        """The first way to share it by `most` cores that has the digits of `least`, None where there is none.

        Args:
            size: rows of the batch.
            least: number of cores whose digits count.
            most: number of cores that share.
            dtype: of the numbers.
            deadline: when it is over, no way has been found.
        """
        rows, inner, columns = (size if length is None else length for length in self.shape)
        generator = torch.Generator().manual_seed(0)
        called = replace(self, left="left", right="right", out="out", bias="bias" if self.bias else "")
        alone = _function(called.line)
        tried = []
        for _ in range(tries(rows * columns)):
            if deadline.is_over:
                return None
            given = {
                "left": _random(rows, inner, generator, dtype, is_turned=self.turned == "left"),
                "right": _random(inner, columns, generator, dtype, is_turned=self.turned == "right"),
                "bias": torch.randn(columns, dtype=dtype, generator=generator), "size": size,
            }
            wanted = torch.empty(rows, columns, dtype=dtype)
            with computed_by(least):
                alone(**given, out=wanted, cores=least)
            tried.append((given, wanted))
        for way in WAYS:
            if (way == "rows" and rows % most) or (way == "pieces" and (rows > 1 or self.bias)):
                continue
            shared, out = _function(called.shared_line(way)), torch.empty(rows, columns, dtype=dtype)
            with computed_by(most):
                for given, wanted in tried:
                    if deadline.is_over:
                        return None
                    shared(**given, out=out, cores=most)
                    if not torch.equal(out, wanted):
                        break
                else:
                    return way
        return None


def tries(numbers: int) -> int:
    """How many random products show enough numbers of one of this size; two at least."""
    return max(2, -(-EVIDENCE // numbers))


def has_same_sum(
    columns: int, size: int, least: int, most: int, dtype: torch.dtype, deadline: Deadline = NEVER
) -> bool:
    """Whether the sum over the rows of a batch, which a bias has for its gradient, is the same however it is shared."""
    generator = torch.Generator().manual_seed(0)
    for _ in range(tries(columns)):
        g = torch.randn(size, columns, dtype=dtype, generator=generator)
        sums = []
        for cores in (least, most):
            with computed_by(cores):
                sums.append(torch.sum(g, [0]))
        if deadline.is_over or not torch.equal(*sums):
            return False
    return True


def _random(
    rows: int, columns: int, generator: torch.Generator, dtype: torch.dtype, *, is_turned: bool
) -> torch.Tensor:
    shape = (columns, rows) if is_turned else (rows, columns)
    tensor = torch.randn(shape, dtype=dtype, generator=generator)
    return tensor.t() if is_turned else tensor


def _function(line: str) -> Callable[..., object]:
    return function_of(f"def product(left, right, bias, out, cores, size):\n    {line}\n", "product", {})
