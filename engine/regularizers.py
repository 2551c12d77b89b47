"""Declared penalties on large weights or outputs; the loss of every batch includes them, as in Keras."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field

from engine.call import Call
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part, refusing


class Regularizer(Part, family=True):
    """The family of regularisers; a member also works by itself: `L2(0.1)(kernel)`.

    Class attributes:
        by_rows: whether the penalty on a batch is the sum of those on its rows.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "regularizer")
    by_rows: ClassVar[bool] = False

    @abstractmethod
    def call(self, axes: tuple[int, ...] = ()) -> Call:
        """Portable code that turns a weight tensor into its penalty, a tensor without dimensions.

        Args:
            axes: torch's axes in the order in which Keras has them, () for the same order.
        """

    def for_axes(self, count: int) -> Self:  # noqa: ARG002 - most take any
        """Return itself if it can judge weights with so many axes.

        Raises:
            EngineError: it cannot.
        """
        return self

    def __call__(self, x: Any) -> Any:
        """Compute the penalty on weights.

        Args:
            x: numbers in Keras's layout, a kernel (inputs, units); numpy, a list or torch.

        Returns:
            One number: a torch tensor, which gradients pass, for one of torch; else numpy's.

        Raises:
            EngineError: x is no numbers, or has not the axes that are needed.
        """
        from engine.training.live_functions import penalize

        return penalize(self, x)


class L1(Regularizer):
    """l1 · Σ|w|."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "L1")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Pulls all weights evenly towards 0, so that useless ones vanish."
    )
    by_rows: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("l1_norm",)
    kind: Literal["l1"] = "l1"
    l1: float = Field(
        0.01, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all |weights| that is added to the loss."),
    )

    def call(self, axes: tuple[int, ...] = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("engine.portable.penalties.l1_penalty", self.l1)


class L2(Regularizer):
    """l2 · Σw²."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "L2")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Pulls large weights strongly towards 0, which smooths what is learnt."
    )
    by_rows: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("l2_norm",)
    kind: Literal["l2"] = "l2"
    l2: float = Field(
        0.01, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all weights² that is added to the loss."),
    )

    def call(self, axes: tuple[int, ...] = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("engine.portable.penalties.l2_penalty", self.l2)


class L1L2(Regularizer):
    """l1 · Σ|w| + l2 · Σw²."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "L1 and L2")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Both pulls together.")
    by_rows: ClassVar[bool] = True
    kind: Literal["l1_l2"] = "l1_l2"
    l1: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength of L1"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all |weights| that is added to the loss."),
    )
    l2: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength of L2"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all weights² that is added to the loss."),
    )

    def call(self, axes: tuple[int, ...] = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("engine.portable.penalties.l1_l2_penalty", self.l1, self.l2)


class OrthogonalRegularizer(Regularizer):
    """factor · mean |cos α|, α the angle between two rows or columns of a matrix, over all pairs.

    0 where there is no pair (Keras: not a number).
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Right angles")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Pulls the weights of different units into different directions, so that they learn different things."
    )
    kind: Literal["orthogonal_regularizer"] = "orthogonal_regularizer"
    factor: float = Field(
        0.01, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the mean |cosine| between the directions added to the loss."),
    )
    mode: Literal["rows", "columns"] = Field(
        "rows",
        title=QT_TRANSLATE_NOOP("engine", "Between"),
        description=QT_TRANSLATE_NOOP("engine", "Rows are what each input gives to all units; columns are the units."),
    )

    def call(self, axes: tuple[int, ...] = ()) -> Call:
        if axes:
            self.for_axes(len(axes))
        # Rows of Keras's matrix are columns of torch's where that lies across.
        modes = ("rows", "columns") if axes in ((), (0, 1)) else ("columns", "rows")
        return Call("engine.portable.penalties.orthogonal_penalty", self.factor, modes[self.mode == "columns"])

    def for_axes(self, count: int) -> Self:
        if count != 2:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{kind}” compares rows of a matrix; weights with {count} axes are none."),
                kind=self.kind, count=count,
            )
        return self


# Keras's other names for the classes.
l1 = L1
l2 = L2
l1_l2 = L1L2
orthogonal_regularizer = OrthogonalRegularizer


def get(identifier: Any) -> Regularizer | None:
    """The regulariser of a name, class or configuration; None for None.

    Raises:
        EngineError: there is no such regulariser.
    """
    return None if identifier is None else Regularizer.coerce(identifier)


def serialize(regularizer: Any) -> dict[str, Any]:
    """Keras's description of a regulariser: {"class_name": …, "config": {…}}."""
    return Regularizer.coerce(regularizer).serialized()


def deserialize(config: Any) -> Regularizer:
    """The regulariser that `serialize` has written down."""
    return Regularizer.coerce(config)


if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
