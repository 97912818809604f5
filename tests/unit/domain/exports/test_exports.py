"""Reading exports: the formats of real platforms, every fault by its line, and no bytes that crash it."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tisserand.domain.exports.columns import ROLES, is_numbered, recognise
from tisserand.domain.exports.moments import ZONES, TimeForm, likely_forms, names_a_zone, parse
from tisserand.domain.exports.reading import KEY_BYTES, Columns, read_made, read_posts
from tisserand.domain.exports.sheet import MOST_BYTES, MOST_ROWS, Sheet, read_sheet
from tisserand.errors import ExportError
from tisserand.i18n import Lang

KEY = bytes(range(KEY_BYTES))
SECOND = 1_000_000


def refused(content):
    with pytest.raises(ExportError) as caught:
        read_sheet(content)
    for lang in Lang:
        assert caught.value.sentence(lang)
    return caught.value.reason


def columns_of(sheet, form, zone="Europe/Paris"):
    found = recognise(sheet.header)
    return Columns(
        found["author"], found["at"], found["thread"], found["reply_to"], found["post"], form, zone,
        is_numbered(sheet.header, found),
    )  # fmt: skip


def read(text, form=TimeForm.ISO, key=KEY, zone="Europe/Paris"):
    sheet = read_sheet(text.encode())
    return read_posts(sheet, columns_of(sheet, form, zone), key)


# Sheets


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_are_recognised(separator, encoding):
    text = "\r\n".join(separator.join(row) for row in (("Auteur", "Créé le"), ("Zoë", "2026-01-05 10:00")))
    sheet = read_sheet(text.encode(encoding))
    assert sheet.header == ("Auteur", "Créé le")
    assert sheet.rows[0].cells[0] == "Zoë"
    assert sheet.separator == separator
    assert sheet.encoding == ("cp1252" if encoding == "cp1252" else "utf-8")


def test_columns_of_text_and_addresses_are_dropped_at_once():
    text = "author,created_at,post_raw,Email,note,thread\n" + "a,2026-01-05,Bonjour,a@b.fr," + "x" * 200 + ",t\n"
    sheet = read_sheet(text.encode())
    assert sheet.header == ("author", "created_at", "thread")
    assert sheet.dropped == 3
    assert "Bonjour" not in repr(sheet)
    assert "a@b.fr" not in repr(sheet)


def test_lines_are_those_of_the_file_even_when_a_text_has_several():
    sheet = read_sheet(b'author;date;body\na;2026-01-05;"two\nlines"\n\nb;2026-01-06;one\n')
    assert [row.line for row in sheet.rows] == [2, 5]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"PK\x03\x04 and so on", "workbook"),
        ("a;b\n1;2".encode("utf-16"), "encoding"),
        (b"a;b\n\x811;2", "encoding"),
        (b"a;b\n1\x00;2", "encoding"),
        (b"only one\ncolumn", "one_column"),
        (b"author,date\n", "no_rows"),
        (b"author,date\n" + b'a,"' + b"x" * 200_000, "csv"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "too_many_rows"),
        (b",".join([b"a"] * 101) + b"\n1", "too_many_columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_export_is_refused_with_a_reason(content, reason):
    assert refused(content) == reason


def survives(content):
    """Every row becomes a post or a fault, or the whole is refused."""
    try:
        sheet = read_sheet(content)
    except ExportError:
        return
    for form in TimeForm:
        width = len(sheet.header)
        reading = read_posts(sheet, Columns(0, width - 1, 0, width - 1, 0, form), KEY)
        assert len(reading.posts) + len({fault.line for fault in reading.faults}) == len(sheet.rows)


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(content):
    survives(content)


@given(st.text(alphabet=";,\t\"\n\r'aé0-/:. ", max_size=300))
def test_no_text_of_separators_and_quotes_crashes_it(text):
    survives(text.encode())


# Columns


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["id", "author", "created_at", "thread", "reply_to"], [1, 2, 3, 4, 0]),
        (["Identifiant", "Auteur", "Date et heure", "Sujet", "Réponse à"], [1, 2, 3, 4, 0]),
        (["id", "discussion", "parent", "userid", "userfullname", "created"], [3, 5, 1, 2, 0]),  # Moodle
        (["username", "topic_id", "post_number", "created_at", "reply_to_post_number"], [0, 3, 1, 4, 2]),  # Discourse
        (["post_id", "topic_id", "poster_id", "post_time"], [2, 3, 1, None, 0]),  # phpBB
        (["user", "ts", "thread_ts"], [0, 1, 2, None, None]),  # Slack, as a table
        (["id", "created_at", "author/id", "author/name", "root_commentable_url"], [2, 1, 4, None, 0]),  # Decidim
        (["Id", "CreationDate", "OwnerUserId", "ParentId"], [2, 1, None, 3, 0]),  # Stack Exchange
        (["colonne A", "colonne B"], [None] * 5),
    ],
)
def test_the_columns_of_common_exports_are_recognised(header, expected):
    assert [recognise(header)[role] for role in ROLES] == expected


# Moments


@pytest.mark.parametrize(
    ("written", "form", "zone", "seconds"),
    [
        ("2026-01-05T10:00:00Z", "iso", "Europe/Paris", 1767607200),
        ("2026-01-05 10:00:00 UTC", "iso", "Europe/Paris", 1767607200),
        ("2026-01-05 10:00:00 +0100", "iso", "UTC", 1767603600),
        ("2026-01-05 10:00", "iso", "Europe/Paris", 1767603600),
        ("2026-07-05 10:00", "iso", "Europe/Paris", 1783238400),
        ("1767607200", "number", "Europe/Paris", 1767607200),
        ("1767607200.5", "number", "Europe/Paris", 1767607200.5),
        ("1767607200000", "number", "Europe/Paris", 1767607200),
        ("05/01/2026 10:00", "day_first", "UTC", 1767607200),
        ("5.1.2026 à 10h00", "day_first", "UTC", 1767607200),
        ("01/05/2026, 10:00:00 AM", "month_first", "UTC", 1767607200),
        ("1/5/2026 12:30 p.m.", "month_first", "UTC", 1767616200),
        ("05/01/2026", "day_first", "UTC", 1767571200),
    ],
)
def test_moments_are_read_in_their_zone(written, form, zone, seconds):
    assert parse(written, TimeForm(form), zone) == int(seconds * SECOND)


@pytest.mark.parametrize(
    "written", ["", "hier", "lundi 5 janvier 2026", "2026-13-01", "32/01/2026", "12", "9" * 16, "1970-01-01"]
)
def test_what_is_no_moment_is_none(written):
    assert all(parse(written, form, "UTC") is None for form in TimeForm)


def test_the_hours_of_the_change_of_clocks_are_read_once_and_for_all():
    twice = parse("2026-10-25 02:30", TimeForm.ISO, "Europe/Paris")
    assert twice == parse("2026-10-25T02:30:00+02:00", TimeForm.ISO, "UTC")
    assert parse("2026-03-29 02:30", TimeForm.ISO, "Europe/Paris") is not None


def test_an_unclear_form_is_told_and_a_clear_one_is_not():
    assert likely_forms(["05/01/2026", "06/02/2026"]) == [TimeForm.DAY_FIRST, TimeForm.MONTH_FIRST]
    assert likely_forms(["05/01/2026", "26/02/2026"]) == [TimeForm.DAY_FIRST]
    assert likely_forms(["hier"]) == []
    assert names_a_zone(["2026-01-05T10:00:00Z"], TimeForm.ISO)
    assert not names_a_zone(["2026-01-05T10:00:00Z", "2026-01-05T10:00:00"], TimeForm.ISO)


def test_every_zone_offered_is_known_and_named():
    for lang in Lang:
        known = (Path(__file__).parents[4] / f"src/tisserand/locale/{lang}/own_traces.yaml").read_text("utf-8")
        for zone in ZONES:
            assert f"zone.{zone}:" in known
            assert parse("2026-01-05 10:00", TimeForm.ISO, zone) is not None


# Posts


def test_answers_become_authors_and_names_become_pseudonyms():
    reading = read("id,author,date,thread,reply_to\n1,Anne,2026-01-05,t,\n2,Bo,2026-01-06,t,1\n3,Anne,2026-01-07,t,2\n")
    posts = reading.posts
    assert posts["author"].tolist()[0] == posts["author"].tolist()[2] != posts["author"].tolist()[1]
    assert posts["answers"].tolist()[1:] == posts["author"].tolist()[:2]
    assert "Anne" not in posts.to_csv()
    assert "t" not in posts["thread"].tolist()


def test_the_same_person_has_another_pseudonym_in_every_reading():
    text = "author,date,thread\nAnne,2026-01-05,t\nBo,2026-01-06,t\n"
    one, other = (set(read(text, key=bytes([n]) * KEY_BYTES).posts["author"]) for n in (1, 2))
    assert not one & other
    assert all(len(name) == 16 for name in one)


def test_numbers_within_a_thread_and_threads_made_of_answers():
    discourse = (
        "username,topic_id,post_number,created_at,reply_to_post_number\n"
        "a,7,1,2026-01-05,\nb,7,2,2026-01-06,1\nc,8,1,2026-01-07,\nd,8,2,2026-01-08,1\n"
    )
    assert read(discourse, key=None).posts["answers"].tolist() == [None, "a", None, "c"]
    chain = "id,user,created,parent\n1,a,2026-01-05,0\n2,b,2026-01-06,1\n3,c,2026-01-07,2\n9,d,2026-01-08,\n"
    assert read(chain, key=None).posts["thread"].tolist() == ["1", "1", "1", "9"]
    named = "user,date,thread,reply_to_user\na,2026-01-05,t,\nb,2026-01-06,t,a\n"
    assert read(named, key=None).posts["answers"].tolist() == [None, "a"]


def test_an_answer_to_a_post_that_is_not_there_is_counted():
    assert read("id,author,date,thread,reply_to\n5,a,2026-01-05,t,4\n").lost == 1


def test_a_circle_of_answers_ends():
    assert len(read("id,user,created,parent\n1,a,2026-01-05,2\n2,b,2026-01-06,1\n").posts) == 2


def test_every_fault_is_told_at_its_line_all_at_once():
    text = (
        "id;auteur;date;sujet;réponse à\n"
        "1;a;05/01/2026;t;\n"
        "2;;05/01/2026;t;\n"
        "3;b;hier soir vers minuit et quart, je crois;t;\n"
        "4;c;;t;\n"
        "5;d;05/01/2026;;\n"
        "6;e;05/01/2026\n"
        "7;f;05/01/2026;t;\n"
        "7;g;05/01/2026;t;\n"
    )
    reading = read(text, TimeForm.DAY_FIRST)
    told = [(fault.line, fault.reason) for fault in reading.faults]
    assert told == [
        (3, "no_author"), (4, "bad_time_day_first"), (5, "no_time"), (6, "no_thread"), (7, "fields"),
        (8, "same_id"), (9, "same_id"),
    ]  # fmt: skip
    assert len(reading.posts) == 1
    assert reading.faults[1].values["value"].endswith("…")  # noqa: PD011 - no table
    for fault in reading.faults:
        for lang in Lang:
            assert str(fault.line) in ExportError(fault.reason, line=fault.line, **fault.values).sentence(lang)


rows = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.integers(0, 400), st.sampled_from("tuv"), st.integers(-1, 30)),
    min_size=1,
    max_size=25,
)


@given(rows, st.randoms(use_true_random=False))
def test_a_permutation_of_the_rows_changes_nothing(made, dice):
    lines = [
        (
            str(n),
            author,
            f"2026-01-{1 + hour // 24:02}T{hour % 24:02}:00:00Z",
            thread,
            "" if answered < 0 else str(answered),
        )
        for n, (author, hour, thread, answered) in enumerate(made)
    ]

    def posts_of(ordered):
        text = io.StringIO()
        csv.writer(text).writerows([("id", "author", "created_at", "thread", "reply_to"), *ordered])
        return read(text.getvalue())

    shuffled = list(lines)
    dice.shuffle(shuffled)
    one, other = posts_of(lines), posts_of(shuffled)
    assert_frame_equal(one.posts, other.posts)
    assert one.lost == other.lost


def test_a_file_of_ours_needs_its_columns():
    with pytest.raises(ExportError, match="columns"):
        read_made(b"a,b\n1,2\n")


def test_a_sheet_holds_no_bytes_of_the_file():
    sheet = read_sheet(b"author,date,message\na,2026-01-05,secret\n")
    assert isinstance(sheet, Sheet)
    assert "secret" not in json.dumps(sheet.header) + repr(sheet.rows)
