"""The roster: everything that runs on the engine's own queue, and replays."""

from typing import Final

from workflows.campaigns.campaign_run import CampaignRun
from workflows.cases.case_run import CaseRun
from workflows.cases.rest.pinned_case_run import PinnedCaseRun
from workflows.cases.sequels.sequel_run import SequelRun
from workflows.enquiries.authorisation import Authorise
from workflows.enquiries.bulk_order import BulkOrdered
from workflows.enquiries.calendar_order import CalendarOrdered
from workflows.enquiries.drafts import DraftDropped, DraftSaved
from workflows.enquiries.enquiries import (
    Guide,
    Inboxes,
    OneMatters,
    PrefillForm,
    ReviewForm,
    RulesInForce,
    Stuck,
)
from workflows.enquiries.late_service import ServedLate
from workflows.enquiries.paper import OpensPaper
from workflows.enquiries.plan_order import PlanOrdering
from workflows.enquiries.rating import AnswersRating, RatesItem
from workflows.enquiries.reading_room import ReadingRoom
from workflows.enquiries.register_news import NewsOfRegister
from workflows.enquiries.reminder import DepartmentsReminded
from workflows.enquiries.second_look import LooksAgain
from workflows.enquiries.upload import UploadBegun
from workflows.grants.grant_run import GrantRun
from workflows.grants.people import Event, OffersOf, PublicListOf, PublicObjection, Wishes
from workflows.grants.rounds import MorningRound
from workflows.money.money import PaymentsToRelease, Reconcile, SetBudget

WORKFLOWS: Final = (
    *(CaseRun, OneMatters, Guide, PrefillForm, ReviewForm, Authorise, Inboxes, Stuck, RulesInForce),
    *(CampaignRun, GrantRun, OffersOf, Wishes, Event, SetBudget, Reconcile, PaymentsToRelease),
    *(MorningRound, PublicListOf, PublicObjection, LooksAgain, CalendarOrdered, OpensPaper, SequelRun),
    *(ReadingRoom, NewsOfRegister, DepartmentsReminded, RatesItem, AnswersRating),
    *(DraftSaved, DraftDropped, PlanOrdering, UploadBegun, BulkOrdered, ServedLate),
)

OF_A_VERSION: Final = (PinnedCaseRun, *WORKFLOWS[1:])
"""The same for workers of a version: a case stays with one until it goes on in a new run, for which any time
is right; whatever else goes on goes on with the code of the day, as its history says.
"""
