"""JupyterLab for learners and for trainers."""
