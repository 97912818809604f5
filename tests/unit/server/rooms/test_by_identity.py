"""What is kept is found by the very same objects."""

from tisserand.server.rooms.by_identity import Kept


def test_the_same_objects_and_an_equal_key_find_what_was_made():
    """Equal objects are others."""
    kept, made = Kept(10), []

    def make():
        made.append(len(made))
        return made[-1]

    one, twin = [1], [1]
    assert [kept.get((one,), "key", make), kept.get((one,), "key", make)] == [0, 0]
    assert kept.get((twin,), "key", make) == 1
    assert kept.get((one,), "other key", make) == 2


def test_what_was_asked_for_longest_ago_goes_first():
    """No more is kept than said."""
    kept, things = Kept(2), [object() for _ in range(3)]
    kept.get((things[0],), 0, lambda: "first")
    kept.get((things[1],), 0, lambda: "second")
    kept.get((things[0],), 0, lambda: "again")
    kept.get((things[2],), 0, lambda: "third")
    assert kept.get((things[0],), 0, lambda: "again") == "first"
    assert kept.get((things[1],), 0, lambda: "again") == "again"
