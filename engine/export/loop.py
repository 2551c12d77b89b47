"""The part of the script that learns: evaluation, the loop over epochs, scores, saving, prediction.

Here the loop is text. The tests hold it to the trainer's numbers, digit for digit.
"""

from __future__ import annotations

from engine.call import Call
from engine.export.render import Name
from engine.export.script import Lines
from engine.plan import Plan


def _add_loss(lines: Lines, plan: Plan, indent: str) -> None:
    lines.add(f"{indent}loss = loss_function(outputs, y[rows])")
    for weight in plan.weights:
        if weight.penalty is not None:
            tensor = Name(f"model[{weight.module}].{weight.attribute}")
            call = Call(weight.penalty.target, tensor, *weight.penalty.arguments, **dict(weight.penalty.options))
            lines.value(call, indent=indent, before="loss = loss + ", owner=weight.layer_id)


def add_pass(lines: Lines, plan: Plan) -> None:
    """run_batches(): a pass over rows, with or without learning."""
    lines.add("def run_batches(batches, learn):")
    lines.add('    """Return the loss and metrics of one pass; to learn, the weights move after each batch."""')
    lines.add("    model.train(learn)")
    lines.add("    total, seen = 0.0, []" if plan.metrics else "    total = 0.0")
    lines.add("    with torch.set_grad_enabled(learn):")
    lines.add("        for rows in batches:")
    lines.add("            outputs = model(x[rows])")
    _add_loss(lines, plan, "            ")
    lines.add("            if learn:\n                optimizer.zero_grad()")
    lines.add("                loss.backward()\n                optimizer.step()")
    lines.add("            total += loss.item() * len(rows)")
    if plan.metrics:
        lines.add("            seen.append(outputs.detach())")
    lines.add("    rows = torch.cat(batches)")
    if plan.metrics:
        lines.add("    outputs, targets = torch.cat(seen), y[rows]")
    lines.value({"loss": Name("total / len(rows)"), **dict(plan.metrics)}, indent="    ", before="return ")
    lines.add("\n")


def add_training(lines: Lines, plan: Plan) -> None:
    """The loop over epochs."""
    lines.add("# Training: every epoch sees each training row once.")
    lines.add("training_rows = torch.from_numpy(training_rows)")
    lines.add("validation_batches = torch.from_numpy(validation_rows).split(EVALUATION_ROWS)")
    if plan.shuffle:
        lines.add("order = torch.Generator().manual_seed(ORDER_SEED)")
    if plan.draws_in_training:
        lines.add("torch.manual_seed(DROPOUT_SEED)")
    lines.add("history = []")
    stopping = plan.early_stopping
    if stopping:
        lines.add("best, best_epoch, best_weights = math.inf, 0, None" if stopping.restore_best_weights
                  else "best, best_epoch = math.inf, 0")
    lines.add("for epoch in range(1, arguments.epochs + 1):")
    rows = "training_rows"
    if plan.shuffle:
        lines.add("    shuffled = training_rows[torch.randperm(len(training_rows), generator=order)]")
        rows = "shuffled"
    batches = f"{rows}.split(BATCH_SIZE)"
    lines.add(f"    batches = {f'join_single_row({batches})' if plan.join_last_row else batches}")
    lines.add('    logs = {"epoch": epoch, **run_batches(batches, learn=True)}')
    lines.add("    if len(validation_rows):")
    lines.add("        scores = run_batches(validation_batches, learn=False)")
    lines.add('        logs |= {f"val_{name}": value for name, value in scores.items()}')
    lines.add('    logs["learning_rate"] = optimizer.param_groups[0]["lr"]')
    lines.add("    history.append(logs)")
    lines.add('    print("  ".join(f"{name} {value:.6g}" for name, value in logs.items()))')
    if stopping:
        _add_early_stopping(lines, plan)
    lines.add('    if not math.isfinite(logs["loss"]):')
    lines.add("        break  # no longer a number: try a smaller learning rate")
    if stopping:
        lines.add(f"    if epoch - best_epoch >= {max(stopping.patience, 1)}:")
        lines.add("        break")
        if stopping.restore_best_weights:
            lines.add("if best_weights:")
            lines.add("    model.load_state_dict(best_weights)")
    lines.add()


def _add_early_stopping(lines: Lines, plan: Plan) -> None:
    stopping = plan.early_stopping
    if stopping is None:
        return
    monitored = 'logs["loss"]' if stopping.monitor == "loss" else 'logs.get("val_loss", logs["loss"])'
    least = f" - {stopping.min_delta!r}" if stopping.min_delta else ""
    lines.add(f"    if {monitored} < best{least}:")
    lines.add(f"        best, best_epoch = {monitored}, epoch")
    if stopping.restore_best_weights:
        lines.add("        best_weights = copy.deepcopy(model.state_dict())")


def add_results(lines: Lines, plan: Plan) -> None:
    """Test scores, files, and predict()."""
    lines.add("test_batches = torch.from_numpy(test_rows).split(EVALUATION_ROWS)")
    lines.add("scores = run_batches(test_batches, learn=False) if len(test_rows) else {}")
    lines.add('print("test", scores)')
    lines.add("for path, numbers in ((arguments.history, history), (arguments.scores, scores)):")
    lines.add("    if path:  # JSON knows no infinity and no not-a-number: they become null")
    lines.add("        finite = json.loads(json.dumps(numbers), parse_constant=lambda name: None)")
    lines.add("        path.write_text(json.dumps(finite))")
    lines.add("if arguments.weights:")
    lines.add("    torch.save(model.state_dict(), arguments.weights)\n\n")
    _add_predict(lines, plan)
    lines.add("\n# The first rows of the table, as an example.")
    lines.add("print(predict(table.head()))")


def _add_predict(lines: Lines, plan: Plan) -> None:
    lines.add("def predict(rows):")
    what = "classes" if plan.classes else "numbers"
    lines.add(f'    """Return the {what} predicted for raw rows, a DataFrame with the columns of the table."""')
    lines.add("    model.eval()")
    lines.add("    with torch.no_grad():")
    lines.add("        outputs = model(torch.from_numpy(input_values(rows, columns)).to(device))")
    if plan.classes and plan.output.units == 1:
        threshold = 0.0 if plan.output.logits else 0.5
        lines.add(f"    return [CLASSES[int(output > {threshold})] for output in outputs[:, 0]]")
    elif plan.classes:
        lines.add("    return [CLASSES[number] for number in outputs.argmax(dim=1).tolist()]")
    elif plan.output.scaled:
        lines.add("    return (outputs[:, 0].double() * target_scale + target_mean).tolist()")
    else:
        lines.add("    return outputs[:, 0].tolist()")
    lines.add()
