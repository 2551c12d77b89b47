"""What every initializer declares, and how it works by itself."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Self

from pydantic import Field
from pydantic.config import JsonDict

from engine.call import Call
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part

Axes = tuple[int, ...]
RARE: JsonDict = {"advanced": True}


class Initializer(Part, family=True):
    """The family of initializers; a member also works by itself: `HeNormal(seed=1)((300, 200))`.

    Class attributes:
        is_random: whether random numbers are drawn.
        needs_matrix: whether the tensor must have two axes at least, so that it cannot start a bias.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "initializer")
    is_random: ClassVar[bool] = True
    needs_matrix: ClassVar[bool] = False

    @abstractmethod
    def call(self, axes: Axes | None = None) -> Call:
        """The function that fills a tensor in place, without the tensor.

        Args:
            axes: torch's axes of the tensor in the order in which Keras has them (`Weight.keras_axes`), () for the same
                order: they decide which axes count the inputs. None for a kernel as torch has them,
                (outputs, inputs, …), or a bias.
        """

    @property
    def draws(self) -> bool:
        """Whether the call takes the run's `generator=`; with a seed it brings one of its own."""
        return self.is_random and getattr(self, "seed", None) is None

    def for_axes(self, count: int) -> Self:
        """Return itself if it can start a tensor with so many axes.

        Raises:
            EngineError: it cannot.
        """
        if self.needs_matrix and count < 2:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{kind}” makes a matrix and cannot start a bias. Use zeros."),
                kind=self.kind,
            )
        return self

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        """Draw an array.

        Args:
            shape: in Keras's layout: a kernel is (inputs, outputs) or (…window, inputs, outputs).
            dtype: "float32" where left out, or "float64".

        Returns:
            An array of numpy. The same at each call, as in Keras; without a seed, another for each initializer made.

        Raises:
            EngineError: shape or dtype is none, or it cannot start such a tensor.
        """
        from engine.training.live_functions import start_values

        return start_values(self, shape, dtype)

    def to_json(self) -> Any:
        """The kind alone where all fields are at Keras's defaults, so that a file says "glorot_uniform"."""
        return self.kind if self == type(self)() else super().to_json()


def generator_option(seed: int | None) -> dict[str, Call]:
    """The option that gives a drawing function its own generator; none without a seed."""
    return {} if seed is None else {"generator": Call("engine.portable.initializers.seeded", seed)}


def seed_field() -> Any:
    """The field for a seed of the initializer's own."""
    return Field(
        None, ge=0, le=2**63 - 1,
        title=QT_TRANSLATE_NOOP("engine", "Seed"),
        description=QT_TRANSLATE_NOOP("engine", "Draws these weights by a seed of their own; none takes the run's."),
        json_schema_extra=RARE,
    )
