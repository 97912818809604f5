"""A day as people read it: ``3 mars 2026``, ``3 March 2026``."""

from datetime import date

from tisserand.i18n import Lang, translate


def day_in_words(day: date, lang: Lang) -> str:
    """Return a day with the name of its month and its year."""
    number = translate(lang, "path.first_of_month") if day.day == 1 else day.day
    return translate(lang, "path.day", day=number, month=translate(lang, f"measures.month.{day.month}"), year=day.year)
