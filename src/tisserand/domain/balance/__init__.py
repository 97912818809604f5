"""A community that answers to dosage: the simulated one that coordinators learn to balance. See docs/calibration.md."""
