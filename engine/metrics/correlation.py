"""Whether predictions rise and fall with the targets."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics.base import SUMS, MeanMetric
from engine.metrics.fields import ADVANCED
from engine.metrics.regression import ERRORS, own_values
from engine.targets import Output


def _axis() -> Any:
    return Field(
        -1,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Over what: 0 for all rows, output by output; -1 for the outputs of each row."
        ),
        json_schema_extra=ADVANCED,
    )


class _Correlation(MeanMetric):
    """A coefficient of y and p.

    By itself, as in Keras, it is computed within each row (`axis=-1`) or over the rows of one call (`axis=0`), and the
    mean counts. In training `axis=0`, and one output in any case, mean all rows of the epoch together; Keras gives the
    mean over the batches then, and with one output and `axis=-1` nothing at all.
    """

    better: ClassVar[str] = "higher"
    keras_order: ClassVar[tuple[str, ...]] = ("name", "dtype", "axis")
    concordance: ClassVar[bool] = False

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "row_correlations", *own_values(output), **self.row_axis(), **self._which())

    def sums(self, output: Output) -> Call:
        if self._is_over_rows(output):
            return Call(ERRORS + "moment_sums", *own_values(output))
        return super().sums(output)

    def value(self, output: Output) -> Call:
        if self._is_over_rows(output):
            return Call(ERRORS + "correlation", SUMS, **self._which())
        return super().value(output)

    def _which(self) -> dict[str, Any]:
        return {"concordance": True} if self.concordance else {}

    def _is_over_rows(self, output: Output) -> bool:
        return output.units == 1 or self.row_axis().get("axis") == 0


class PearsonCorrelation(_Correlation):
    """cov(y, p) / (σ_y σ_p) (Pearson 1895)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Pearson correlation")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Whether predictions rise and fall with the target, on any scale; 1 is perfect, 0 is no relation."
    )
    kind: Literal["pearson_correlation"] = "pearson_correlation"
    axis: Literal[-1, 0, 1] = _axis()


class ConcordanceCorrelation(_Correlation):
    """2 cov(y, p) / (σ_y² + σ_p² + (ȳ − p̄)²) (Lin 1989)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Concordance correlation")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like the Pearson correlation, but predictions must also have the target's level and spread."
    )
    concordance: ClassVar[bool] = True
    kind: Literal["concordance_correlation"] = "concordance_correlation"
    axis: Literal[-1, 0, 1] = _axis()
