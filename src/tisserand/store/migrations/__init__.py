"""Alembic's folder: ``env.py`` and one file for each revision of the schema."""
