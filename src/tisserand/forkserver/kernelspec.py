"""The kernelspec ``tisserand``: how Jupyter, papermill and our own servers name kernels that are forked."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

KERNEL_NAME = "tisserand"
"""As in ``papermill -k tisserand``."""


def share_folder() -> Path:
    """Return our folder of Jupyter data: it holds ``kernels/tisserand/``, and may stand in ``JUPYTER_PATH``."""
    return Path(str(files("tisserand.forkserver"))) / "share"


def kernelspec(**config: Any) -> dict[str, Any]:
    """Return the kernelspec as ``kernel.json`` holds it.

    Args:
        config: traits of ``ForkProvisioner`` for its kernels, such as ``memory_limit_mb=200``.
    """
    text = (share_folder() / "kernels" / KERNEL_NAME / "kernel.json").read_text("utf-8")
    spec: dict[str, Any] = json.loads(text)
    spec["metadata"]["kernel_provisioner"]["config"] = config
    return spec


def write_kernelspec(kernels: Path, **config: Any) -> Path:
    """Write the kernelspec into a folder of kernels; return its own folder.

    Args:
        kernels: a folder that Jupyter looks for kernels in, such as ``<data folder>/kernels``.
        config: as for ``kernelspec``.
    """
    folder = kernels / KERNEL_NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kernel.json").write_text(json.dumps(kernelspec(**config), indent=1) + "\n", "utf-8")
    return folder
