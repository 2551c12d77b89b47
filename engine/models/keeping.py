"""What a model keeps in files and as plain values, in Keras's words."""

from __future__ import annotations

import json
from os import PathLike
from typing import Any, Self

from engine.models.stack import LayerStack


class KeptStack(LayerStack):
    """A stack of layers that can be written down."""

    _restored_epoch: int | None = None

    def save(self, path: str | PathLike[str], *, overwrite: bool = True, include_optimizer: bool = True) -> None:
        """Write the model into one .safetensors file, which holds numbers and names and can run nothing.

        It has the layers, the weights, what compile chose and what the optimizer remembers.

        Args:
            path: ends in ".safetensors".
            overwrite: whether a file that is there may be replaced.
            include_optimizer: whether the optimizer's memory is kept, so that a fit of the loaded model goes on.

        Raises:
            EngineError: the model is not built, or the file cannot be written.
        """
        from engine.models.saving import save_model

        save_model(self, path, overwrite=overwrite, include_optimizer=include_optimizer)

    def save_weights(self, path: str | PathLike[str], *, overwrite: bool = True) -> None:
        """Write the weights alone; `path` ends in ".weights.safetensors". Errors as of `save`."""
        from engine.models.saving import save_weights

        save_weights(self, path, overwrite=overwrite)

    def load_weights(self, path: str | PathLike[str]) -> None:
        """Read weights that `save_weights` or `save` wrote.

        Raises:
            EngineError: the file is not there or damaged, or its weights are not those of this model.
        """
        from engine.models.saving import load_weights

        load_weights(self, path)

    def write_backup(self, folder: str | PathLike[str], epoch: int) -> None:
        """Keep what a fit needs to go on in epoch `epoch`, counted from 0; see `callbacks.BackupAndRestore`."""
        from engine.models.saving import write_backup

        write_backup(self, folder, epoch)

    def restore_backup(self, folder: str | PathLike[str]) -> None:
        """Let the fit that is beginning go on from what was kept, if anything was.

        Raises:
            EngineError: it is damaged, or of another network.
        """
        from engine.models.saving import restore_backup

        self._restored_epoch = restore_backup(self, folder)

    def delete_backup(self, folder: str | PathLike[str]) -> None:
        """Throw away what was kept."""
        from engine.models.saving import delete_backup

        delete_backup(folder)

    def restored_epoch(self, first: int) -> int:
        """The epoch with which the fit that is beginning goes on: that of a backup, else `first`."""
        epoch, self._restored_epoch = self._restored_epoch, None
        return first if epoch is None else epoch

    def get_config(self) -> dict[str, Any]:
        """The model without weights, as values that JSON knows; `from_config` makes another of them."""
        from engine.models.saving import config_of

        layers = [{"class_name": part.kinds[part.kind].__name__, "config": {**layer.get_config(), "name": part.id}}
                  for part, layer in zip(self.parts, self.layers, strict=True)]
        return {**config_of(self), "layers": layers}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """A model of such values, with first weights; names are looked up, nothing is imported.

        Raises:
            EngineError: it is no such description.
        """
        from engine.models.saving import model_from

        model: Self = model_from(config, cls)
        return model

    def to_json(self, **options: Any) -> str:
        """The same as text; `options` are those of json.dumps. `models.model_from_json` reads it."""
        return json.dumps(self.get_config(), **options)
