"""An inquiry as one person did it, folded from their records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tisserand.content.models.inquiry import Inquiry, InquiryStep
from tisserand.domain.distinct import distinct
from tisserand.domain.events import ExerciseRestarted, MeasurePredicted, Record, TrapAnswered


@dataclass(frozen=True)
class InquiryState:
    """Where somebody is in an inquiry.

    Attributes:
        inquiry: what is read.
        expected: what was predicted, by step.
        answered: the option chosen in a trap, by step.
        furthest: how many steps the furthest attempt has done; it stays when the inquiry is started over.
    """

    inquiry: Inquiry
    expected: Mapping[str, float] = field(default_factory=dict)
    answered: Mapping[str, str] = field(default_factory=dict)
    furthest: int = 0

    def is_done(self, step: InquiryStep) -> bool:
        """Whether a step was predicted, and its trap answered if it has one."""
        return step.id in self.expected and (step.trap is None or step.id in self.answered)

    @property
    def done(self) -> int:
        """How many steps of the present attempt are done."""
        return sum(self.is_done(step) for step in self.inquiry.steps)

    @property
    def was_completed(self) -> bool:
        """Whether every step was done once."""
        return self.furthest == len(self.inquiry.steps)

    @property
    def current(self) -> InquiryStep | None:
        """The first step that is not done."""
        return next((step for step in self.inquiry.steps if not self.is_done(step)), None)


def inquiry_state(inquiry: Inquiry, records: Iterable[Record]) -> InquiryState:
    """Return where the records of one learner lead in an inquiry; steps and options that are gone are passed over."""
    options = {step.id: {option.id for option in step.trap.options} if step.trap else set() for step in inquiry.steps}
    expected: dict[str, float] = {}
    answered: dict[str, str] = {}
    furthest = 0
    for record in distinct(records):
        event = record.event
        if isinstance(event, ExerciseRestarted):
            expected, answered = {}, {}
        elif isinstance(event, MeasurePredicted) and event.step in options:
            expected.setdefault(event.step, event.expected)
        elif isinstance(event, TrapAnswered) and event.option in options.get(event.step, ()):
            answered[event.step] = event.option
        furthest = max(furthest, InquiryState(inquiry, expected, answered).done)
    return InquiryState(inquiry, expected, answered, furthest)
