"""Rehearsals: every lesson is executed with papermill, alone and with each persona, before anybody opens it.

``tisserand.rehearsal.run_all.run_all`` plays them; nothing is imported here, because the two modules that run inside
a rehearsed kernel (``closed_network`` and ``kernel_report``) must not bring papermill with them.
"""
