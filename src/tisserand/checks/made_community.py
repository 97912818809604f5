"""Writes the made community beside its inquiry: ``python -m tisserand.checks.made_community``.

``exercises/inquiries/reseau-des-mediatheques.csv`` of the checkout; a test says when it is not current.
"""

import csv
import io
from pathlib import Path

from tisserand.domain.analytics.made_community import COLUMNS, made_rows

PATH = Path(__file__).parents[3] / "exercises" / "inquiries" / "reseau-des-mediatheques.csv"


def render_csv() -> str:
    """Return the file as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(made_rows())
    return text.getvalue()


if __name__ == "__main__":
    PATH.write_text(render_csv(), encoding="utf-8", newline="\n")
