"""Every declared part keeps the contract; and one declared anywhere is a full member without another file touched."""

from __future__ import annotations

import ast
import importlib
import json
import math
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

import pytest
import torch
from pydantic import Field, ValidationError
from pydantic.fields import FieldInfo
from pytestqt.qtbot import QtBot
from torch import nn

import engine
import engine.layers
import engine.losses
from engine.activations import Activation
from engine.call import Call, Ref, execute
from engine.callbacks import ReduceLROnPlateau, RunRule
from engine.class_weights import ClassWeight
from engine.constraints import Constraint
from engine.data.inspect import inspect_table
from engine.errors import EngineError, UnknownNameError
from engine.events import RunFinished, RunStarted
from engine.export.pytorch import export_script
from engine.export.render import flat, portable_source
from engine.export.verify import verify_script
from engine.history import History
from engine.initializers import Initializer
from engine.layers import Dense, Layer, Shape, Weight
from engine.layers.base import PALETTE_GROUPS
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.metrics import SEEN, MeanMetric, Metric
from engine.optimizers import PARAMETERS, Optimizer, Schedule
from engine.optimizers import learning_rate as learning_rate_field
from engine.plan import make_plan
from engine.portable.metrics import class_shares
from engine.project.document import Project, Training
from engine.project.edits import change_training, from_document, new_project, set_path
from engine.project.problems import find_problems
from engine.project.runs import save_history, save_run_start
from engine.project.storage import load_project, save_project
from engine.regularizers import Regularizer
from engine.spec import HIDDEN, AnyOf, Part, family_of
from engine.targets import Output

ROOT = Path(engine.__file__).resolve().parent.parent
LONGEST_DESCRIPTION = 160
NOT_SHOWN = HIDDEN


def _import_all_parts() -> None:
    """A family may come in a module or a package of its own; nobody has to add it here."""
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


_import_all_parts()
# Other tests declare parts of their own.
FAMILIES: list[Any] = [family for family in Part.__subclasses__() if family.__module__.startswith("engine.")]
PARTS: list[Any] = [
    part for family in FAMILIES for part in family.kinds.values() if part.__module__.startswith("engine.")
]
SHOWN = [(part, name) for part in PARTS for name in part.form_fields()]


def of(family: Any) -> list[Any]:
    return [part for part in PARTS if issubclass(part, family)]


def part_name(value: Any) -> str | None:
    return value.__name__ if isinstance(value, type) else value if isinstance(value, str) else None


every_part = pytest.mark.parametrize("part", PARTS, ids=part_name)
every_field = pytest.mark.parametrize(("part", "name"), SHOWN, ids=part_name)


def in_document(part: Part) -> Project:
    """A project that holds the part where documents hold its family."""
    match part:
        case Layer():
            return Project(layers=(part,))
        case Activation():
            return Project(layers=(Dense(3, part),))
        case Initializer():
            field = "kernel_initializer" if part.needs_matrix else "bias_initializer"
            return Project(layers=(Dense(3, **{field: part}),))
        case Regularizer():
            return Project(layers=(Dense(3, kernel_regularizer=part),))
        case Optimizer():
            return Project(training=Training(optimizer=part))
        case Schedule():
            return Project(training=Training(optimizer={"kind": "sgd", "learning_rate": part}))
        case Loss():
            return Project(training=Training(loss=part))
        case Metric():
            return Project(training=Training(metrics=(part,)))
        case Constraint():
            return Project(layers=(Dense(3, kernel_constraint=part),))
        case ReduceLROnPlateau():
            return Project(training=Training(reduce_lr=part))
        case ClassWeight():
            return Project(training=Training(class_weight=part))
        case RunRule():
            return Project(training=Training(early_stopping=part))
    pytest.fail(f"Where does a document hold a {type(part).__name__}? Say so here.")


def bounds(field: FieldInfo) -> dict[str, float]:
    """ge, gt, le and lt of a field."""
    found = {}
    for constraint in field.metadata:
        for name in ("ge", "gt", "le", "lt"):
            if (value := getattr(constraint, name, None)) is not None:
                found[name] = value
    return found


def is_number(field: FieldInfo) -> bool:
    """Whether it takes a number; a learning rate may be a schedule as well."""
    return field.annotation in (int, float) or family_of(field.annotation) is Schedule


# --- declarations


def test_all_families_are_looped_over() -> None:
    assert {family.__name__ for family in FAMILIES} >= {
        "Layer",
        "Activation",
        "Initializer",
        "Regularizer",
        "Optimizer",
        "Loss",
        "Metric",
        "RunRule",
    }
    assert len(PARTS) >= 50


@every_part
def test_defaults_are_valid_and_complete(part: Any) -> None:
    made = part()
    assert part.model_validate({}) == made
    assert made.changed() == made
    assert hash(made) == hash(part())
    assert made.kind == part.model_fields["kind"].default
    assert re.fullmatch(r"[a-z][a-z0-9_]*", made.kind)


@every_part
def test_a_part_does_not_change(part: Any) -> None:
    made = part()
    for name in part.model_fields:
        with pytest.raises((EngineError, ValidationError)):
            setattr(made, name, getattr(made, name))


MARKED = {
    node.args[1].value
    for path in (ROOT / "engine").rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Call)
    and ast.unparse(node.func) == "QT_TRANSLATE_NOOP"
    and isinstance(node.args[1], ast.Constant)
}


def check_title(text: str) -> None:
    assert text in MARKED
    assert text == text.strip()
    assert 0 < len(text) <= 30
    assert "  " not in text
    assert not text.endswith(".") or text.endswith("norm.")


def check_sentence(text: str) -> None:
    assert text in MARKED
    assert text == text.strip()
    assert text.endswith(".")
    assert "  " not in text
    assert "\n" not in text
    assert text[0].isupper()
    assert len(text) <= LONGEST_DESCRIPTION
    # One plain sentence; a second one may name what differs from Keras, or what to do.
    assert len(re.findall(r"[.!?](?= [A-Z]|$)", text)) <= 2


@every_part
def test_a_part_says_what_it_is(part: Any) -> None:
    check_title(part.title)
    check_sentence(part.description)


@pytest.mark.parametrize("family", FAMILIES, ids=part_name)
def test_a_family_has_a_name_in_sentences(family: Any) -> None:
    assert family.family_name in MARKED
    assert family.family_name != "part"


@every_field
def test_a_field_says_what_it_is(part: Any, name: str) -> None:
    field = part.form_fields()[name]
    check_title(field.title)
    check_sentence(field.description)
    extra = field.json_schema_extra or {}
    for key in ("unit", "group"):
        assert key not in extra or extra[key] in MARKED


@every_part
def test_a_form_shows_every_field_but_those_of_the_document(part: Any) -> None:
    assert set(part.form_fields()) == set(part.model_fields) - NOT_SHOWN
    assert tuple(part.form_fields()) == part.positional_fields()


def test_titles_and_names_are_unique_within_a_family() -> None:
    for family in FAMILIES:
        parts = of(family)
        assert len({part.title for part in parts}) == len(parts)
        names = [name for part in parts for name in {part.__name__, part.model_fields["kind"].default, *part.aliases}]
        assert len(names) == len(set(names)), family


def test_the_palette_has_an_order() -> None:
    places = [layer.palette for layer in of(Layer)]
    assert len(set(places)) == len(places)
    assert [layer for layer in Layer.in_palette_order() if layer in PARTS] == sorted(
        of(Layer), key=lambda layer: layer.palette
    )


@pytest.mark.parametrize("layer", of(Layer), ids=part_name)
def test_a_layer_has_an_icon_and_a_summary(layer: Any) -> None:
    assert (ROOT / "resources" / "icons" / f"{layer.icon}.svg").is_file()
    made = layer.for_palette()
    assert isinstance(made, layer)
    assert layer.palette_group in PALETTE_GROUPS
    assert layer.palette_group in MARKED
    text = str(made.summary())
    assert text
    assert "{" not in text
    assert made.summary().template in MARKED


# --- what is refused


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part, name in SHOWN if is_number(part.form_fields()[name])], ids=part_name
)
def test_bounds_refuse_what_lies_beyond_and_take_what_lies_on_them(part: Any, name: str) -> None:
    field = part.form_fields()[name]
    step: Callable[[float, float], float] = (
        (lambda value, to: value + math.copysign(1, to)) if field.annotation is int else math.nextafter
    )
    for kind, value in bounds(field).items():
        outward = math.inf if kind in ("le", "lt") else -math.inf
        beyond, on = (step(value, outward), value) if kind in ("ge", "le") else (value, step(value, -outward))
        with pytest.raises(EngineError, match=name):
            part(**{name: int(beyond) if field.annotation is int else beyond})
        assert getattr(part(**{name: int(on) if field.annotation is int else on}), name) == on


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part, name in SHOWN if is_number(part.form_fields()[name])], ids=part_name
)
def test_a_number_field_refuses_words_and_what_is_no_number(part: Any, name: str) -> None:
    for value in ("a lot", "3", None, True, math.nan, math.inf, -math.inf, [1], 1j):
        if value is True and part.form_fields()[name].annotation is not int:
            continue
        with pytest.raises(EngineError) as caught:
            part(**{name: value})
        assert "\n" not in str(caught.value)
        assert name in str(caught.value)


SMOOTHED = ("CategoricalCrossentropy", "BinaryCrossentropy", "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy")
# What would make a run senseless, written down: a bound that goes missing is missed here.
SENSELESS = [
    ("Dense", "units", 0),
    ("Dense", "units", 65537),
    ("Dropout", "rate", -0.1),
    ("Dropout", "rate", 1.0),
    ("GaussianNoise", "stddev", -1.0),
    ("BatchNormalization", "momentum", 1.0),
    ("BatchNormalization", "epsilon", 0.0),
    ("LayerNormalization", "epsilon", 0.0),
    *((part.__name__, "learning_rate", -0.001) for part in of(Optimizer)),
    *((name, "beta_1", 1.0) for name in ("Adam", "AdamW", "Adamax", "Nadam")),
    *((name, "beta_2", 1.0) for name in ("Adam", "AdamW", "Adamax", "Nadam")),
    ("SGD", "momentum", 1.0),
    ("RMSprop", "rho", 1.0),
    ("Adadelta", "rho", 1.0),
    ("AdamW", "weight_decay", -0.1),
    ("L1", "l1", -1.0),
    ("L2", "l2", -1.0),
    ("Huber", "delta", 0.0),
    *((name, "label_smoothing", smoothing) for name in SMOOTHED for smoothing in (-0.1, 1.1)),
    ("BinaryFocalCrossentropy", "gamma", -1.0),
    ("BinaryFocalCrossentropy", "alpha", 1.1),
    ("CategoricalFocalCrossentropy", "gamma", -1.0),
    ("CategoricalFocalCrossentropy", "alpha", -1.0),
    ("CategoricalGeneralizedCrossEntropy", "q", 0.0),
    ("CategoricalGeneralizedCrossEntropy", "q", 1.0),
    ("Tversky", "alpha", -0.1),
    ("Tversky", "beta", -0.1),
    ("RandomNormal", "stddev", -1.0),
    ("TruncatedNormal", "stddev", 0.0),
    ("VarianceScaling", "scale", 0.0),
    ("OrthogonalRegularizer", "factor", -1.0),
    ("MaxNorm", "max_value", -1.0),
    ("MinMaxNorm", "rate", 1.5),
    ("CELU", "alpha", 0.0),
    ("SquarePlus", "b", -1.0),
    ("SoftShrink", "threshold", -0.5),
    ("EarlyStopping", "patience", -1),
    ("EarlyStopping", "min_delta", -1.0),
]


@pytest.mark.parametrize(("name", "field", "value"), SENSELESS)
def test_a_senseless_number_is_refused(name: str, field: str, value: float) -> None:
    part = next(part for part in PARTS if part.__name__ == name)
    with pytest.raises(EngineError, match=field):
        part(**{field: value})


def test_learning_rates_counts_and_shares_are_bounded() -> None:
    # Without bounds a form cannot say what is allowed.
    free = {
        ("Orthogonal", "gain"),
        ("Identity", "gain"),
        ("Constant", "value"),
        ("RandomNormal", "mean"),
        ("TruncatedNormal", "mean"),
        ("RandomUniform", "minval"),
        ("RandomUniform", "maxval"),
        ("Rescaling", "scale"),
        ("Rescaling", "offset"),
        ("Masking", "mask_value"),
    }
    unbounded = {
        (part.__name__, name)
        for part, name in SHOWN
        if is_number(part.form_fields()[name]) and not bounds(part.form_fields()[name])
    }
    assert unbounded <= free


@every_part
def test_a_field_that_needs_another_says_which(part: Any) -> None:
    fields = part.form_fields()
    for name, info in fields.items():
        needed = (info.json_schema_extra or {}).get("needs")
        assert needed is None or (needed in fields and needed != name)


@every_part
def test_unknown_fields_and_too_many_values_are_refused_in_one_sentence(part: Any) -> None:
    with pytest.raises(EngineError, match="colour") as caught:
        part(colour="red")
    assert "\n" not in str(caught.value)
    for name in part.positional_fields()[:1]:
        with pytest.raises(EngineError, match=f"Did you mean “{name}”"):
            part(**{name + "s": 1})
    with pytest.raises(EngineError, match="by position"):
        part(*range(20))
    with pytest.raises(EngineError):
        from_document({**json.loads(in_document(part()).model_dump_json()), "colour": 1})


@pytest.mark.parametrize(
    ("part", "name"),
    [(part, name) for part, name in SHOWN if family_of(part.form_fields()[name].annotation)],
    ids=part_name,
)
def test_a_field_for_a_part_takes_names_classes_and_parts_and_no_other_family(part: Any, name: str) -> None:
    family = family_of(part.form_fields()[name].annotation)
    assert family is not None
    other = next(kind for kind in PARTS if not issubclass(kind, family))
    taken = 0
    for member in of(family) or [family]:
        try:
            made = part(**{name: member()})
        except EngineError:  # a bias takes no initializer that needs a matrix
            continue
        taken += 1
        assert made == part(**{name: member}) == part(**{name: member().to_json()})
        assert made == part(**{name: member.model_fields["kind"].default})
    assert taken
    for wrong in (other(), "no such thing", 3, {"kind": "no such thing"}, {}):
        if wrong == 3 and family is Schedule:  # a rate may be a number too
            continue
        with pytest.raises(EngineError):
            part(**{name: wrong})


@pytest.mark.parametrize("family", [family for family in FAMILIES if of(family)], ids=part_name)
def test_an_unknown_name_is_answered_with_the_nearest(family: Any) -> None:
    for part in of(family):
        kind = part.model_fields["kind"].default
        for name in (kind, part.__name__, *part.aliases):
            assert family.find(name) is part
        with pytest.raises(UnknownNameError) as caught:
            family.find(f"{kind}q" if len(kind) > 3 else f"{kind}_{kind}")
        assert "Did you mean" in str(caught.value) or "Known are" in str(caught.value)
    longest = max((part.model_fields["kind"].default for part in of(family)), key=len)
    with pytest.raises(UnknownNameError, match=f"Did you mean “{longest}”"):
        family.find(longest[:-1] + "x")
    with pytest.raises(UnknownNameError, match="Known are"):
        family.find("zzzzzzzzzzzzzz")


# --- documents


def variants(part: Any) -> Iterator[Part]:
    """The part as it is, and with each number and switch changed."""
    yield part()
    for name, field in part.form_fields().items():
        limits = bounds(field)
        if field.annotation is bool:
            yield part(**{name: not field.default})
        elif field.annotation is int:
            yield part(**{name: int(limits.get("ge", 0)) + 3})
        elif field.annotation is float:
            low, high = limits.get("ge", limits.get("gt", 0.0)), limits.get("le", limits.get("lt", 1.0))
            yield part(**{name: low + (high - low) / 3})  # a number that takes all seventeen digits
        elif family_of(field.annotation) is Schedule:
            yield part(**{name: (limits["ge"] + limits["le"]) / 3})
            yield from (part(**{name: schedule}) for schedule in of(Schedule))
        elif choices := [choice for choice in get_args(field.annotation) if isinstance(choice, str)]:
            yield from (part(**{name: choice}) for choice in choices)


@every_part
def test_a_part_comes_back_from_a_file_as_it_was(part: Any, tmp_path: Path) -> None:
    for number, made in enumerate(variants(part)):
        project = in_document(made)
        written = json.loads(json.dumps(project.model_dump(mode="json"), allow_nan=False))
        assert from_document(written) == project
        path = tmp_path / f"{number}.netbench"
        save_project(project, path)
        loaded = load_project(path)
        assert loaded.training == project.training
        assert [layer.changed(id="") for layer in loaded.layers] == [layer.changed(id="") for layer in project.layers]
        assert made.kind in path.read_text("utf-8")  # type: ignore[attr-defined]


@pytest.mark.parametrize("part", of(Layer) + of(Optimizer), ids=part_name)
def test_every_field_can_be_set_by_its_path(part: Any) -> None:
    place = "layers.0" if issubclass(part, Layer) else "training.optimizer"
    for made in variants(part):
        project = in_document(part())
        for name in part.form_fields():
            value = getattr(made, name)
            project = set_path(project, f"{place}.{name}", value.to_json() if isinstance(value, Part) else value)
        held = project.layers[0].changed(id="") if issubclass(part, Layer) else project.training.optimizer
        assert held == made


# --- Keras's words

OF_ALL_OPTIMIZERS = (
    "clipnorm=None clipvalue=None global_clipnorm=None use_ema=False ema_momentum=0.99 ema_overwrite_frequency=None"
    " gradient_accumulation_steps=None"
)
POSITIONS = {
    "Activation": "activation",
    "SGD": f"learning_rate=0.01 momentum=0.0 nesterov=False weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Adam": "learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07 amsgrad=False "
    f"weight_decay=None {OF_ALL_OPTIMIZERS}",
    "AdamW": "learning_rate=0.001 weight_decay=0.004 beta_1=0.9 beta_2=0.999 epsilon=1e-07 amsgrad=False "
    f"{OF_ALL_OPTIMIZERS}",
    "RMSprop": "learning_rate=0.001 rho=0.9 momentum=0.0 epsilon=1e-07 centered=False "
    f"weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Adagrad": f"learning_rate=0.001 initial_accumulator_value=0.1 epsilon=1e-07 weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Adadelta": f"learning_rate=0.001 rho=0.95 epsilon=1e-07 weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Adamax": f"learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07 weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Nadam": f"learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07 weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Ftrl": "learning_rate=0.001 learning_rate_power=-0.5 initial_accumulator_value=0.1 l1_regularization_strength=0.0 "
    "l2_regularization_strength=0.0 l2_shrinkage_regularization_strength=0.0 beta=0.0 "
    f"weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Lion": f"learning_rate=0.001 beta_1=0.9 beta_2=0.99 weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Lamb": f"learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07 weight_decay=None {OF_ALL_OPTIMIZERS}",
    "Adafactor": "learning_rate=0.001 beta_2_decay=-0.8 epsilon_1=1e-30 epsilon_2=0.001 clip_threshold=1.0 "
    f"relative_step=True weight_decay=None {OF_ALL_OPTIMIZERS}",
    # What Keras wants to be told has a value to begin with here.
    "ExponentialDecay": "initial_learning_rate decay_steps decay_rate staircase=False",
    "PiecewiseConstantDecay": "boundaries values",
    "PolynomialDecay": "initial_learning_rate decay_steps end_learning_rate=0.0001 power=1.0 cycle=False",
    "InverseTimeDecay": "initial_learning_rate decay_steps decay_rate staircase=False",
    "CosineDecay": "initial_learning_rate decay_steps alpha=0.0 warmup_target=None warmup_steps=0",
    "CosineDecayRestarts": "initial_learning_rate first_decay_steps t_mul=2.0 m_mul=1.0 alpha=0.0",
    "RandomNormal": "mean=0.0 stddev=0.05 seed=None",
    "RandomUniform": "minval=-0.05 maxval=0.05 seed=None",
    "TruncatedNormal": "mean=0.0 stddev=0.05 seed=None",
    "Constant": "value=0.0",
    "Orthogonal": "gain=1.0 seed=None",
    "Identity": "gain=1.0",
    "HeNormal": "seed=None input_axes=None output_axes=None",
    "L1": "l1=0.01",
    "L2": "l2=0.01",
    "L1L2": "l1=0.0 l2=0.0",
    "Huber": "delta=1.0 reduction='sum_over_batch_size'",
}


@pytest.mark.parametrize("name", POSITIONS)
def test_values_by_position_come_in_kerass_order_with_kerass_defaults(name: str) -> None:
    candidates = [part for part in PARTS if part.__name__ == name and (name != "Activation" or issubclass(part, Layer))]
    assert len(candidates) == 1
    part = candidates[0]
    words = [word.partition("=") for word in POSITIONS[name].split()]
    assert part.positional_fields() == tuple(field for field, _, _ in words)
    for field, _, default in words:
        if default:
            assert repr(part.model_fields[field].default) == default
    values = [getattr(part(), field) for field, _, _ in words]
    assert part(*values) == part()


def test_the_optimizers_are_all_written_down() -> None:
    assert {part.__name__ for part in of(Optimizer) + of(Schedule)} <= set(POSITIONS)


def test_kerass_first_lines_are_understood() -> None:
    import numpy as np

    assert Dense(64, "relu") == Dense(units=64, activation="relu") == Dense(np.int64(64), activation={"kind": "relu"})
    assert Dense(64, None) == Dense(64, activation=None) == Dense(64, "linear")
    assert Dense(4, input_shape=(784,)).input_shape == (784,)


# --- what becomes of them

NAMES = {
    "parameters": "parameters",
    "outputs": "outputs",
    "targets": "targets",
    "target_scale": "target_scale",
    "target_mean": "target_mean",
    "start": "start",
    "rate": "rate",
    "step": "step",
}
SHAPES = ((6,), (32,), (6, 4), (6, 6, 4))


def shape_for(layer: Layer) -> Shape:
    """The first of these shapes of a row that the layer takes."""
    for shape in SHAPES:
        try:
            layer.output_shape(shape)
        except EngineError:
            continue
        return shape
    pytest.fail(f"{layer!r} takes rows of none of the shapes {SHAPES}.")


def rows_for(layer: Layer, rows: int) -> torch.Tensor:
    """Values that the layer takes."""
    draw = torch.Generator().manual_seed(1)
    shape = (rows, *shape_for(layer))
    if layer.index_limit is not None:
        return torch.randint(layer.index_limit, shape, generator=draw).float()
    return torch.randn(shape, generator=draw)


def evaluated(call: Call, **names: Any) -> Any:
    """What the printed call gives where its imports and definitions stand."""
    space: dict[str, Any] = {"torch": torch, "nn": nn, **names}
    if codes := [each for each in call.walk() if each.is_code]:
        imports, definitions = portable_source(codes)
        exec(compile("\n".join([*imports, *definitions]), "portable", "exec"), space)
    return eval(compile(flat(call, NAMES), "call", "eval"), space)


@pytest.mark.parametrize("part", of(Layer), ids=part_name)
def test_a_layer_builds_what_it_declares(part: Any) -> None:
    for layer in variants(part):
        assert isinstance(layer, Layer)
        shape = shape_for(layer)
        calls = list(layer.calls(shape))
        model = nn.Sequential(*(execute(call) for call in calls))
        assert calls
        assert [type(module).__name__ for module in model] == [type(evaluated(call)).__name__ for call in calls]
        assert str(model) == str(nn.Sequential(*(evaluated(call) for call in calls)))
        x = rows_for(layer, 4)
        assert tuple(model.train()(x).shape[1:]) == layer.output_shape(shape)
        assert torch.isfinite(model.eval()(x)).all()
        trainable = {name: tuple(tensor.shape) for name, tensor in model.named_parameters()}
        weights = list(layer.tensors(shape))
        assert {f"{weight.module}.{weight.name}": weight.shape for weight in weights if weight.trainable} == trainable
        state = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
        assert {f"{weight.module}.{weight.name}": weight.shape for weight in weights}.items() <= state.items()
        assert layer.parameters(shape) == sum(weight.size for weight in weights)
        for weight in weights:
            assert isinstance(weight, Weight)
            assert weight.size == torch.Size(weight.shape).numel()
            assert weight.initializer is not None or not weight.trainable


@pytest.mark.parametrize("part", of(Layer), ids=part_name)
def test_a_layer_draws_from_the_global_generator_only_where_it_says_so(part: Any) -> None:
    model = nn.Sequential(*(execute(call) for call in part().calls(shape_for(part())))).train()
    before = torch.get_rng_state()
    model(rows_for(part(), 4))
    assert torch.equal(before, torch.get_rng_state()) != part.random_in_training


@pytest.mark.parametrize("part", of(Layer), ids=part_name)
def test_a_layer_takes_as_few_rows_as_it_says(part: Any) -> None:
    model = nn.Sequential(*(execute(call) for call in part().calls(shape_for(part())))).train()
    model(rows_for(part(), part.needs_batch))
    if part.needs_batch > 1:
        with pytest.raises(ValueError, match="more than 1 value"):
            model(rows_for(part(), part.needs_batch - 1))


@pytest.mark.parametrize("part", of(Activation), ids=part_name)
def test_an_activation_gives_the_shape_it_says(part: Any) -> None:
    for made in variants(part):
        assert isinstance(made, Activation)
        call = made.call()
        if call is None:
            assert part.model_fields["kind"].default == "linear"
            continue
        x = torch.linspace(-3, 3, 12).reshape(3, 4)
        axis = getattr(made, "axis", -1)
        if not -1 <= axis <= 1:  # a table has no other axes
            with pytest.raises(EngineError, match="axis"):
                made.output_shape((4,))
            continue
        y = execute(call)(x)
        assert tuple(y.shape[1:]) == made.output_shape((4,))
        assert torch.equal(y, evaluated(call)(x))
        assert torch.equal(y, made(x))
        near = x / 10  # so that sparsemax gives all a share
        apart = torch.stack([execute(call)(near), execute(call)(near + torch.tensor([0.0, 0.0, 0.1, 0.0]))])
        assert torch.equal(*apart[:, :, 0]) == part.elementwise


@pytest.mark.parametrize("part", of(Initializer), ids=part_name)
def test_an_initializer_fills_a_tensor(part: Any) -> None:
    for made in variants(part):
        call = made.call()  # type: ignore[attr-defined]
        filled = []
        for seed in (1, 1, 2):
            tensor = torch.full((20, 30), 77.0)
            options = {"generator": torch.Generator().manual_seed(seed)} if made.draws else {}  # type: ignore[attr-defined]
            execute(Call(call.target, tensor, *call.arguments, **dict(call.options), **options))
            filled.append(tensor)
        assert not (filled[0] == 77.0).any()
        assert torch.equal(filled[0], filled[1])
        assert torch.equal(filled[0], filled[2]) != (part.is_random and float(filled[0].std()) > 0)
        printed = torch.full((20, 30), 77.0)
        start = {"generator": Ref("start")} if part.is_random else {}
        evaluated(
            Call(call.target, Ref("outputs"), *call.arguments, **dict(call.options), **start),
            outputs=printed,
            start=torch.Generator().manual_seed(1),
        )
        assert torch.equal(printed, filled[0])


@pytest.mark.parametrize("part", of(Initializer), ids=part_name)
def test_an_initializer_says_whether_it_can_start_a_bias(part: Any) -> None:
    bias = torch.zeros(5)
    call = part().call()
    call = Call(call.target, bias, *call.arguments, **dict(call.options))
    if part.needs_matrix:
        with pytest.raises(ValueError, match="dimension"):
            execute(call)
        with pytest.raises(EngineError):
            Dense(3, bias_initializer=part())
    else:
        execute(call)
        Dense(3, bias_initializer=part())


@pytest.mark.parametrize("part", [part for part in of(Initializer) if part.is_random], ids=part_name)
def test_a_seed_of_its_own_is_printed_and_kept_apart_from_the_runs(part: Any) -> None:
    for axes in (None, (), (1, 0)):
        call = part(seed=5).call(axes)
        assert not part(seed=5).draws
        tensors = [torch.empty(4, 6), torch.empty(4, 6)]
        execute(Call(call.target, tensors[0], *call.arguments, **dict(call.options)))
        evaluated(Call(call.target, Ref("outputs"), *call.arguments, **dict(call.options)), outputs=tensors[1])
        assert torch.equal(*tensors)


@pytest.mark.parametrize("part", of(Constraint), ids=part_name)
def test_a_constraint_is_kept_once_it_is_met(part: Any) -> None:
    for made in variants(part):
        for axes in ((), (1, 0)):
            call = made.call(axes)  # type: ignore[attr-defined]
            weights = torch.tensor([[1.0, -2.0, 0.5], [0.5, 3.0, 0.0]])
            printed = Call(call.target, Ref("outputs"), *call.arguments, **dict(call.options))
            once = evaluated(printed, outputs=weights)
            assert once.shape == weights.shape
            assert torch.equal(once, execute(Call(call.target, weights, *call.arguments, **dict(call.options))))
            if getattr(made, "rate", 1.0) == 1.0:
                torch.testing.assert_close(evaluated(printed, outputs=once), once)


@pytest.mark.parametrize("part", of(Regularizer), ids=part_name)
def test_a_penalty_grows_with_the_weights(part: Any) -> None:
    for made in variants(part):
        call = made.call()  # type: ignore[attr-defined]
        weights = torch.tensor([[1.0, -2.0], [0.5, 0.0]])

        def penalty(tensor: torch.Tensor, call: Call = call) -> torch.Tensor:
            full = Call(call.target, tensor, *call.arguments, **dict(call.options))
            printed = Call(call.target, Ref("outputs"), *call.arguments, **dict(call.options))
            value = execute(full)
            assert torch.equal(value, evaluated(printed, outputs=tensor))
            return value  # type: ignore[no-any-return]

        assert penalty(weights).shape == ()
        assert penalty(torch.zeros(2, 2)) == 0
        strength = sum(value for value in made.model_dump().values() if isinstance(value, float))
        if made.kind == "orthogonal_regularizer":  # angles do not grow with the weights
            assert penalty(torch.eye(3)) == 0
            assert penalty(torch.ones(3, 3)) == pytest.approx(strength)
        else:
            assert (penalty(2 * weights) > penalty(weights)) == (strength > 0)


@pytest.mark.parametrize("part", of(Optimizer), ids=part_name)
@pytest.mark.parametrize("device", ["cpu", "cuda:0"])
def test_an_optimizer_takes_steps(part: Any, device: str) -> None:
    for made in variants(part):
        call = made.call_on(device)  # type: ignore[attr-defined]
        assert dict(call.options).get("fused", False) == (device.partition(":")[0] in part.fused_on)
        if device != "cpu":
            continue
        starts = []
        for build in (execute, evaluated):
            weight = nn.Parameter(torch.ones(3))
            optimizer = build(call, parameters=[weight])
            assert isinstance(optimizer, torch.optim.Optimizer)
            for _ in range(3):
                optimizer.zero_grad()
                weight.square().sum().backward()
                optimizer.step()
            starts.append(weight.detach())
            numbers = sum(
                tensor.numel()
                for tensor in optimizer.state[weight].values()
                if torch.is_tensor(tensor) and tensor.numel() > 1
            )
            assert numbers <= made.state_size * weight.numel()  # type: ignore[attr-defined]
        assert torch.equal(*starts)
        rate = made.learning_rate  # type: ignore[attr-defined]
        assert (starts[0] < 1).all() or rate < 1e-6 or (starts[0] != 1).any()


@pytest.mark.parametrize("part", of(Optimizer), ids=part_name)
def test_what_an_optimizer_does_around_its_step_is_printed_as_it_is_done(part: Any) -> None:
    settings: list[dict[str, Any]] = [
        {"weight_decay": 0.1},
        {"clipnorm": 0.5},
        {"clipvalue": 0.25},
        {"global_clipnorm": 1.5},
        {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2},
        {"learning_rate": "cosine_decay"},
        {"gradient_accumulation_steps": 2},
    ]
    for fields in settings:
        made = part(**fields)
        weights = []
        for build in (execute, evaluated):
            weight = nn.Parameter(torch.linspace(-2.0, 3.0, 5))
            optimizer = build(made.call_on("cpu"), parameters=[weight])
            average = made.average_call()
            averages = None if average is None else build(average, parameters=[weight])
            mean = made.accumulation_call()
            means = None if mean is None else build(mean, parameters=[weight])
            for step in range(3):
                optimizer.zero_grad()
                weight.square().sum().backward()
                if means is not None and not means.is_complete():
                    continue
                if (rate := made.rate_call()) is not None:
                    optimizer.param_groups[0]["lr"] = build(rate, step=step)
                for call in (*made.gradient_calls(), *filter(None, [made.decay_call()])):
                    build(call, parameters=iter([weight]), rate=optimizer.param_groups[0]["lr"])
                optimizer.step()
                if averages is not None:
                    averages.update()
            if averages is not None:
                assert made.averages_at_end
                averages.finish()
                assert torch.equal(weight, averages.averages[0])
            weights.append(weight.detach())
        assert torch.equal(*weights)
        assert torch.isfinite(weights[0]).all()


@pytest.mark.parametrize("part", of(Schedule), ids=part_name)
def test_a_schedule_is_a_number_for_each_step(part: Any) -> None:
    for made in variants(part):
        for step in (0, 1, 500, 1000, 1001, 10**7):
            rate = execute(made.call(), step=step)  # type: ignore[attr-defined]
            assert type(rate) is float
            assert rate >= 0
            assert rate == evaluated(made.call(), step=step) == made(step)  # type: ignore[attr-defined, operator]


def shapes_of(encoding: str, units: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Outputs and targets of six rows."""
    draw = torch.Generator().manual_seed(0)
    outputs = torch.rand(6, units, generator=draw)
    labels = torch.arange(6) % max(units, 2)
    targets = {
        "index": labels,
        "binary": labels.reshape(-1, 1).float(),
        "one_hot": torch.eye(max(units, 2))[labels],
        "value": torch.randn(6, 1, generator=draw),
    }[encoding]
    return outputs, targets


@pytest.mark.parametrize("part", of(Loss), ids=part_name)
def test_a_loss_is_the_mean_over_rows(part: Any) -> None:
    assert set(part.tasks) <= {"classification", "regression"}
    for made in variants(part):
        assert isinstance(made, Loss)
        for task, units in (("classification", 3), ("classification", 1), ("regression", 1)):
            if task not in part.tasks or units < part.least_units:
                continue
            encoding = made.encoding(task, units)
            outputs, targets = shapes_of(encoding, units)
            if part.wants == "positive":
                targets = targets.abs()
            output = Output(task, units, encoding, logits=made.merges is not None)  # type: ignore[arg-type]
            call, weighted = made.call(output), execute(made.weighted(output))
            function = execute(call)
            value = function(outputs, targets)
            rows = torch.stack([function(outputs[n : n + 1], targets[n : n + 1]).sum() for n in range(6)])
            if made.reduction == "none":
                assert value.shape == ((6,) if made.by_rows else ())
                continue
            assert value.shape == ()
            assert float(value) >= part.lowest * (6 if made.reduction == "sum" else 1) - 1e-6
            if made.by_rows:
                total = rows.sum() if made.reduction == "sum" else rows.mean()
                assert float(value) == pytest.approx(float(total), rel=1e-5)
                # Weights count as repeating a row would.
                some = weighted(outputs, targets, torch.tensor([1.0, 0, 0, 2, 0, 0]))
                parts = {"sum": 1, "mean_with_sample_weight": 3}.get(made.reduction, 6)
                assert float(some) == pytest.approx(float(rows[0] + 2 * rows[3]) / parts, rel=1e-5, abs=1e-6)
            for weights in ((), (torch.ones(6),)):
                if weights and made.reduction == "sum" and not made.by_rows:
                    continue  # as in Keras, the sum is over the weights of a number for the whole batch
                assert float(weighted(outputs, targets, *weights)) == pytest.approx(float(value), rel=1e-5)
            assert torch.equal(value, evaluated(call)(outputs, targets))
            code = evaluated(made.weighted(output))
            assert torch.equal(weighted(outputs, targets), code(outputs, targets))


def rows_of(targets: torch.Tensor, output: Output) -> torch.Tensor:
    """The targets as a perfect network answers."""
    return torch.eye(output.units)[targets] if output.encoding == "index" else targets


# What perfect answers give where it is not 1, the most that can be had, or 0, the least.
PERFECT: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "true_positives": lambda rows: (rows == 1).sum(),
    "true_negatives": lambda rows: (rows == 0).sum(),
    "hinge": lambda rows: (rows == 0).double().mean(),  # an answer of 0 is no clear -1
    "squared_hinge": lambda rows: (rows == 0).double().mean(),
    "categorical_hinge": lambda rows: (rows.sum(dim=1) == 0).double().mean(),  # with one unit no class may lead
    "poisson": lambda rows: (rows - rows * rows.log()).mean(),
}


@pytest.mark.parametrize("part", of(Metric), ids=part_name)
def test_a_metric_is_a_plain_number(part: Any) -> None:
    assert part.better in ("higher", "lower")
    outputs_of = {
        "classification": [
            Output("classification", 3, "index", logits=True, final="softmax"),
            Output("classification", 3, "one_hot"),
            Output("classification", 3, "one_hot", logits=True, final="sigmoid"),
            Output("classification", 1, "binary", logits=True, final="sigmoid"),
            Output("classification", 1, "binary"),
        ],
        "regression": [Output("regression", 1, "value"), Output("regression", 1, "value", scaled=True)],
    }
    for task in part.tasks:
        for output in outputs_of[task]:
            outputs, targets = shapes_of(output.encoding, output.units)
            if task == "regression":
                targets = targets.abs() + 0.5  # counts and prices are never negative
            call = part().call(output)
            names = {"outputs": outputs, "targets": targets, "target_scale": 10.0, "target_mean": 50.0}
            value = execute(call, **names)
            assert type(value) is float
            assert math.isfinite(value)
            assert value == evaluated(call, **names)
            assert 0 <= value <= 1 or not part.share
            rows = rows_of(targets, output)
            answers = 200 * rows - 100 if output.logits else rows
            best = execute(call, **{**names, "outputs": answers})
            usual = {"higher": 1.0, "lower": 0.0}[part.better]
            own_units = rows.double() * 10.0 + 50.0 if output.scaled else rows.double()
            expected = PERFECT[part().kind](own_units).item() if part().kind in PERFECT else usual
            assert best == pytest.approx(expected, rel=1e-6, abs=1e-6)
            assert best >= value - 1e-9 if part.better == "higher" else best <= value + 1e-9


@pytest.mark.parametrize("part", [part for part in of(Metric) if "regression" in part.tasks], ids=part_name)
@pytest.mark.parametrize(
    "output",
    [
        Output("classification", 3, "index", logits=True, final="softmax"),
        Output("classification", 3, "one_hot"),
        Output("classification", 1, "binary", logits=True, final="sigmoid"),
    ],
    ids=["classes", "one-hot", "yes or no"],
)
def test_a_metric_of_numbers_compares_the_shares_of_classes(part: Any, output: Output) -> None:
    outputs, targets = shapes_of(output.encoding, output.units)
    call = part().call(output)
    value = execute(call, outputs=outputs, targets=targets)
    assert value == evaluated(call, outputs=outputs, targets=targets)
    answers = outputs
    if output.logits:
        answers = torch.sigmoid(outputs) if output.units == 1 else class_shares(outputs)
    plain = part().call(Output("regression", output.units, "value"))
    assert value == execute(plain, outputs=answers, targets=rows_of(targets, output))


def test_an_accuracy_of_one_output_is_one_number_however_it_is_read() -> None:
    outputs = torch.tensor([[0.9], [0.2], [0.7], [0.5], [-0.3]])
    targets = torch.tensor([[1.0], [0.0], [0.8], [-1.0], [-1.0]])
    output = Output("classification", 1, "binary")
    for part in (Metric.coerce("accuracy"), Metric.coerce("binary_accuracy")):
        read = execute(part.call(output), outputs=outputs, targets=targets)
        summed = execute(part.sums(output), outputs=outputs, targets=targets)
        assert read == execute(part.value(output), sums=summed) == 0.4


@pytest.mark.parametrize("part", of(Metric), ids=part_name)
def test_the_sums_of_a_metric_add_up_over_rows_and_take_weights(part: Any) -> None:
    for task, output in (
        ("classification", Output("classification", 3, "index", logits=True, final="softmax")),
        ("classification", Output("classification", 1, "binary")),
        ("regression", Output("regression", 1, "value", scaled=True)),
    ):
        if task not in part.tasks:
            continue
        outputs, targets = shapes_of(output.encoding, output.units)
        units = {"target_scale": 10.0, "target_mean": 50.0}
        sums, value = part().sums(output), part().value(output)
        whole = execute(sums, outputs=outputs, targets=targets, **units)
        assert whole.dtype == torch.float64
        assert whole.ndim == 1
        parts = [execute(sums, outputs=outputs[at], targets=targets[at], **units) for at in (slice(2), slice(2, 6))]
        rounding = 1e-7 if output.logits else 1e-12  # the last digit of a softmax hangs on where the row stands
        assert torch.allclose(parts[0] + parts[1], whole, rtol=rounding)
        read = execute(part().call(output), outputs=outputs, targets=targets, **units)
        assert execute(value, sums=whole) == pytest.approx(read, rel=1e-15)
        weights = torch.tensor([1.0, 2.0, 0.0, 1.0, 3.0, 0.0])
        again = torch.tensor([0, 1, 1, 3, 4, 4, 4])  # a weight counts a row so many times
        weighted = execute(
            sums.with_options(weights=Ref("weights")), outputs=outputs, targets=targets, weights=weights, **units
        )
        repeated = execute(sums, outputs=outputs[again], targets=targets[again], **units)
        assert execute(value, sums=weighted) == pytest.approx(execute(value, sums=repeated), rel=rounding)
        double = execute(sums, outputs=outputs.double(), targets=targets, **units)
        assert torch.allclose(double, whole, rtol=1e-6, atol=1e-6)


def test_a_name_of_a_metrics_code_stands_for_one_definition() -> None:
    # A script holds the definitions of all modules side by side.
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "engine" / "portable").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.setdefault(node.name, []).append(path.stem)
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert not {name for name, places in twice.items() if any(place.startswith("metrics") for place in places)}


def test_a_call_names_nothing_but_torch_and_portable_code() -> None:
    for target in (
        "os.system",
        "torch",
        "builtins.eval",
        "engine.portable",
        "subprocess.run",
        "engine.training.build.build_model",
        "torchx.nn.Linear",
    ):
        with pytest.raises(ValueError, match="A Call names torch"):
            Call(target)


# --- parts declared here


class Clip(Layer):
    """max(min(x, limit), −limit)."""

    title: ClassVar[str] = "Clip"
    description: ClassVar[str] = "Cuts large values off."
    icon: ClassVar[str] = "minus"
    palette: ClassVar[int] = 900
    kind: Literal["test_clip"] = "test_clip"
    limit: float = Field(2.0, gt=0.0, le=10.0, title="Limit", description="Larger values become this.")
    gain: AnyOf[Initializer] = Field(Initializer.find("ones")(), title="Gain", description="How the gain starts.")

    def calls(self, shape: Shape) -> Iterator[Call]:
        yield Call("torch.nn.Hardtanh", -self.limit, self.limit)
        yield Call("torch.nn.LayerNorm", shape[-1], bias=False)

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        yield Weight("weight", shape[-1:], self.gain.call(), self.gain.draws, module=1)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "at {limit}"), limit=self.limit)


class Softsign(Activation):
    """x / (1 + |x|)."""

    title: ClassVar[str] = "softsign"
    description: ClassVar[str] = "Like tanh, but slower."
    kind: Literal["test_softsign"] = "test_softsign"

    def call(self) -> Call:
        return Call("torch.nn.Softsign")


class AveragedSGD(Optimizer):
    """Averaged stochastic gradient descent (Polyak and Juditsky 1992)."""

    title: ClassVar[str] = "ASGD"
    description: ClassVar[str] = "Plain steps, averaged."
    kind: Literal["test_asgd"] = "test_asgd"
    learning_rate: float = learning_rate_field(0.05)
    power: float = Field(0.75, ge=0.0, le=1.0, title="Power", description="How fast the rate falls.")

    def call(self) -> Call:
        return Call("torch.optim.ASGD", PARAMETERS, lr=self.learning_rate, alpha=self.power)


class SmoothAbsolute(Loss):
    """Huber's loss divided by beta."""

    title: ClassVar[str] = "Smooth"
    description: ClassVar[str] = "Squared near 0, plain elsewhere."
    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    kind: Literal["test_smooth"] = "test_smooth"
    beta: float = Field(0.5, gt=0.0, title="Beta", description="Where the square ends.")

    def call(self, output: Output) -> Call:
        return Call("torch.nn.SmoothL1Loss", beta=self.beta)


class ThousandthsOff(MeanMetric):
    """Mean absolute error in thousandths of the scaled unit."""

    title: ClassVar[str] = "Thousandths"
    description: ClassVar[str] = "How far off, in thousandths."
    kind: Literal["test_thousandths"] = "test_thousandths"

    def values(self, output: Output) -> Call:
        return Call("engine.portable.metrics_errors.absolute_errors", *SEEN, scale=1000.0)


OWN: list[Any] = [Clip, Softsign, AveragedSGD, SmoothAbsolute, ThousandthsOff]


def _family(part: Any) -> Any:
    return next(family for family in FAMILIES if issubclass(part, family))


def _take_away() -> None:
    for part in OWN:
        _family(part).kinds.pop(part.model_fields["kind"].default, None)


_take_away()  # known only while a test asks for them


@pytest.fixture
def own_parts() -> Iterator[None]:
    for part in OWN:
        _family(part).kinds[part.model_fields["kind"].default] = part
    yield
    _take_away()


def own_project() -> Project:
    data = inspect_table("sample:diabetes.csv").data
    layers = (Dense(8, "test_softsign"), Clip(1.5, "random_uniform"))
    project = new_project(data, name="Own", layers=layers)
    return change_training(
        project,
        optimizer={"kind": "test_asgd", "power": 0.6},
        loss={"kind": "test_smooth", "beta": 0.25},
        metrics=["mae", "test_thousandths"],
        epochs=3,
    )


def test_a_part_declared_elsewhere_is_known_only_while_it_is_registered(own_parts: None) -> None:
    assert Layer.find("test_clip") is Clip
    assert Clip in Layer.in_palette_order()
    _take_away()
    with pytest.raises(UnknownNameError):
        Layer.find("test_clip")


def test_parts_declared_elsewhere_are_saved_and_checked(own_parts: None, tmp_path: Path) -> None:
    project = own_project()
    save_project(project, tmp_path / "own.netbench")
    assert load_project(tmp_path / "own.netbench") == project
    assert [problem for problem in find_problems(project) if problem.severity == "problem"] == []
    # The check reads what the parts declare: this loss is for numbers only.
    classes = change_training(new_project(inspect_table("sample:iris.csv").data), loss="test_smooth")
    problem = next(problem for problem in find_problems(classes) if problem.severity == "problem")
    assert problem.where == "training.loss"
    with pytest.raises(EngineError, match="limit"):
        set_path(project, "layers.1.limit", 99.0)
    assert set_path(project, "layers.1.limit", 3.0).layers[1] == project.layers[1].changed(limit=3.0)


def test_parts_declared_elsewhere_train_and_export_digit_for_digit(own_parts: None, tmp_path: Path) -> None:
    from engine.training.run import prepare_run
    from engine.training.trainer import train

    project = own_project()
    save_run_start(tmp_path, project, base=tmp_path)
    plan, history = make_plan(project, tmp_path), History()
    for event in train(plan, prepare_run(plan, folder=tmp_path), folder=tmp_path):
        history.add(event)
    save_history(tmp_path, history)
    assert isinstance(history.started, RunStarted)
    assert isinstance(history.finished, RunFinished)
    assert (history.started.step, history.finished.reason) == ("autograd", "completed")
    assert {"mae", "test_thousandths", "val_test_thousandths"} <= set(history.epochs[0])
    assert history.epochs[2]["loss"] < history.epochs[0]["loss"]
    source = export_script(plan).text
    for text in (
        "nn.Softsign()",
        "nn.Hardtanh(-1.5, 1.5)",
        "torch.optim.ASGD(",
        "nn.SmoothL1Loss(beta=0.25)",
        "scale=1000.0",
    ):
        assert text in source
    found = verify_script(tmp_path)
    assert found.verified, found.first_difference
    assert found.weights == found.weights_identical > 0


def test_parts_declared_elsewhere_get_a_form(own_parts: None, qtbot: QtBot) -> None:
    from netbench_gui.forms.form import Form
    from netbench_gui.look.theme import Theme

    theme = Theme()
    for part in OWN:
        form = Form(theme, part, "layer")
        qtbot.addWidget(form)
        form.show_value(part())
        for name in part.form_fields():
            assert form.row(name) is not None, (part, name)


AT_ONCE = """
import sys, threading
import engine.project.document
from engine import callbacks, constraints, initializers, layers, losses, metrics, optimizers, regularizers
from engine.spec import Part

def below(part):
    for member in part.__subclasses__():
        yield member
        yield from below(member)

sys.setswitchinterval(1e-6)
parts = [part for part in below(Part) if "kind" in part.model_fields]
start, wrong = threading.Barrier(4), []
def make():
    for part in parts:
        start.wait()
        try:
            assert type(part.coerce({"kind": part.model_fields["kind"].default})) is part
        except Exception as error:
            wrong.append(repr(error))
threads = [threading.Thread(target=make) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(parts), sum(part.__pydantic_complete__ for part in parts), wrong)
"""


def test_parts_may_be_made_for_the_first_time_by_several_threads_at_once() -> None:
    said = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, timeout=120, check=True)
    count, built, wrong = said.stdout.split(maxsplit=2)
    assert int(count) == int(built) > 100
    assert wrong.strip() == "[]"
