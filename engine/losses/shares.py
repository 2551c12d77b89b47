"""Losses that compare the values of a row as a whole: shares, counts, directions."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

from engine.call import Call
from engine.losses.base import FormulaLoss, axis_field
from engine.messages import QT_TRANSLATE_NOOP
from engine.targets import Output


class KLDivergence(FormulaLoss):
    """Σ y log(y / p) over the values of a row, both kept within 1e-7 and 1 (Kullback and Leibler 1951)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "KL divergence")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How far the shares given are from the true ones. For targets that are shares, with softmax."
    )
    wants: ClassVar[Any] = "shares"
    least_units: ClassVar[int] = 2
    lowest: ClassVar[float] = -math.inf  # below 0 where the outputs of a row are no shares
    aliases: ClassVar[tuple[str, ...]] = ("kld", "KLD", "kullback_leibler_divergence")
    kind: Literal["kl_divergence"] = "kl_divergence"


class Poisson(FormulaLoss):
    """Mean of p − y log(p + 1e-7): minus the log-likelihood of counts y with expected values p, but for a constant."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Poisson")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How unlikely a count is when the output is expected. For counts from 0, with softplus at the output."
    )
    wants: ClassVar[Any] = "positive"
    own_units: ClassVar[bool] = True
    lowest: ClassVar[float] = -math.inf  # the constant left out grows with the counts
    kind: Literal["poisson"] = "poisson"

    def plain(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.PoissonNLLLoss", log_input=False, eps=1e-7)


class CosineSimilarity(FormulaLoss):
    """Minus the cosine of the angle between y and p: −1 same direction, 1 opposite. Lengths do not count.

    A row of zeros has the cosine 0; its gradient is finite, where Keras's is not a number.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cosine similarity")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Whether targets and outputs point the same way, −1 if so, 1 if opposite. Where sizes do not matter."
    )
    least_units: ClassVar[int] = 2
    lowest: ClassVar[float] = -1.0
    kind: Literal["cosine_similarity"] = "cosine_similarity"
    axis: int = axis_field()
