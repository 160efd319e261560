"""What other programs may ask for, and how much of it at once."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.comparison.aspects import DEFAULT, MOST_ASPECTS
from assistant.comparison.papers import FEWEST, MOST
from index.filters import Filters

LONGEST_QUESTION = 2_000  # characters: about a page; what is longer is no question
LONGEST_NAME = 300  # characters of an id, a venue or an author
MOST_PAPERS = 100  # that a question may be restricted to
MOST_EARLIER = 8  # questions before this one, each of which is answered first; references reach back four
MOST_FOUND = 1_000  # papers of one search

QuestionText = Annotated[
    str, Field(min_length=1, max_length=LONGEST_QUESTION, examples=["What does HorNet replace attention with?"])
]
PaperId = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, examples=["arxiv:2201.03545"])]
Papers = Annotated[list[PaperId], Field(max_length=MOST_PAPERS, description="Only these papers, by id.")]
Compared = Annotated[
    list[PaperId],
    Field(
        min_length=FEWEST,
        max_length=MOST,
        description="The papers, by title, name of the system, or id.",
        examples=[["HorNet", "arxiv:2201.03545"]],
    ),
]
AspectText = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, examples=["accuracy"])]
Aspects = Annotated[
    list[AspectText],
    Field(max_length=MOST_ASPECTS, description=f"What to compare, or questions; {', '.join(DEFAULT)} if left out."),
]
Earlier = Annotated[
    list[QuestionText], Field(max_length=MOST_EARLIER, description="Earlier questions of the conversation, in order.")
]
Kept = Annotated[
    str, Field(max_length=LONGEST_NAME, description="Name or id of a kept conversation to go on with, instead.")
]
Count = Annotated[int, Field(ge=1, le=MOST_FOUND, description="How many papers at most.")]
Year = Annotated[int | None, Field(ge=0, le=9999)]
Part = Annotated[str, Field(max_length=LONGEST_NAME, description="Any part of the name, whatever case and accents.")]


class Asked(BaseModel):
    """A request; a key that is not known is refused, for it may be a known one misspelt."""

    model_config = ConfigDict(extra="forbid")


class Narrowing(Asked):
    """Which papers may be found: years inclusive, venue and author by any part of the name."""

    year_from: Year = None
    year_to: Year = None
    venue: Part = ""
    author: Part = ""


class Narrowed(Asked):
    """A request that may be restricted to some papers."""

    papers: Papers = []
    filters: Narrowing = Narrowing()

    def chosen(self) -> Filters:
        """Return the filters of the index. Raises BadInput for years the wrong way round."""
        by = self.filters
        return Filters(by.year_from, by.year_to, by.venue, by.author, tuple(self.papers))


class Question(Narrowed):
    """A question, and the earlier ones that "it" and "the second one" point back to, or the conversation of them."""

    question: QuestionText
    history: Earlier = []
    conversation: Kept = ""
    stream: Annotated[bool, Field(description="Answer with server-sent events, as `Accept: text/event-stream`.")] = (
        False
    )

    @model_validator(mode="after")
    def _one_past(self) -> Question:
        """Refuse two pasts: which of them "it" points back to could not be said."""
        if self.history and self.conversation:
            raise ValueError("give history or conversation, not both")
        return self


class Query(Narrowed):
    """What to look for."""

    query: QuestionText
    k: Count = 10


class Comparison(Asked):
    """Papers to set beside each other, and in what; a question is one more aspect."""

    papers: Compared
    aspects: Aspects = []
    question: Annotated[str, Field(max_length=LONGEST_NAME)] = ""

    def asked(self) -> list[str]:
        """Return the aspects and the question."""
        return [*self.aspects, *filter(str.strip, [self.question])]
