"""Whether a loss suits the network in front of it: the window asks so that it can offer a fix, programs are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.losses import Loss
from engine.losses.base import SHARES
from engine.messages import QT_TRANSLATE_NOOP, Message

# Kinds of activations that never give a number below 0.
NOT_NEGATIVE = (*SHARES, "softplus", "relu", "relu6", "exponential", "squareplus", "sparse_plus")


@dataclass(frozen=True)
class Objection:
    """Why a loss and a network do not go together.

    Attributes:
        message: the sentence.
        field: what is best changed: a field of the loss, the last "activation", or the "loss" itself.
        activation: kind of the last activation that suits; "" where that is not what is wrong.
        is_firm: whether it cannot be tried at all. Keras allows the others, and so do programs.
    """

    message: Message
    field: Literal["reduction", "axis", "from_logits", "activation", "loss"]
    activation: str = ""
    is_firm: bool = True


def objections(loss: Loss, units: int, last: str) -> Iterator[Objection]:
    """What is wrong with a loss, the gravest first.

    Args:
        loss: what compares the outputs.
        units: values that the network gives for a row.
        last: kind of the activation that it ends with.
    """
    name = Message.of(loss.title)
    if loss.reduction == "none":
        text = QT_TRANSLATE_NOOP(
            "engine", "{loss} without a reduction gives a number for each row, but training needs one for all."
        )
        yield Objection(Message.of(text, loss=name), "reduction")
    if not loss.suits_rows:
        text = QT_TRANSLATE_NOOP(
            "engine", "{loss} compares along the axis {axis}, but the rows of a network have only one, −1."
        )
        yield Objection(Message.of(text, loss=name, axis=getattr(loss, "axis", None)), "axis")
    if units < loss.least_units:
        classes = QT_TRANSLATE_NOOP("engine", "{loss} needs one unit for each class, but the output has 1.")
        values = QT_TRANSLATE_NOOP("engine", "{loss} compares several values of a row, but the output has 1.")
        text = values if "regression" in loss.tasks else classes
        yield Objection(Message.of(text, loss=name), "loss", is_firm=loss.merges == "softmax")
        return
    needed = needed_activation(loss, units, last)
    if needed == "":
        text = QT_TRANSLATE_NOOP("engine", "{loss} is told to compute {needed} itself, but the output has {found}.")
        yield Objection(Message.of(text, loss=name, needed=loss.head, found=last), "from_logits", is_firm=False)
    elif needed is not None:
        text = QT_TRANSLATE_NOOP("engine", "{loss} needs {needed} at the output, which has {found}.")
        is_firm = loss.merges is not None and last not in SHARES
        yield Objection(Message.of(text, loss=name, needed=needed, found=last), "activation", needed, is_firm)


def needed_activation(loss: Loss, units: int, last: str) -> str | None:
    """Kind of the activation that the network must end with instead; "" for none, None where `last` suits."""
    if loss.merges is not None:
        return None if last == loss.merges else loss.merges
    if loss.head is not None:  # it computes the activation, so that there must be none
        return "" if last in SHARES else None
    match loss.wants:
        case "shares":
            return None if last in SHARES else "softmax" if units > 1 else "sigmoid"
        case "positive":
            return None if last in NOT_NEGATIVE else "softplus"
        case "signed":
            return "tanh" if last in NOT_NEGATIVE else None
    return None
