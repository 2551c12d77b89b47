"""What every loss declares: which outputs and targets it compares, and how it becomes one number."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator
from pydantic.config import JsonDict

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part
from engine.targets import Encoding, Output

FORMULAS = "engine.portable.losses."
ADVANCED: JsonDict = {"advanced": True}

Reduction = Literal["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]
# These are the mean over the rows where rows have no weights.
MEANS = ("sum_over_batch_size", "mean", "mean_with_sample_weight")

# Kinds of last activations whose outputs are shares, from 0 to 1.
SHARES = ("softmax", "sigmoid", "hard_sigmoid", "sparsemax", "sparse_sigmoid")


def reduction_field() -> Any:
    """How the losses of the rows become one number; Keras's names."""
    return Field(
        "sum_over_batch_size",
        title=QT_TRANSLATE_NOOP("engine", "Reduction"),
        description=QT_TRANSLATE_NOOP(
            "engine", "How the losses of a batch's rows become one number: their mean, unless you know better."
        ),
        json_schema_extra=ADVANCED,
    )


class Loss(Part, family=True):
    """The family of losses. A loss also works by itself, as in Keras: `Huber(delta=2.0)(y_true, y_pred)`.

    Class attributes:
        tasks: the tasks it suits.
        head: kind of the last activation whose shares the formula is about; torch computes it inside the loss, which
            is more exact than a layer. None: the formula takes the outputs as they are.
        wants: which outputs it is made for: "shares" from 0 to 1, "positive" ones, "signed" ones on both sides of 0.
        least_units: values of a row from which on comparing them means something.
        own_units: whether a number must be given in its own units, because ratios or signs count.
        lowest: no row has a smaller loss.
        takes: what `y_true` holds where the loss is called by itself: "numbers", as y_pred, or numbers of "classes".
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "loss")
    tasks: ClassVar[tuple[str, ...]] = ("classification", "regression")
    head: ClassVar[str | None] = None
    wants: ClassVar[Literal["any", "shares", "positive", "signed"]] = "any"
    least_units: ClassVar[int] = 1
    own_units: ClassVar[bool] = False
    lowest: ClassVar[float] = 0.0
    takes: ClassVar[Literal["numbers", "classes"]] = "numbers"
    never_called: ClassVar[tuple[str, ...]] = ("__call__", "call")

    reduction: Reduction = reduction_field()

    @field_validator("reduction", mode="before")
    @classmethod
    def _none_is_a_word(cls, value: Any) -> Any:
        return "none" if value is None else value

    @property
    def merges(self) -> str | None:
        """Kind of the last activation that is computed inside the loss, None: it stays a layer."""
        return None if getattr(self, "from_logits", False) else self.head

    @property
    def by_rows(self) -> bool:
        """Whether the loss of a batch is made of one number for each row, which that row alone decides."""
        return True

    @property
    def suits_rows(self) -> bool:
        """Whether the rows of a network have the axis along which it compares."""
        return getattr(self, "axis", -1) in {-1, 1}

    def to_json(self) -> Any:
        fields = self.model_dump(mode="json")  # the family's own field comes last, as by position
        return {name: fields[name] for name in ("kind", *type(self).positional_fields())}

    @abstractmethod
    def call(self, output: Output) -> Call:
        """The object `(outputs, targets) -> loss`, a tensor without dimensions: torch.nn's where that is exact."""

    def weighted(self, output: Output) -> Call:
        """Portable code `(outputs, targets, weights) -> loss`; weights of the rows (rows,), all 1 where left out."""
        return Call(FORMULAS + "WeightedLoss", self.by_row(output), **self.reduced())

    def by_row(self, output: Output) -> Call:
        """Portable code whose `rows(outputs, targets)` are the losses of the rows."""
        return Call(FORMULAS + "TorchLoss", self.call(output).with_options(reduction="none"))

    def reduced(self) -> dict[str, str]:
        """The option of portable code that names the reduction, {} for the usual one."""
        return {} if self.reduction == "sum_over_batch_size" else {"reduction": self.reduction}

    def encoding(self, task: str, units: int) -> Encoding:
        """How the targets are written for this loss."""
        if task == "regression":
            return "value"
        return "binary" if units == 1 else "one_hot"

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Compare targets and outputs, of numpy or torch, any number of axes.

        Args:
            y_true: what should be there: numbers of y_pred's shape or, where the loss takes classes, their numbers.
            y_pred: what the network says; gradients pass where it is a tensor.
            sample_weight: how much each loss counts: a number, (rows,), (rows, 1) or what broadcasts with the losses.

        Returns:
            One number, or with the reduction "none" a loss for each row; torch for torch, else numpy.

        Raises:
            EngineError: the shapes do not suit each other.
        """
        from engine.training.live_losses import loss_of

        return loss_of(self, y_true, y_pred, sample_weight)

    def rows(self, y_true: Any, y_pred: Any) -> Any:
        """The loss of each row before any reduction; arguments and errors as of a call.

        A row is what stands along the last axis (or the part's own).
        """
        from engine.training.live_losses import rows_of

        return rows_of(self, y_true, y_pred)

    @classmethod
    def coerce(cls, value: Any) -> Any:
        """As every part, and Keras's functions: losses.mean_squared_error."""
        part = getattr(value, "part", None)
        if callable(value) and isinstance(part, type) and issubclass(part, cls):
            return part()
        return super().coerce(value)


class FormulaLoss(Loss):
    """A loss whose formula is portable code under its own name. Where torch.nn has the very same, that trains."""

    def call(self, output: Output) -> Call:
        if self.reduction not in MEANS:
            return self.weighted(output)
        return self.plain(output) or self.by_row(output)

    def plain(self, output: Output) -> Call | None:  # noqa: ARG002 - most are not in torch
        """torch.nn's object for the mean over rows without weights; None where it has none that computes the same."""
        return None

    def by_row(self, output: Output) -> Call:
        if (plain := self.plain(output)) is not None:
            return Call(FORMULAS + "TorchLoss", plain.with_options(reduction="none"))
        return self.formula(output)

    def formula(self, output: Output) -> Call:
        """The portable class, for any number of axes."""
        return Call(FORMULAS + self.code(output), **self.options(output))

    def code(self, output: Output) -> str:  # noqa: ARG002 - the same for most outputs
        """Name of the portable class."""
        return type(self).__name__

    def options(self, output: Output) -> dict[str, Any]:
        """What the portable class is told, as far as it differs from its defaults.

        The rows of a network have one axis, so that the axis of the classes is the last.
        """
        names = [name for name in type(self).positional_fields() if name not in {"reduction", "axis", "from_logits"}]
        options = {name: getattr(self, name) for name in names}
        options = {name: value for name, value in options.items() if value != type(self).model_fields[name].default}
        if self.head is not None and (output.logits or getattr(self, "from_logits", False)):
            options["from_logits"] = True
        return options


def from_logits_field(activation: str) -> Any:
    """Whether the network ends without the activation that turns its outputs into shares."""
    softmax = QT_TRANSLATE_NOOP(
        "engine", "The network ends without softmax, and the loss computes it. Leave it off with softmax at the output."
    )
    sigmoid = QT_TRANSLATE_NOOP(
        "engine", "The network ends without sigmoid, and the loss computes it. Leave it off with sigmoid at the output."
    )
    return Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "From logits"),
        description=softmax if activation == "softmax" else sigmoid,
        json_schema_extra=ADVANCED,
    )


def label_smoothing_field() -> Any:
    """The share of each target that is spread over all classes."""
    return Field(
        0.0, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Label smoothing"),
        description=QT_TRANSLATE_NOOP(
            "engine", "This share of each target is spread over all classes, so that the network is less sure."
        ),
        json_schema_extra={"advanced": True},
    )


def axis_field() -> Any:
    """The axis along which classes (or the values of a row) lie."""
    return Field(
        -1, ge=-8, le=7,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Along which axis the values of a row lie. The rows of a network have one: −1, the last."
        ),
        json_schema_extra=ADVANCED,
    )
