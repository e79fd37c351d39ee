"""A session: what was sent, edited, timed and forgotten one after another, with branches, and what is next.

Pure values; whoever shows them decides when a packet counts as walked.
"""

from sandbox.analysis.session.due import Due, DueKind, due
from sandbox.analysis.session.editing import Edit, edited
from sandbox.analysis.session.events import (
    advanced,
    again,
    begun,
    begun_beside,
    committed,
    continued,
    expired,
    forgotten,
    has_connection,
    next_packet,
    reopened,
    sent_next,
    went_on,
)
from sandbox.analysis.session.lifetimes import Lifetime, lifetimes
from sandbox.analysis.session.moving import removed, renamed, shown_at, walks_on
from sandbox.analysis.session.sending import DRAWN, Sending, Walks, after, walks_of
from sandbox.analysis.session.value import Note, Session

__all__ = [
    "DRAWN",
    "Due",
    "DueKind",
    "Edit",
    "Lifetime",
    "Note",
    "Sending",
    "Session",
    "Walks",
    "advanced",
    "after",
    "again",
    "begun",
    "begun_beside",
    "committed",
    "continued",
    "due",
    "edited",
    "expired",
    "forgotten",
    "has_connection",
    "lifetimes",
    "next_packet",
    "removed",
    "renamed",
    "reopened",
    "sent_next",
    "shown_at",
    "walks_of",
    "walks_on",
    "went_on",
]
