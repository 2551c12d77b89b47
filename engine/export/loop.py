"""The part of the script that learns: a pass over rows, the loop over epochs, scores, saving, prediction.

Here the loop is text. The tests hold it to the trainer's numbers, digit for digit.
"""

from __future__ import annotations

from engine.callbacks import EarlyStopping
from engine.export.render import Name, text
from engine.export.script import Lines
from engine.plan import Plan


def add_pass(lines: Lines, plan: Plan, *, distributed: bool = False) -> None:
    """run(): a pass over rows, with or without learning; `distributed`: each process learns its part of a batch."""
    lines.add("def run(rows, batch_size, learn=False, prefix=\"\"):")
    lines.add('    """Return loss and metrics over these rows; to learn, the weights move after each batch."""')
    lines.add("    if not len(rows):\n        return {}")
    lines.add("    model.train(learn)")
    lines.add("    total, seen = 0.0, []" if plan.metrics else "    total = 0.0")
    if plan.join is not None:
        lines.add("    batches = rows.split(batch_size)")
        lines.add("    if learn:")
        lines.value(plan.join, indent="        ", before="batches = ")
    lines.add("    with torch.set_grad_enabled(learn):")
    lines.add(f"        for batch in {'batches' if plan.join is not None else 'rows.split(batch_size)'}:")
    rows = "part" if distributed else "batch"
    weights = f", weights[{rows}] if learn else None" if plan.weighted else ""
    if distributed:
        lines.add("            part = batch.tensor_split(WORLD)[RANK] if learn else batch")
        lines.add("            outputs = (network if learn else model)(x[part])")
        lines.add(f"            loss = loss_function(outputs, y[part]{weights}) if len(part) else outputs.sum()")
        lines.add("            if learn:  # the average over the processes is the mean over the whole batch")
        lines.add("                loss = loss * (len(part) * WORLD / len(batch))")
    else:
        lines.add("            outputs = model(x[batch])")
        lines.add(f"            loss = loss_function(outputs, y[batch]{weights})")
    for weight in plan.weights:
        if weight.penalty is not None:
            call = weight.penalty.on(Name(f"model[{weight.module}].{weight.attribute}"))
            lines.value(call, indent="            ", before="loss = loss + ", owner=weight.layer_id)
    _add_penalties_on_outputs(lines, plan, distributed=distributed)
    lines.add("            if learn:\n                optimizer.zero_grad()")
    lines.add("                loss.backward()")
    _add_step(lines, plan)
    lines.add("            total += loss.item() * len(batch)")
    if plan.metrics:
        lines.add("            seen.append(outputs.detach())")
    if distributed:
        _add_gathering(lines, plan)
    if plan.metrics:
        lines.add("    outputs, targets = torch.cat(seen), y[rows]")
    scores = {"loss": Name("total / len(rows)"), **dict(plan.metrics)}
    lines.value({Name(f'prefix + "{name}"'): value for name, value in scores.items()}, indent="    ", before="return ")
    lines.add("\n")


def _add_penalties_on_outputs(lines: Lines, plan: Plan, *, distributed: bool) -> None:
    """Each is divided by the rows of the batch; that of a part of it, by the average part's."""
    rows = "len(batch)"
    if distributed and any(module.penalty is not None for module in plan.modules):
        lines.add("            share = len(batch) / WORLD if learn else len(batch)")
        rows = "share"
    for number, module in enumerate(plan.modules):
        if module.penalty is not None:
            call, owner = module.penalty.on(Name(f"model[{number}].outputs")), module.layer_id
            lines.value(call, indent="            ", before="loss = loss + ", behind=f" / {rows}", owner=owner)


def _add_gathering(lines: Lines, plan: Plan) -> None:
    """Put together what the processes saw."""
    lines.add("    if learn and WORLD > 1:")
    lines.add("        shares = [None] * WORLD")
    lines.add(f"        dist.all_gather_object(shares, (total, {'seen' if plan.metrics else '[]'}))")
    lines.add("        total = sum(share for share, _ in shares) / WORLD")
    if plan.metrics:
        lines.add("        seen = [part for parts in zip(*(pieces for _, pieces in shares)) for part in parts]")


def _add_step(lines: Lines, plan: Plan) -> None:
    """What moves the weights, from the gradients on, in Keras's order."""
    outer = indent = "                "
    constraints = [weight for weight in plan.weights if weight.constraint is not None]
    if plan.rate or plan.rate_changes:
        lines.add(indent + "step = next(steps)")
    if plan.rate is not None:
        inner = indent
        if plan.rate_changes:
            lines.add(indent + "if step < min(RATE_CHANGES):")
            inner += "    "
        lines.value(plan.rate, indent=inner, before='optimizer.param_groups[0]["lr"] = ')
    if plan.rate_changes:
        lines.add(indent + "if step in RATE_CHANGES:")
        lines.add(indent + '    optimizer.param_groups[0]["lr"] = RATE_CHANGES[step]')
    if plan.accumulation is not None:
        lines.add(outer + "if gradients.is_complete():")
        indent += "    "
    for call in (*plan.gradient_steps, *((plan.decay,) if plan.decay else ())):
        lines.value(call, indent=indent)
    lines.add(indent + "optimizer.step()")
    if plan.average is not None:
        lines.add(outer + "average.update()")
    if constraints:
        lines.add(outer + "with torch.no_grad():")
    for weight in constraints:
        tensor = f"model[{weight.module}].{weight.attribute}"
        call = weight.constraint
        if call is not None:
            before, owner = f"{tensor}.copy_(", weight.layer_id
            lines.value(call.on(Name(tensor)), indent=outer + "    ", before=before, behind=")", owner=owner)


def add_training(lines: Lines, plan: Plan, *, distributed: bool = False) -> None:
    """The loop over epochs."""
    stopping = plan.early_stopping
    lines.add("# Training: every epoch sees each training row once.")
    if plan.shuffle:
        lines.add("order = torch.Generator().manual_seed(ORDER)")
    if plan.draws_in_training:
        lines.add(f"torch.manual_seed(DROPOUT{' + RANK' if distributed else ''})")
    if plan.rate or plan.rate_changes:
        lines.add("steps = itertools.count()")
    restores = stopping is not None and stopping.restore_best_weights
    lines.add("history = []")
    if stopping is not None and stopping.is_plain:
        lines.add("best, best_epoch = np.inf, 0")
    elif plan.stopping is not None:
        lines.value(plan.stopping, before="stopping = ")
    if plan.reduce_lr is not None:
        lines.value(plan.reduce_lr, before="plateau = ")
    if restores:
        lines.add("best_weights = None")
    lines.add("for epoch in range(1, arguments.epochs + 1):")
    rows = "training_rows"
    if plan.shuffle:
        lines.add("    rows = training_rows[torch.randperm(len(training_rows), generator=order)]")
        rows = "rows"
    lines.add(f'    logs = {{"epoch": epoch, **run({rows}, BATCH_SIZE, learn=True)}}')
    lines.add('    logs |= run(validation_rows, EVALUATION_ROWS, prefix="val_")')
    lines.add('    logs["learning_rate"] = optimizer.param_groups[0]["lr"]')
    lines.add("    history.append(logs)")
    if distributed:
        lines.add("    if RANK == 0:")
    indent = "        " if distributed else "    "
    lines.add(indent + 'print("  ".join(f"{name} {value:.6g}" for name, value in logs.items()))')
    if stopping is not None:
        _add_best(lines, stopping)
    if plan.reduce_lr is not None:
        lines.add('    optimizer.param_groups[0]["lr"] = plateau.rate(logs["learning_rate"], logs)')
    lines.add('    if not np.isfinite(logs["loss"]):')
    lines.add("        break  # no longer a number: try a smaller learning rate")
    if stopping is not None:
        is_over = f"epoch - best_epoch >= {max(stopping.patience, 1)}" if stopping.is_plain else "stopping.is_over"
        lines.add(f"    if {is_over}:")
        lines.add("        break")
    if plan.average is not None:
        lines.add("average.finish()")
    if restores:
        lines.add("if best_weights:")
        lines.add("    model.load_state_dict(best_weights)")
    lines.add()


def _add_best(lines: Lines, stopping: EarlyStopping) -> None:
    """What is done in the best epoch so far; too little for a class where nothing unusual is asked for."""
    if not stopping.is_plain:
        lines.add("    if stopping.is_best(epoch, logs):" if stopping.restore_best_weights
                  else "    stopping.is_best(epoch, logs)")
    else:
        monitor, trained = stopping.monitor, stopping.monitor.removeprefix("val_")
        value = f"logs[{text(monitor)}]" if monitor == trained else f"logs.get({text(monitor)}, logs[{text(trained)}])"
        least = f" - {stopping.min_delta!r}" if stopping.min_delta else ""
        lines.add(f"    if {value} < best{least}:")
        lines.add(f"        best, best_epoch = {value}, epoch")
    if stopping.restore_best_weights:
        lines.add("        best_weights = copy.deepcopy(model.state_dict())")


def add_results(lines: Lines, plan: Plan, inputs: str, *, distributed: bool = False) -> None:
    """Test scores, files, and predict(); `inputs` is the tensor of raw rows."""
    first = " and RANK == 0" if distributed else ""
    lines.add("scores = run(test_rows, EVALUATION_ROWS)")
    lines.add(f'{"if RANK == 0: " if distributed else ""}print("test", scores)')
    lines.add("for path, numbers in ((arguments.history, history), (arguments.scores, scores)):")
    lines.add(f"    if path{first}:  # JSON knows no infinity and no not-a-number: they become null")
    lines.add("        finite = json.loads(json.dumps(numbers), parse_constant=lambda name: None)")
    lines.add("        path.write_text(json.dumps(finite))")
    lines.add(f"if arguments.weights{first}:")
    lines.add("    torch.save(model.state_dict(), arguments.weights)")
    if distributed:
        lines.add("if WORLD > 1:\n    dist.destroy_process_group()")
    lines.add("\n")
    lines.add("def predict(rows):")
    what = "classes" if plan.classes else "numbers"
    lines.add(f'    """Return the {what} predicted for raw rows, such as table.head()."""')
    lines.add("    model.eval()")
    lines.add(f"    outputs = model({inputs})")
    if plan.classes and plan.output.units == 1:
        lines.add(f"    return [CLASSES[int(output > {plan.output.threshold})] for output in outputs[:, 0]]")
    elif plan.classes:
        lines.add("    return [CLASSES[number] for number in outputs.argmax(dim=1)]")
    elif plan.output.scaled:
        lines.add("    return (outputs[:, 0].double() * target_scale + target_mean).tolist()")
    else:
        lines.add("    return outputs[:, 0].tolist()")
