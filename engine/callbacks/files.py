"""Callbacks that write files: models, tables of numbers, and what a fit needs to go on after a power cut."""

from __future__ import annotations

import csv
import warnings
from abc import abstractmethod
from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path
from typing import IO, Any, Literal

from engine.callbacks.base import Callback, Logs, say
from engine.errors import EngineError, FileError
from engine.messages import QT_TRANSLATE_NOOP

SaveFreq = Literal["epoch"] | int


class _BatchCounter:
    """Tells when so many batches have passed; batches are counted from 0 in each epoch."""

    def __init__(self, every: Any, callback: str) -> None:
        if every != "epoch" and (not isinstance(every, int) or isinstance(every, bool) or every < 1):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{callback}: save_freq is “epoch” or a number of batches; got {value}."),
                callback=callback, value=repr(every)[:60],
            )
        self.every, self._passed = every, 0

    def is_due(self, batch: int) -> bool:  # noqa: ARG002 - each batch is one more
        """Count a batch."""
        if self.every == "epoch":
            return False
        self._passed += 1
        if self._passed < self.every:
            return False
        self._passed = 0
        return True


class _BatchSaver(Callback):
    """What saves at the end of epochs or every so many batches; only in the second case batches are of interest."""

    def __init__(self, save_freq: Any) -> None:
        super().__init__()
        self.save_freq = save_freq
        self._counter = _BatchCounter(save_freq, type(self).__name__)
        if save_freq != "epoch":
            self.on_train_batch_end = self._count  # type: ignore[method-assign]

    def _count(self, batch: int, logs: Logs | None = None) -> None:
        if self._counter.is_due(batch):
            self._save_at_batch(batch, logs or {})

    @abstractmethod
    def _save_at_batch(self, batch: int, logs: Logs) -> None:
        """Save behind this batch."""


class ModelCheckpoint(_BatchSaver):
    """Saves the model, or its weights alone, while it learns.

    Args:
        filepath: ends in ".safetensors", for weights alone in ".weights.safetensors"; may name numbers, as in
            "{epoch:02d}-{val_loss:.2f}.safetensors".
        monitor: the number that has to improve.
        verbose: 1 writes a line for each file.
        save_best_only: only where the number improves.
        save_weights_only: the weights alone.
        mode: "min", "max", or "auto", which goes by the name.
        save_freq: "epoch", or a number of batches.
        initial_value_threshold: what the first number has to be better than.
    """

    def __init__(
        self,
        filepath: str | PathLike[str],
        monitor: str = "val_loss",
        verbose: int = 0,
        save_best_only: bool = False,
        save_weights_only: bool = False,
        mode: str = "auto",
        save_freq: SaveFreq = "epoch",
        initial_value_threshold: float | None = None,
    ) -> None:
        super().__init__(save_freq)
        self.filepath = fspath(filepath)
        ending = ".weights.safetensors" if save_weights_only else ".safetensors"
        if not self.filepath.endswith(ending):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{callback}: the file's name ends in “{ending}”; got “{file}”."),
                callback="ModelCheckpoint", ending=ending, file=self.filepath,
            )
        if mode not in {"auto", "min", "max"}:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{field} must be one of {expected}; got {value}."),
                field="mode", expected="'auto', 'min', 'max'", value=repr(mode)[:60],
            )
        self.monitor, self.mode, self.verbose = monitor, mode, verbose
        self.save_best_only, self.save_weights_only = save_best_only, save_weights_only
        self.best = initial_value_threshold
        self._epoch = 0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Know the epoch."""
        self._epoch = epoch

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Save, where epochs are saved."""
        if self.save_freq == "epoch":
            self._save(epoch, None, logs or {})

    def _save_at_batch(self, batch: int, logs: Logs) -> None:
        self._save(self._epoch, batch, logs)

    def _save(self, epoch: int, batch: int | None, logs: Logs) -> None:
        path = self._path(epoch, batch, logs)
        if not self._is_wanted(epoch, logs, path):
            return
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(
                QT_TRANSLATE_NOOP("engine", "“{file}” could not be written: {reason}."),
                file=path, reason=error.strerror or str(error),
            ) from None
        (self.model.save_weights if self.save_weights_only else self.model.save)(path, overwrite=True)
        if self.verbose:
            say(f"\nEpoch {epoch + 1}: finished saving model to {path}")

    def _is_wanted(self, epoch: int, logs: Logs, path: str) -> bool:
        head = f"\nEpoch {epoch + 1}:"
        if not self.save_best_only:
            if self.verbose:
                say(f"{head} saving model to {path}")
            return True
        if self.monitor not in logs:
            sentence = QT_TRANSLATE_NOOP("engine", "{callback} watches “{monitor}”, but this epoch has: {names}.")
            words = {"callback": "ModelCheckpoint", "monitor": self.monitor, "names": ", ".join(logs)}
            warnings.warn(sentence.format(**words), UserWarning, stacklevel=2)
            return True
        value, best = float(logs[self.monitor]), self.best
        before = "None" if best is None else f"{best:.5f}"
        if best is not None and not self._is_better(value, best):
            if self.verbose:
                say(f"{head} {self.monitor} did not improve from {before}")
            return False
        if self.verbose:
            say(f"{head} {self.monitor} improved from {before} to {value:.5f}, saving model to {path}")
        self.best = value
        return True

    def _is_better(self, value: float, best: float) -> bool:
        from engine.training.live_callbacks import better_direction

        return value > best if better_direction(self.model, self.monitor, self.mode) == "max" else value < best

    def _path(self, epoch: int, batch: int | None, logs: Logs) -> str:
        numbers = {"epoch": epoch + 1, **logs} if batch is None else {"epoch": epoch + 1, "batch": batch + 1, **logs}
        try:
            return self.filepath.format(**numbers)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The name “{file}” cannot be filled in: {reason}. Known are: {names}."),
                file=self.filepath, reason=str(error), names=", ".join(numbers),
            ) from None


class CSVLogger(Callback):
    """Writes the numbers of each epoch into a table.

    Args:
        filename: the file.
        separator: what stands between two numbers.
        append: go on behind what is there instead of beginning anew.
    """

    def __init__(self, filename: str | PathLike[str], separator: str = ",", append: bool = False) -> None:
        super().__init__()
        self.filename, self.sep, self.append = fspath(filename), separator, append
        self.keys: list[str] | None = None
        self.csv_file: IO[str] | None = None
        self._has_head = False

    def on_train_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Open the file."""
        self._close()
        path = Path(self.filename)
        self._has_head = self.append and path.is_file() and path.stat().st_size > 0
        try:
            self.csv_file = path.open("a" if self.append else "w", encoding="utf-8", newline="")
        except OSError as error:
            raise FileError(
                QT_TRANSLATE_NOOP("engine", "“{file}” could not be written: {reason}."),
                file=self.filename, reason=error.strerror or str(error),
            ) from None
        self.keys = None

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Write a line. The first epoch decides the columns: its names in order of the alphabet, as in Keras."""
        logs = logs or {}
        if self.csv_file is None:
            self.on_train_begin()
        assert self.csv_file is not None
        begins = self.keys is None
        if self.keys is None:
            self.keys = sorted(logs)
            if not any(name.startswith("val_") for name in self.keys):
                self.keys += [f"val_{name}" for name in self.keys]
        writer = csv.DictWriter(
            self.csv_file, fieldnames=["epoch", *self.keys], delimiter=self.sep, lineterminator="\r\n"
        )
        if begins and not self._has_head:
            writer.writeheader()
        writer.writerow({"epoch": epoch, **{name: _written(logs.get(name, "NA")) for name in self.keys}})
        self.csv_file.flush()

    def on_train_end(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Close the file."""
        self._close()

    def _close(self) -> None:
        if self.csv_file is not None and not self.csv_file.closed:
            self.csv_file.close()
        self.csv_file = None


def _written(value: Any) -> Any:
    is_several = isinstance(value, Iterable) and not isinstance(value, str) and getattr(value, "ndim", 1) != 0
    return f'"[{", ".join(map(str, value))}]"' if is_several else value


class BackupAndRestore(_BatchSaver):
    """Keeps what a fit needs to go on, so that the next fit goes on where a broken one ended.

    Weights, the optimizer's memory, random numbers and the place in the data are kept: the curve is that of a fit that
    was never broken.

    Args:
        backup_dir: folder of its own.
        save_freq: "epoch", or a number of batches.
        double_checkpoint: without effect: a file is replaced as a whole, so that there is always a sound one.
        delete_checkpoint: whether the folder goes when the fit comes to its end.
    """

    def __init__(
        self,
        backup_dir: str | PathLike[str],
        save_freq: SaveFreq = "epoch",
        double_checkpoint: bool = False,
        delete_checkpoint: bool = True,
    ) -> None:
        super().__init__(save_freq)
        if not fspath(backup_dir):
            raise EngineError(QT_TRANSLATE_NOOP("engine", "{callback} needs a folder."), callback="BackupAndRestore")
        self.backup_dir, self.double_checkpoint = Path(backup_dir), double_checkpoint
        self.delete_checkpoint = delete_checkpoint
        self._epoch = 0

    def on_train_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Put back what was kept, if anything was."""
        self.model.restore_backup(self.backup_dir)

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Know the epoch."""
        self._epoch = epoch

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Keep the state, where epochs are kept."""
        if self.save_freq == "epoch":
            self.model.write_backup(self.backup_dir, epoch + 1)

    def _save_at_batch(self, batch: int, logs: Logs) -> None:  # noqa: ARG002 - the model knows its place
        self.model.write_backup(self.backup_dir, self._epoch)

    def on_train_end(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Clear away."""
        if self.delete_checkpoint:
            self.model.delete_backup(self.backup_dir)
