from tisserand.notebook.place import read_place


def test_a_notebook_outside_voila_is_its_authors():
    place = read_place({})
    assert (place.on_web_page, place.strict, place.workshop) == (False, False, "")


def test_voila_is_known_by_its_own_variable():
    assert read_place({"SERVER_SOFTWARE": "voila/0.5.13"}).on_web_page


def test_the_workshop_is_a_web_page_too():
    place = read_place({"TISSERAND_WORKSHOP": "http://127.0.0.1:1234"})
    assert (place.on_web_page, place.workshop) == (True, "http://127.0.0.1:1234")


def test_only_one_value_makes_it_strict():
    assert read_place({"TISSERAND_STRICT": "1"}).strict
    assert not read_place({"TISSERAND_STRICT": "yes"}).strict
