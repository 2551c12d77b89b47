"""Declared callbacks: rules that may end or steer a run between epochs, which a document can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field, PrivateAttr

from engine.call import Call
from engine.callbacks.base import Callback
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.spec import Part, plain_number

if TYPE_CHECKING:
    from engine.training.live_callbacks import LiveRule


class RunRule(Part, family=True):
    """The family of declared callbacks. Each also works as a callback of Keras, by itself or in `fit`.

    Class attributes:
        verbose_place: place of Keras's `verbose` among the positional arguments. It is no field: documents are silent.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "callback")
    verbose_place: ClassVar[int] = 3

    _verbose: int = PrivateAttr(0)

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        """Take the fields, and `verbose`: 1 writes a line when the callback acts."""
        place = type(self).verbose_place
        if place < len(arguments) <= len(type(self).positional_fields()) + 1:
            if "verbose" in fields:
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{part} got “{field}” twice: by position and by name."),
                    part=type(self).__name__, field="verbose",
                )
            fields["verbose"] = arguments[place]
            arguments = (*arguments[:place], *arguments[place + 1 :])
        verbose = plain_number(fields.pop("verbose", 0))
        if not isinstance(verbose, int) or verbose not in {0, 1, 2}:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{field} must be one of {expected}; got {value}."),
                field="verbose", expected="0, 1", value=repr(verbose)[:60],
            )
        super().__init__(*arguments, **fields)
        self._keep(int(verbose))

    def _keep(self, verbose: int) -> None:
        if verbose:
            object.__setattr__(self, "__pydantic_private__", {"_verbose": verbose})

    def changed(self, **fields: Any) -> Self:
        """Return a checked copy with these fields replaced; `verbose` stays as well."""
        copy = super().changed(**fields)
        copy._keep(self._verbose)
        return copy

    @property
    def verbose(self) -> int:
        """Whether it writes a line when it acts."""
        return self._verbose

    @property
    def live(self) -> LiveRule:
        """The callback at work, with what it remembers; this description stays as it is and has one of them only."""
        from engine.training.live_callbacks import live_rule

        return live_rule(self)

    @property
    def at_work(self) -> Any:
        """What a fit calls: the live callback, or this very object where a class of the user's overrides hooks."""
        return self if self.is_derived() else self.live

    def __setattr__(self, name: str, value: Any) -> None:
        # A class of the user's may set what the live callback remembers, once it is made.
        is_made = self.is_derived() and "monitor" in self.__dict__
        if is_made and name not in type(self).model_fields and not name.startswith("_") and hasattr(self.live, name):
            _set_on(self.live, name, value)
        else:
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        # Keras's hooks, and what a callback remembers (wait, best): the live one has them.
        if not name.startswith("_"):
            return getattr(self.live, name)
        return super().__getattr__(name)  # type: ignore[misc]


def _set_on(live: Any, name: str, value: Any) -> None:
    try:
        setattr(live, name, value)
    except AttributeError:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "“{name}” of {callback} can be read, but not set."),
            name=name, callback=type(live.part).__name__,
        ) from None


def monitor() -> Any:
    """The field for the number that is watched: a name of the history."""
    return Field(
        "val_loss", pattern=r"^[A-Za-z0-9_]+$",
        title=QT_TRANSLATE_NOOP("engine", "Watch"),
        description=QT_TRANSLATE_NOOP("engine", "The number that has to improve."),
        json_schema_extra={"source": "logs"},
    )


def mode() -> Any:
    """The field for what counts as better."""
    return Field(
        "auto",
        title=QT_TRANSLATE_NOOP("engine", "Better is"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Whether a smaller or a larger number is better; automatic goes by its name."
        ),
        json_schema_extra={"advanced": True},
    )


def direction(monitor: str, mode: str) -> str:
    """What counts as better, "min" or "max". Names say it, as in Keras: accuracies and the like go up."""
    if mode != "auto":
        return mode
    name = monitor.removeprefix("val_")
    rising = [part for part in Metric.kinds.values() if part.better == "higher"]  # type: ignore[attr-defined]
    names = {word for part in rising for word in (part.model_fields["kind"].default, part.keras_name, *part.aliases)}  # type: ignore[attr-defined]
    return "max" if name in names else "min"


class EarlyStopping(RunRule):
    """Stop when the monitored value has not improved by more than `min_delta` for `patience` epochs."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Early stopping")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Stops when validation no longer improves.")

    kind: Literal["early_stopping"] = "early_stopping"
    monitor: str = monitor()
    min_delta: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Least improvement"),
        description=QT_TRANSLATE_NOOP("engine", "Smaller improvements do not count."),
    )
    patience: int = Field(
        0, ge=0, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Patience"),
        description=QT_TRANSLATE_NOOP("engine", "How many epochs without improvement are waited for."),
        json_schema_extra={"unit": QT_TRANSLATE_NOOP("engine", "epochs")},
    )
    mode: Literal["auto", "min", "max"] = mode()
    baseline: float | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Baseline"),
        description=QT_TRANSLATE_NOOP("engine", "The number has to become better than this before patience ends."),
        json_schema_extra={"advanced": True},
    )
    restore_best_weights: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Keep the best weights"),
        description=QT_TRANSLATE_NOOP("engine", "At the end takes back the weights of the best epoch."),
    )
    start_from_epoch: int = Field(
        0, ge=0, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Wait at first"),
        description=QT_TRANSLATE_NOOP("engine", "So many epochs pass before anything is watched."),
        json_schema_extra={"advanced": True, "unit": QT_TRANSLATE_NOOP("engine", "epochs")},
    )

    @classmethod
    def for_form(cls) -> EarlyStopping:
        return cls(patience=10, restore_best_weights=True)

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but patience: smaller is better, from the first epoch on."""
        return direction(self.monitor, self.mode) == "min" and self.baseline is None and not self.start_from_epoch

    def call(self) -> Call:
        """Portable object with `is_best(epoch, logs)`, `is_over` and `best_epoch`."""
        options: dict[str, Any] = {}
        if self.min_delta:
            options["min_delta"] = self.min_delta
        if (better := direction(self.monitor, self.mode)) != "min":
            options["mode"] = better
        if self.baseline is not None:
            options["baseline"] = self.baseline
        if self.start_from_epoch:
            options["start"] = self.start_from_epoch
        return Call("engine.portable.patience.EarlyStopping", self.monitor, self.patience, **options)


class ReduceLROnPlateau(RunRule):
    """rate ← rate · factor when the monitored value has not improved for `patience` epochs."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Lower rate on a plateau")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Takes smaller steps when learning stalls, so that the last bit is learnt as well."
    )

    kind: Literal["reduce_lr_on_plateau"] = "reduce_lr_on_plateau"
    monitor: str = monitor()
    factor: float = Field(
        0.1, gt=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Factor"),
        description=QT_TRANSLATE_NOOP("engine", "The learning rate is multiplied by this."),
    )
    patience: int = Field(
        10, ge=0, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Patience"),
        description=QT_TRANSLATE_NOOP("engine", "How many epochs without improvement are waited for."),
        json_schema_extra={"unit": QT_TRANSLATE_NOOP("engine", "epochs")},
    )
    mode: Literal["auto", "min", "max"] = mode()
    min_delta: float = Field(
        1e-4, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Least improvement"),
        description=QT_TRANSLATE_NOOP("engine", "Smaller improvements do not count."),
        json_schema_extra={"advanced": True},
    )
    cooldown: int = Field(
        0, ge=0, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Rest"),
        description=QT_TRANSLATE_NOOP("engine", "So many epochs pass after a change before the next is thought of."),
        json_schema_extra={"advanced": True, "unit": QT_TRANSLATE_NOOP("engine", "epochs")},
    )
    min_lr: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Lowest rate"),
        description=QT_TRANSLATE_NOOP("engine", "The learning rate does not fall below this."),
        json_schema_extra={"advanced": True},
    )

    def call(self) -> Call:
        """Portable object with `rate(rate, logs)`, the learning rate of the next epoch."""
        options = {} if (better := direction(self.monitor, self.mode)) == "min" else {"mode": better}
        return Call("engine.portable.patience.ReduceLROnPlateau", self.monitor, self.factor, self.patience,
                    self.min_delta, self.cooldown, self.min_lr, **options)


def _of_live(name: str) -> Any:
    """A hook that a class of the user's may override, and call by super()."""
    def hook(self: RunRule, *arguments: Any, **options: Any) -> None:
        getattr(self.live, name)(*arguments, **options)

    hook.__name__, hook.__doc__ = name, getattr(Callback, name).__doc__
    return hook


for _name in vars(Callback).copy():
    if _name.startswith("on_"):
        # Nothing here listens to batches: who overrides such a hook is known by that.
        setattr(RunRule, _name, getattr(Callback, _name) if "batch" in _name else _of_live(_name))

# isinstance(EarlyStopping(), Callback), as in Keras.
Callback.register(RunRule)
