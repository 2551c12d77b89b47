"""Layers that make numbers of words, and say which places of a row hold one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from engine.call import Call
from engine.constraints import Constraint
from engine.initializers import Initializer, RandomUniform
from engine.layers.base import IMAGES, Absent, Layer, Weight, started
from engine.layers.fields import limit_field, penalty_field, start_field, suits
from engine.layers.rows import Shape, check_axes
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import AnyOf

MOST_WORDS = 10_000_000


class Embedding(Layer):
    """Looks up row `i` of a matrix (input_dim, output_dim) for each value i of a row: (…,) -> (…, output_dim).

    Values are whole numbers from 0 to input_dim − 1. With `mask_zero` 0 stands for no word: a layer behind that takes
    a mask leaves these places out.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Embedding")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Turns each word number into a few numbers that are learnt. Rows must hold whole numbers from 0."
    )
    icon: ClassVar[str] = "book-a"
    palette: ClassVar[int] = 410
    palette_group: ClassVar[str] = IMAGES
    absent: ClassVar[tuple[Absent, ...]] = (
        Absent("weights", place=6), Absent("lora_rank"), Absent("lora_alpha"),
        Absent("quantization_config"), Absent("input_length", None),
    )

    kind: Literal["embedding"] = "embedding"
    input_dim: int = Field(
        1000, ge=1, le=MOST_WORDS,
        title=QT_TRANSLATE_NOOP("engine", "Words"),
        description=QT_TRANSLATE_NOOP("engine", "How many different numbers there are: 0 to one less than this."),
    )
    output_dim: int = Field(
        8, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Numbers for each word"),
        description=QT_TRANSLATE_NOOP("engine", "How many numbers describe a word."),
    )
    embeddings_initializer: AnyOf[Initializer] = start_field("kernel", RandomUniform())
    embeddings_regularizer: AnyOf[Regularizer] | None = penalty_field("kernel")
    embeddings_constraint: AnyOf[Constraint] | None = limit_field("kernel")
    mask_zero: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "0 is padding"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Word number 0 only fills up short rows; a Global mean 1D behind leaves it out."
        ),
    )

    _matrix = field_validator("embeddings_initializer", "embeddings_regularizer", "embeddings_constraint")(suits(2))

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        code = "MaskedEmbedding" if self.mask_zero else "Embedding"
        yield Call(f"engine.portable.embedding.{code}", self.input_dim, self.output_dim)

    @property
    def makes_mask(self) -> bool:
        return self.mask_zero

    def tensors(self, shape: Shape) -> Iterator[Weight]:  # noqa: ARG002 - the same for every shape
        yield started(
            "weight", (self.input_dim, self.output_dim), "embeddings", self.embeddings_initializer,
            self.embeddings_regularizer, self.embeddings_constraint,
        )

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape, self.output_dim)

    @property
    def index_limit(self) -> int:
        return self.input_dim

    def summary(self) -> Message:
        text = QT_TRANSLATE_NOOP("engine", "{words} words · {numbers} numbers")
        return Message.of(text, words=self.input_dim, numbers=self.output_dim)


class Masking(Layer):
    """Says that steps which hold one value only are not real: (steps, channels) -> the same, with 0 in such steps.

    A layer behind that takes a mask, as Global mean 1D, leaves them out.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Masking")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Marks steps that only fill a short sequence up, so that a Global mean 1D behind leaves them out."
    )
    icon: ClassVar[str] = "circle-dashed"
    palette: ClassVar[int] = 415
    palette_group: ClassVar[str] = IMAGES
    row_axes: ClassVar[int] = 2
    keeps_mask: ClassVar[bool] = True

    kind: Literal["masking"] = "masking"
    mask_value: float = Field(
        0.0,
        title=QT_TRANSLATE_NOOP("engine", "Filled with"),
        description=QT_TRANSLATE_NOOP("engine", "A step counts as filled up where all its values are this number."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("engine.portable.masks.Masking", self.mask_value)

    @property
    def makes_mask(self) -> bool:
        return True

    def output_shape(self, shape: Shape) -> Shape:
        check_axes(self, shape)
        return shape

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "filled with {value}"), value=f"{self.mask_value:g}")
