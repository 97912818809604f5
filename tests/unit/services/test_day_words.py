from datetime import date

import pytest

from tisserand.i18n import Lang
from tisserand.services.day_words import day_in_words


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2026, 12, 7), "lundi 7 décembre 2026", "Monday 7 December 2026"),
        (date(2026, 3, 1), "dimanche 1er mars 2026", "Sunday 1 March 2026"),
    ],
)
def test_a_day_is_written_as_people_write_it(day, french, english):
    assert day_in_words(day, Lang.FR) == french
    assert day_in_words(day, Lang.EN) == english
