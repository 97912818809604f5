"""The kernelspec names our provisioner, and Jupyter can read it."""

import json
import sys

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from tisserand.forkserver.kernelspec import KERNEL_NAME, kernelspec, share_folder, write_kernelspec


def test_jupyter_finds_it_among_this_pythons_kernels():
    """So ``papermill -k tisserand`` and JupyterLab do, from a wheel and from an editable checkout alike."""
    spec = KernelSpecManager().get_kernel_spec(KERNEL_NAME)
    assert spec.resource_dir.startswith(sys.prefix)
    assert spec.display_name == "Tisserand (Python 3)"
    assert spec.metadata["kernel_provisioner"] == {"provisioner_name": "tisserand-fork", "config": {}}


def test_our_own_share_folder_can_stand_in_jupyters_path():
    spec = KernelSpec.from_resource_dir(str(share_folder() / "kernels" / KERNEL_NAME))
    assert spec.to_dict()["argv"][-2:] == ["-f", "{connection_file}"]


def test_a_written_kernelspec_carries_its_traits(tmp_path):
    folder = write_kernelspec(tmp_path, memory_limit_mb=200, confine=True)
    assert folder == tmp_path / KERNEL_NAME
    written = json.loads((folder / "kernel.json").read_text("utf-8"))
    assert written == kernelspec(memory_limit_mb=200, confine=True)
    assert written["metadata"]["kernel_provisioner"]["config"] == {"memory_limit_mb": 200, "confine": True}
    assert kernelspec()["metadata"]["kernel_provisioner"]["config"] == {}
