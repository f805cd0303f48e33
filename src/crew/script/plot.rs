//! Scripted decisions about cases: which are one, which are closed, and who is told.

use serde::Deserialize;

use crate::scenario::Channel;
use crate::sim::plot::{Command, Conclusion, Note};
use crate::sim::{self, MessageBody};

use super::Deed;
use super::form::Said;
use super::read::Reader;

/// A decision about a case as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum NoteDoc<'a> {
    SameAs(#[serde(borrow)] Said<'a>),
    Apart(#[serde(borrow)] Said<'a>),
    Concluded(Conclusion),
    Reopened,
}

/// A decision of the seat's own.
pub(super) fn decide(command: Command) -> Deed {
    Deed::Give(sim::Command::Plot(command))
}

impl<'a> Reader<'a> {
    /// Two cases taken for one.
    pub(super) fn merge(&mut self, case: Said<'a>, into: Said<'a>, reason: &str) -> Option<Deed> {
        let (case, into) = (self.case(case), self.case(into));
        Some(decide(Command::Merge { case: case?, into: into?, reason: reason.to_owned() }))
    }

    /// Two cases kept apart.
    pub(super) fn keep_apart(&mut self, case: Said<'a>, from: Said<'a>, reason: &str) -> Option<Deed> {
        let (case, from) = (self.case(case), self.case(from));
        Some(decide(Command::KeepApart { case: case?, from: from?, reason: reason.to_owned() }))
    }

    /// Another seat told of such a decision.
    pub(super) fn tell_of_case(
        &mut self,
        to: Said<'a>,
        channel: Option<Channel>,
        case: Said<'a>,
        note: Said<'a>,
    ) -> Option<Deed> {
        let (to, case) = (self.seat(to), self.case(case));
        let note = match self.parsed::<NoteDoc<'_>>(note)? {
            NoteDoc::SameAs(other) => Note::SameAs(self.case(other)?),
            NoteDoc::Apart(other) => Note::Apart(self.case(other)?),
            NoteDoc::Concluded(reason) => Note::Concluded(reason),
            NoteDoc::Reopened => Note::Reopened,
        };
        let body = MessageBody::Plotted { case: case?, note };
        Some(Deed::Give(sim::Command::Send { to: to?, channel: channel.unwrap_or(Channel::Phone), body }))
    }
}
