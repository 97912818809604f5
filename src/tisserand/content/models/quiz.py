"""A quiz and the eight kinds of question it may hold."""

from typing import Annotated, Literal

from pydantic import Field

from tisserand.content.models.base import Code, Exercise, ExerciseKind, Frozen, LocalizedText, Slug


class Option(Frozen):
    """One possible answer.

    Attributes:
        correct: whether it is right.
        credit: for a single question, the share of the point that a defensible answer earns, 0 to 1; by default 1
            when correct, else 0.
        feedback: why, whatever was chosen.
    """

    id: Slug
    text: LocalizedText
    correct: bool = False
    credit: float | None = Field(default=None, ge=0, le=1)
    feedback: LocalizedText | None = None


class QuestionBase(Frozen):
    """What every question has.

    Attributes:
        context: a situation to read before the question, Markdown.
        prompt: the question.
        certainty: whether "how sure are you" is asked with it.
        explanation: what to remember, shown after the answer.
        sources: ids of ``modules/sources.yaml``, required where a fact is taught.
    """

    id: Slug
    context: LocalizedText | None = None
    prompt: LocalizedText
    certainty: bool = False
    explanation: LocalizedText | None = None
    sources: tuple[Slug, ...] = ()
    competency: Code | None = None


class SingleQuestion(QuestionBase):
    """One answer among several."""

    kind: Literal["single"]
    options: tuple[Option, ...] = Field(min_length=2)
    shuffle: bool = True


class MultipleQuestion(QuestionBase):
    """All the right answers among several. Credit: (right ticked - wrong ticked) / right ones, never below 0."""

    kind: Literal["multiple"]
    options: tuple[Option, ...] = Field(min_length=2)
    shuffle: bool = True


class TrueFalseQuestion(QuestionBase):
    """A statement that holds or does not."""

    kind: Literal["true_false"]
    answer: bool
    feedback_true: LocalizedText | None = None
    feedback_false: LocalizedText | None = None


class OrderingQuestion(QuestionBase):
    """Things to put in order; the file gives them in the right one. Credit: pairs in the right order / all pairs."""

    kind: Literal["ordering"]
    options: tuple[Option, ...] = Field(min_length=3)


class MatchingPair(Frozen):
    """Two things that belong together."""

    id: Slug
    left: LocalizedText
    right: LocalizedText
    feedback: LocalizedText | None = None


class Distractor(Frozen):
    """Something on the right that belongs to nothing on the left."""

    id: Slug
    right: LocalizedText
    feedback: LocalizedText | None = None


class MatchingQuestion(QuestionBase):
    """Things to bring together. Credit: right pairs / all pairs."""

    kind: Literal["matching"]
    pairs: tuple[MatchingPair, ...] = Field(min_length=2)
    distractors: tuple[Distractor, ...] = ()


class NumericQuestion(QuestionBase):
    """A number, right within ``tolerance`` (in the same unit, bounds included)."""

    kind: Literal["numeric"]
    answer: float
    tolerance: float = Field(default=0, ge=0)
    unit: LocalizedText | None = None
    feedback_right: LocalizedText | None = None
    feedback_low: LocalizedText | None = None
    feedback_high: LocalizedText | None = None


class AcceptedTexts(Frozen):
    """The wordings that count as right, by language."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class ShortTextQuestion(QuestionBase):
    """A few words. Case, accents, punctuation and extra spaces do not count; either language is accepted."""

    kind: Literal["short_text"]
    accepted: AcceptedTexts
    feedback_right: LocalizedText | None = None
    feedback_wrong: LocalizedText | None = None


class ScaleQuestion(QuestionBase):
    """A position on a scale, without a right answer; each step has something to say."""

    kind: Literal["scale"]
    options: tuple[Option, ...] = Field(min_length=3)


Question = Annotated[
    SingleQuestion
    | MultipleQuestion
    | TrueFalseQuestion
    | OrderingQuestion
    | MatchingQuestion
    | NumericQuestion
    | ShortTextQuestion
    | ScaleQuestion,
    Field(discriminator="kind"),
]


class Quiz(Exercise):
    """A list of questions, answered one by one in any order."""

    kind: Literal[ExerciseKind.QUIZ]
    questions: tuple[Question, ...] = Field(min_length=1)
