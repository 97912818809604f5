"""What a participant can do with a kernel: practise, and nothing else. Raw clients against the real server."""

import json
from contextlib import suppress
from http import HTTPStatus
from uuid import uuid4

import pytest
import websocket
from tests.integration.workshop_lessons import SECRET_WORD

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]

CODE = {"code": "executed_by_a_participant = 1; print('executed')", "silent": False, "store_history": True}
REQUESTS = {
    "execute_request": {**CODE, "user_expressions": {"x": "1"}, "allow_stdin": False, "stop_on_error": True},
    "inspect_request": {"code": "lesson", "cursor_pos": 6, "detail_level": 1},
    "complete_request": {"code": "les", "cursor_pos": 3},
    "history_request": {"output": True, "raw": True, "hist_access_type": "tail", "n": 100},
    "is_complete_request": {"code": "1"},
    "shutdown_request": {"restart": False},
    "interrupt_request": {},
    "debug_request": {"type": "request", "seq": 1, "command": "evaluate", "arguments": {"expression": "1"}},
    "create_subshell_request": {},
    "connect_request": {},
    "input_reply": {"value": "x"},
}


def shown(lesson, line):
    """Return what the kernel of the lesson ``boutons`` says of itself."""
    told = lesson.widget("description", "told")
    heard = line.hear(until=line.tell(lesson.widget("description", "show"), {"event": "click"}))
    said = [one["content"]["data"]["state"]["value"] for one in heard if one["content"].get("comm_id") == told]
    return json.loads(said[-1])


def open_line(lesson):
    """Connect to a lesson, for a test."""
    line = lesson.visitor.connect(lesson.kernel_id)
    yield lesson, line
    line.close()


@pytest.fixture
def buttons(settled):
    """The lesson of plain widgets, left as it is."""
    yield from open_line(settled["boutons"])


@pytest.fixture
def greeting(settled):
    """A lesson of ours, left as it is."""
    yield from open_line(settled["court"])


@pytest.fixture
def own_greeting(ada):
    """The same, of somebody new."""
    yield from open_line(ada.lesson("court"))


def test_no_request_runs_anything_on_any_channel(buttons):
    """Nothing is answered, nothing has run, and the kernel lives on."""
    lesson, line = buttons
    for channel in ("shell", "control", "stdin", "iopub"):
        for kind, content in REQUESTS.items():
            line.say(kind, content, channel)
    asked = line.say("kernel_info_request", {})
    heard = line.hear(until=asked)
    assert {one["parent"].get("msg_id") for one in heard if one["kind"] != "status"} == {asked}
    assert "executed_by_a_participant" not in shown(lesson, line)["names"]


def test_a_page_may_try_its_connection_on_control(greeting):
    """And hears the answer."""
    _, line = greeting
    asked = line.say("kernel_info_request", {}, "control")
    heard = [*line.hear(until=asked), *line.hear(seconds=1)]  # the reply may come after the status
    assert "kernel_info_reply" in {one["kind"] for one in heard}


@pytest.mark.parametrize("target", ["jupyter.widget", "jupyter.widget.version", "anything"])
def test_no_widget_can_be_made(buttons, target):
    """Only the list of those there are can be asked for."""
    lesson, line = buttons
    state = {
        "_model_module": "@jupyter-widgets/controls",
        "_model_name": "ButtonModel",
        "_model_module_version": "2.0.0",
    }
    line.say("comm_open", {"comm_id": "mine", "target_name": target, "data": {"state": state, "buffer_paths": []}})
    states = line.ask_states()
    assert "mine" not in states
    assert set(states) == set(lesson.states)


def test_nobody_elses_kernel_opens(grace, greeting):
    """Neither its websocket nor its state; a stranger even less; and nobody ends it."""
    lesson, _ = greeting
    grace.join()
    stranger = type(grace)(grace.url)
    path = f"/api/kernels/{lesson.kernel_id}"
    for visitor in (grace, stranger):
        assert visitor.refusal(lesson.kernel_id) == HTTPStatus.FORBIDDEN
        assert visitor.get(path).status == HTTPStatus.FORBIDDEN
        for method in ("DELETE", "POST", "PUT", "PATCH"):
            assert visitor.ask(method, path).status >= 400
            for action in ("restart", "interrupt", "shutdown"):
                assert visitor.ask(method, f"{path}/{action}").status >= 400
    assert lesson.visitor.get(path).status == HTTPStatus.OK


def test_not_even_its_owner_stops_or_restarts_it_by_hand(greeting):
    """A kernel born again would be blank."""
    lesson, line = greeting
    token = (
        json.loads(json.dumps(lesson.visitor.get("/fr/data").text))
        .partition('name="_xsrf" value="')[2]
        .partition('"')[0]
    )
    for method, action in (("DELETE", ""), ("POST", "/restart"), ("POST", "/interrupt"), ("POST", "/shutdown")):
        answer = lesson.visitor.ask(method, f"/api/kernels/{lesson.kernel_id}{action}", X_XSRFToken=token)
        assert answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
    assert line.hear(until=line.say("kernel_info_request", {}))


def test_kernels_that_do_not_exist_or_wait_for_somebody_are_closed(ada):
    """An id is no key."""
    ada.join()
    assert ada.refusal(str(uuid4())) == HTTPStatus.NOT_FOUND
    assert ada.get(f"/api/kernels/{uuid4()}").status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "protocol", ["", "x" + "v1.kernel.websocket.jupyter.org", "v1.kernel.websocket.jupyter.orgs", "v2"]
)
def test_a_protocol_that_is_not_looked_into_is_refused(greeting, protocol):
    """The old one above all: its messages are written otherwise."""
    lesson, _ = greeting
    options = {"protocol": protocol} if protocol else {"subprotocols": []}
    assert lesson.visitor.refusal(lesson.kernel_id, **options) == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("session", ["", "a b", "x" * 65, "../x", "%00"])
def test_the_name_of_a_session_is_checked(greeting, session):
    """ZeroMQ takes it for an identity."""
    lesson, _ = greeting
    assert lesson.visitor.refusal(lesson.kernel_id, session=session) == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
def test_a_page_of_another_site_opens_no_websocket(greeting, origin):
    """Browsers send the cookie all the same."""
    lesson, _ = greeting
    assert lesson.visitor.refusal(lesson.kernel_id, origin=origin, suppress_origin=False) == HTTPStatus.FORBIDDEN


def test_what_is_no_handshake_is_refused_and_forgotten(greeting):
    """A plain request for the channels."""
    lesson, line = greeting
    for _ in range(5):
        answer = lesson.visitor.get(
            f"/api/kernels/{lesson.kernel_id}/channels?session_id={uuid4().hex}", Sec_WebSocket_Protocol=
            "v1.kernel.websocket.jupyter.org"
        )  # fmt: skip
        assert answer.status == HTTPStatus.BAD_REQUEST
    assert line.hear(until=line.say("kernel_info_request", {}))


def test_written_traits_change_nothing_that_counts(ada):
    """Every synced trait of every widget: an answer is graded by what the content says."""
    lesson = ada.lesson("bonjour")
    line = ada.connect(lesson.kernel_id)
    quiz = lesson.ours("quiz")
    for widget, model in lesson.states.items():
        if "view" not in model["state"]:
            continue
        for name in model["state"]:
            line.update(widget, **{name: {"questions": [], "summary": "forged"}})
            line.hear(seconds=0.02)  # slower than what is taken for a flood
        line.update(widget, **dict.fromkeys(model["state"]))
    line.hear(until=line.say("kernel_info_request", {}), seconds=30)
    intention = {"type": "answer", "question": "quand", "answer": "plus-tard", "certainty": "low", "uuid": uuid4().hex}
    line.hear(until=line.tell(quiz, intention), seconds=30)
    line.close()
    fresh = ada.lesson("bonjour")
    assert "forged" not in fresh.text
    view = json.dumps(fresh.states[fresh.ours("quiz")]["state"]["view"], ensure_ascii=False)
    assert "Elle sera peut-être repartie." in view


def test_an_answer_sent_twice_is_recorded_once(ada, own_greeting):
    """By one page, and by two pages at once."""
    lesson, line = own_greeting
    other = ada.lesson("court", "en")
    line_of_other = ada.connect(other.kernel_id)
    uuid = uuid4().hex
    intention = {"type": "answer", "question": "quand", "answer": "tout-de-suite", "certainty": "low", "uuid": uuid}
    for _ in range(3):
        line.tell(lesson.ours("quiz"), intention)
    last = line_of_other.tell(other.ours("quiz"), intention)
    line.hear(until=line.tell(lesson.ours("quiz"), intention), seconds=30)
    line_of_other.hear(until=last, seconds=30)
    line_of_other.close()
    exported = json.loads(ada.post("/fr/data", action="export").text)
    assert [one["uuid"] for one in exported["records"]] == [uuid]


def test_nothing_of_one_person_reaches_another(ada, grace):
    """Kernels that were prepared ahead: each has its own person, answers, ticket and names."""
    found = {}
    for name, visitor in (("ada", ada), ("grace", grace)):
        lesson = visitor.lesson("boutons")
        line = visitor.connect(lesson.kernel_id)
        line.hear(until=line.update(lesson.widget("description", "own"), value=f"of-{name}"))
        found[name] = (shown(lesson, line), lesson)
        line.close()
    assert found["ada"][1].kernel_id != found["grace"][1].kernel_id
    assert (found["ada"][0]["own"], found["grace"][0]["own"]) == ("of-ada", "of-grace")
    for name, other in (("ada", "grace"), ("grace", "ada")):
        assert f"of-{other}" not in json.dumps(found[name][0])
    assert set(found["ada"][1].states).isdisjoint(found["grace"][1].states)


def test_answers_of_two_people_are_apart(ada, grace):
    """In the page, in what is exported, and after a reload."""
    for visitor, answer in ((ada, "tout-de-suite"), (grace, "plus-tard")):
        lesson = visitor.lesson("court")
        line = visitor.connect(lesson.kernel_id)
        said = {"type": "answer", "question": "quand", "answer": answer, "certainty": "low", "uuid": uuid4().hex}
        line.hear(until=line.tell(lesson.ours("quiz"), said), seconds=30)
        line.close()
    exports = [json.loads(visitor.post("/fr/data", action="export").text) for visitor in (ada, grace)]
    assert [one["records"][0]["payload"]["answer"] for one in exports] == ["tout-de-suite", "plus-tard"]
    assert exports[0]["learner"] != exports[1]["learner"]
    verdicts = []
    for visitor in (ada, grace):
        lesson = visitor.lesson("court")
        questions = lesson.states[lesson.ours("quiz")]["state"]["view"]["questions"]
        verdicts.append(next(one["result"]["verdict"] for one in questions if one["id"] == "quand"))
    assert verdicts == ["right", "partly"]


def test_a_kernel_knows_no_secret_of_the_server(buttons, workshop):
    """Neither in its environment nor among its names; the page holds no ticket."""
    lesson, line = buttons
    found = shown(lesson, line)
    text = json.dumps(found)
    assert "must-not-reach-kernels" not in text
    assert str(workshop.folder / "home") not in text
    assert not [
        name for name in found["environ"] if "PASSWORD" in name or "DATABASE" in name or "JUPYTER_TOKEN" in name
    ]
    secret = (workshop.folder / "home" / "server" / "cookie_secret").read_text()
    assert secret not in text
    assert "tisserand_ticket" not in lesson.text
    assert "tisserand_ticket" not in text


def test_a_lesson_that_fails_shows_what_it_could_and_tells_nobody_why(ada, workshop):
    """The cells before it play; the log has the reason."""
    lesson = ada.lesson("echoue")
    assert "Après l’échec." in lesson.text
    assert lesson.ours("quiz")
    for word in (SECRET_WORD, SECRET_WORD.replace("-", "_"), "ZeroDivisionError", "Traceback", "1 / 0"):
        assert word not in lesson.text
    assert "ZeroDivisionError" in workshop.log


def test_what_a_cell_shows_late_is_in_the_page_all_the_same(ada):
    """A kernel may say that a cell is done long before the last of what it showed comes."""
    lesson = ada.lesson("tarde")
    assert lesson.ours("quiz")


def test_a_callback_that_fails_tells_nobody_why(buttons, workshop):
    """Neither what it raised, nor what it wrote to standard error; the log has both."""
    lesson, line = buttons
    heard = line.hear(until=line.tell(lesson.widget("description", "fail"), {"event": "click"}))
    assert heard[-1]["kind"] == "status"
    text = json.dumps(heard)
    assert SECRET_WORD not in text
    assert "Traceback" not in text
    assert not {"error", "execute_input"} & {one["kind"] for one in heard}
    assert "RuntimeError" in workshop.log
    assert shown(lesson, line)["lang"] == "fr"


def test_a_comm_that_fails_tells_nobody_why(buttons):
    """A message that its widget does not understand."""
    lesson, line = buttons
    told = lesson.widget("description", "told")
    for data in (None, 7, "x", [], {}, {"method": "update"}, {"method": "update", "state": 7}, {"method": 7}):
        line.say("comm_msg", {"comm_id": told, "data": data})
    line.say("comm_msg", {"comm_id": "nobody", "data": {"method": "update", "state": {}}})
    line.say("comm_msg", {})
    text = json.dumps(line.hear(until=line.say("kernel_info_request", {})))
    assert "Traceback" not in text
    assert "Error" not in text.replace("IPython", "")


@pytest.mark.parametrize("frame", [b"", b"\xff" * 100, b"\x40" + b"\0" * 7 + b"\xff" * 600, b"\0" * 64])
def test_frames_that_make_no_sense_are_passed_over(greeting, frame):
    """The connection holds."""
    _, line = greeting
    line.socket.send_binary(frame)
    line.socket.send('{"channel": "shell", "header": {"msg_type": "execute_request"}}')
    assert line.hear(until=line.say("kernel_info_request", {}))


def test_a_megabyte_in_one_message_ends_the_connection(greeting):
    """The page comes back, and its kernel is there."""
    lesson, line = greeting
    with suppress(websocket.WebSocketException, OSError):  # it may be closed before all was sent
        line.socket.send_binary(b"x" * 2**20)
    line.hear(seconds=10)
    assert line.closed_with in {1006, 1009}
    again = lesson.visitor.connect(lesson.kernel_id)
    assert again.hear(until=again.say("kernel_info_request", {}))
    again.close()


def test_a_page_that_floods_is_cut_off_and_nobody_else_is(ada, grace, own_greeting):
    """It may come back, and is slow until it is calm."""
    lesson, line = own_greeting
    line_of_other = grace.connect(grace.lesson("boutons").kernel_id)
    try:
        for _ in range(3000):
            line.say("comm_info_request", {})
    except (websocket.WebSocketException, OSError):
        pass
    else:
        line.hear(seconds=10)
        assert line.closed_with in {4429, 1006}
    assert line_of_other.hear(until=line_of_other.say("kernel_info_request", {}))
    line_of_other.close()
    assert ada.get(f"/api/kernels/{lesson.kernel_id}").status == HTTPStatus.OK


def test_a_kernel_has_so_many_websockets(greeting):
    """Each costs the server four sockets of its own."""
    lesson, line = greeting
    lines = [lesson.visitor.connect(lesson.kernel_id) for _ in range(7)]
    assert lesson.visitor.refusal(lesson.kernel_id) == HTTPStatus.TOO_MANY_REQUESTS
    for one in lines:
        one.close()
    assert line.hear(until=line.say("kernel_info_request", {}))


def test_the_websocket_of_an_ended_kernel_is_closed(ada, own_greeting):
    """With a code that has the page offer to reload; here the person erased everything."""
    lesson, line = own_greeting
    said = {"type": "answer", "question": "quand", "answer": "plus-tard", "certainty": "low", "uuid": uuid4().hex}
    line.hear(until=line.tell(lesson.ours("quiz"), said), seconds=30)
    assert ada.post("/fr/data", action="erase", confirm="yes").status == HTTPStatus.OK
    line.hear(seconds=10)
    assert line.closed_with == 4404
    assert ada.get(f"/api/kernels/{lesson.kernel_id}").status == HTTPStatus.NOT_FOUND


def test_html_in_an_answer_stays_text(ada):
    """Stored as it was typed, and harmless in the states that a page carries inside a script element.

    After ``<!-- <script>`` an HTML parser takes ``</script>`` for text: the page would never open again.
    """
    typed = "<!-- <script>alert(1)</script><img src=x onerror=alert(2)> ]]>"
    lesson = ada.lesson("court")
    line = ada.connect(lesson.kernel_id)
    plan = lesson.ours("action_plan")
    said = {"type": "write", "uuid": uuid4().hex, "step_id": "s1-forged", "text": typed, "date": ""}
    line.hear(until=line.tell(plan, said), seconds=30)
    line.close()
    fresh = ada.lesson("court")
    assert typed in json.dumps(fresh.states[fresh.ours("action_plan")]["state"]["view"]).replace('\\"', '"')
    assert "alert(1)" in fresh.text
    for written in ("<script>alert", "alert(1)<", "<img src=x", "<!-- "):
        assert written not in fresh.text
    exported = json.loads(ada.post("/fr/data", action="export").text)
    assert exported["records"][-1]["payload"]["text"] == typed
