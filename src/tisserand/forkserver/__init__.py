"""Kernels forked from a process that has imported everything once: ready in a fraction of the time and of the memory.

``provisioner.ForkProvisioner`` is what Jupyter calls. It asks the forking parent (``forking_parent``), which its owner
(``owner``) keeps running, for a child that becomes a kernel (``kernel_child``). See ``docs/kernels.md``.

Nothing of Tisserand's upper layers is imported here: what the parent imports and prepares are names in traits.
"""
