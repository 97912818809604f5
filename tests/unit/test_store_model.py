"""Every log behaves as a plain list would, whatever the order of appends, duplicates and erasures."""

# ruff: noqa: D102 - the names of the rules say it

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tisserand.domain.events import AnswerSubmitted, ChoiceMade, ExerciseRestarted, PlanStepWritten, Record
from tisserand.store.event_log import open_event_log
from tisserand.store.memory_log import MemoryEventLog

LEARNERS = ("ada", "bob")
MODULES = ("m1", "m2")
ACTIVITIES = ("quiz/q", "scenario/s")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=5,
)
events = (
    st.builds(
        AnswerSubmitted,
        question=st.sampled_from(["a", "b"]),
        answer=json_values,
        certainty=st.sampled_from([None, "low"]),
        points=st.floats(0, 1),
        max_points=st.just(1.0),
    )
    | st.builds(ChoiceMade, step=st.integers(0, 5), scene=st.just("s"), choice=st.just("c"))
    | st.builds(PlanStepWritten, step_id=st.just("s1"), text=st.text(st.characters(codec="utf-8")))
    | st.just(ExerciseRestarted())
)
records = st.builds(
    Record,
    uuid=st.integers(0, 30).map(str),  # few, so that some come twice
    learner=st.sampled_from(LEARNERS),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - see timezones
    module_id=st.sampled_from(MODULES),
    module_version=st.integers(1, 9),
    activity=st.sampled_from(ACTIVITIES),
    lang=st.sampled_from(["fr", "en"]),
    event=events,
    room=st.sampled_from([None, "r1"]),
)


class LogsBehaveAsAList(RuleBasedStateMachine):
    """Two logs on one file, one in memory, and the list that says what all of them must hold."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name, 'sub', 'tisserand.db')}"
        self.on_disk = (open_event_log(url), open_event_log(url))
        self.logs = (*self.on_disk, MemoryEventLog())
        self.model = []

    @rule(record=records, first=st.booleans())
    def append(self, record, first):
        is_new = all(record.uuid != kept.uuid for kept in self.model)
        if is_new:
            self.model.append(record)
        assert self.on_disk[first].append(record) is is_new
        assert self.logs[2].append(record) is is_new

    @rule(data=st.data(), change=records)
    def append_the_same_uuid_with_another_content(self, data, change):
        if self.model:
            duplicate = replace(change, uuid=data.draw(st.sampled_from(self.model)).uuid)
            assert [log.append(duplicate) for log in self.logs] == [False] * 3

    @rule(learner=st.sampled_from(LEARNERS), first=st.booleans())
    def erase(self, learner, first):
        count = sum(record.learner == learner for record in self.model)
        self.model = [record for record in self.model if record.learner != learner]
        assert self.on_disk[first].erase(learner) == count
        assert self.logs[2].erase(learner) == count

    @rule(
        learner=st.sampled_from(LEARNERS),
        module=st.sampled_from(MODULES),
        activity=st.sampled_from(ACTIVITIES),
        first=st.booleans(),
    )
    def forget(self, learner, module, activity, first):
        place = (learner, module, activity)
        kept = [record for record in self.model if (record.learner, record.module_id, record.activity) != place]
        count, self.model = len(self.model) - len(kept), kept
        assert self.on_disk[first].forget(*place) == count
        assert self.logs[2].forget(*place) == count

    @rule(
        learner=st.sampled_from(LEARNERS),
        module=st.sampled_from([None, *MODULES]),
        activity=st.sampled_from([None, *ACTIVITIES]),
    )
    def read(self, learner, module, activity):
        wanted = [
            record
            for record in self.model
            if record.learner == learner and module in {None, record.module_id} and activity in {None, record.activity}
        ]
        for log in self.logs:
            assert log.records(learner, module, activity) == wanted

    @invariant()
    def all_hold_the_same(self):
        for log in self.logs:
            assert [row["uuid"] for learner in LEARNERS for row in log.rows(learner)] == [
                record.uuid for learner in LEARNERS for record in self.model if record.learner == learner
            ]

    def teardown(self):
        self.folder.cleanup()


TestLogsBehaveAsAList = LogsBehaveAsAList.TestCase
TestLogsBehaveAsAList.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
