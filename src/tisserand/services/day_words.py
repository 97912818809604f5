"""A day as people write it."""

from datetime import date

from tisserand.i18n import Lang, translate


def day_in_words(day: date, lang: Lang) -> str:
    """Return a day with its weekday, such as ``lundi 7 décembre 2026`` or ``Monday 7 December 2026``."""
    return translate(
        lang,
        "days.first_of_month" if day.day == 1 else "days.day",
        weekday=translate(lang, f"days.weekday.{day.weekday()}"),
        day=day.day,
        month=translate(lang, f"measures.month.{day.month}"),
        year=day.year,
    )
