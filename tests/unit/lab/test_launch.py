"""What JupyterLab is told before it starts."""

import json

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from traitlets.config import Config

from tisserand.forkserver.kernelspec import KERNEL_NAME
from tisserand.i18n import Lang
from tisserand.lab.launch import write_config
from tisserand.paths import content_root


@pytest.mark.parametrize("run", [True, False])
def test_learners_are_shown_one_python_and_trainers_our_kernel_too(tmp_path, run):
    """The notebooks ask for python3; the Launcher must not ask learners which of two to choose."""
    write_config(tmp_path, content_root(), Lang.FR, run=run)
    config = Config(json.loads((tmp_path / "jupyter_server_config.d" / "tisserand.json").read_text("utf-8")))
    shown = set(KernelSpecManager(config=config).find_kernel_specs())
    assert "python3" in shown
    assert (KERNEL_NAME in shown) is not run
