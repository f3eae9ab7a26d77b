"""An applicant rates how an item was handled, and its department answers a bad rating."""

from temporalio import workflow

from activities.officers.ratings import AnsweredRating, RatedItem, Ratings
from client import names
from client.messages.cases.rating import AnswerRating, Rated, Rating
from workflows import calls


@workflow.defn(name=names.RATING)
class RatesItem:
    """Whether its case is open or closed."""

    @workflow.run
    async def run(self, rating: Rating) -> Rated:
        """What is on record now."""
        said = RatedItem(rating=rating, at=workflow.now())
        return await calls.enquiry(Ratings.rate, said, summary="好差评")


@workflow.defn(name=names.RATING_ANSWER)
class AnswersRating:
    """Likewise."""

    @workflow.run
    async def run(self, answer: AnswerRating) -> Rated:
        """What is on record now."""
        said = AnsweredRating(answer=answer, at=workflow.now())
        return await calls.enquiry(Ratings.answer_rating, said, summary="差评回访")
