//! Scripted steps at the focal points' portal.

use serde::Deserialize;

use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId};
use crate::picture::{Picture, PostView, Way, incident_report};
use crate::scenario::{Channel, IndicatorKind, Party, Place, Seat};
use crate::sim::portal::{Command, IncidentReport, Post, SharedCase};
use crate::sim::{self, MessageBody};

use super::form::Said;
use super::read::Reader;

/// A step at the portal as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum PortalDoc<'a> {
    Read {
        #[serde(borrow)]
        from: Said<'a>,
    },
    PassOn {
        #[serde(borrow)]
        from: Said<'a>,
        #[serde(borrow)]
        to: Said<'a>,
    },
    Share {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(default)]
        text: String,
    },
    TellLeads {
        #[serde(borrow)]
        to: Said<'a>,
    },
    Warn,
    Advice {
        about: IndicatorKind,
        #[serde(borrow, default)]
        case: Option<Said<'a>>,
        text: String,
    },
    Report {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(default)]
        departure: Option<String>,
        #[serde(default)]
        persons: Option<u32>,
        #[serde(default)]
        dead: Option<u32>,
        #[serde(default)]
        missing: Option<u32>,
        #[serde(default)]
        organisers: Option<u32>,
        #[serde(default)]
        text: String,
    },
    Text {
        #[serde(borrow, default)]
        case: Option<Said<'a>>,
        text: String,
    },
}

/// Who sits at the table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shelf {
    pub(super) seats: Vec<Seat>,
    pub(super) parties: Vec<Party>,
    pub(super) places: Vec<Place>,
}

/// A step at the portal, with every name resolved.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Deed {
    /// Each post of a seat is read, from now on.
    Read { from: SeatId },
    /// Each post of a seat that has been read is passed on, from now on.
    PassOn { from: SeatId, to: SeatId },
    /// Each lead about organisers or money that has come from the services is told to a seat, from now on.
    TellLeads { to: SeatId },
    /// A case as the picture has it is shared.
    Share { case: CraftId, text: String },
    /// The intelligence that has come and is not posted yet is posted.
    Warn,
    /// This is posted.
    Post(Post),
    /// The incident report as the picture has it, with what is written instead.
    Report(Box<Report>),
}

/// What a script writes of an incident report.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Report {
    case: CraftId,
    departure: Option<String>,
    persons: Option<u32>,
    dead: Option<u32>,
    missing: Option<u32>,
    organisers: Option<u32>,
    text: String,
}

impl Deed {
    /// Whether it stands from its time on, for all that comes.
    pub(super) fn stands(&self) -> bool {
        matches!(self, Self::Read { .. } | Self::PassOn { .. } | Self::TellLeads { .. })
    }

    /// The commands at a moment.
    pub(super) fn commands(&self, tick: Tick, picture: &Picture, shelf: &Shelf) -> Vec<sim::Command> {
        let of = |from: SeatId| picture.portal.posts.iter().filter(move |view| view.post.by == from);
        match self {
            Self::Read { from } => {
                let unread = of(*from).filter(|view| view.read_at.is_none());
                unread.map(|view| order(Command::Read { post: view.post })).collect()
            }
            Self::PassOn { from, to } => of(*from).filter_map(|view| pass_on(picture, view, *to, shelf)).collect(),
            Self::TellLeads { to } => {
                let posts = picture.portal.warnings.iter().map(|view| Post::of_warning(view.what.clone()));
                let leads = posts.filter(|what| matches!(what, Post::Advice { .. }));
                leads.filter_map(|what| tell(picture, what.message("from our services"), *to)).collect()
            }
            Self::Share { case, text } => vec![post(shared(picture, *case, text, tick))],
            Self::Warn => {
                let own = |what: &Post| picture.portal.posts.iter().any(|view| view.what.as_ref() == Some(what));
                let warnings = picture.portal.warnings.iter();
                let posts = warnings.map(|view| Post::of_warning(view.what.clone()));
                posts.filter(|what| !own(what)).map(post).collect()
            }
            Self::Post(what) => vec![post(what.clone())],
            Self::Report(report) => report.commands(picture, shelf),
        }
    }
}

impl Report {
    /// The form, filled. None for a case of which the seat has not heard.
    fn commands(&self, picture: &Picture, shelf: &Shelf) -> Vec<sim::Command> {
        let Some(filled) = incident_report(picture, self.case, &shelf.seats, &shelf.parties) else { return Vec::new() };
        let report = IncidentReport {
            departure: self.departure.clone().unwrap_or(filled.departure),
            persons: self.persons.or(filled.persons),
            dead: self.dead.or(filled.dead),
            missing: self.missing.or(filled.missing),
            organisers: self.organisers.or(filled.organisers),
            text: self.text.clone(),
            ..filled
        };
        vec![post(Post::IncidentReport(Box::new(report)))]
    }
}

fn order(order: Command) -> sim::Command {
    sim::Command::Portal(Box::new(order))
}

fn post(what: Post) -> sim::Command {
    order(Command::Post(what))
}

/// A post as a message, if it has been read and not been passed on yet.
fn pass_on(picture: &Picture, view: &PostView, to: SeatId, shelf: &Shelf) -> Option<sim::Command> {
    view.read_at?;
    let name = shelf.seats.get(view.post.by.index()).map_or("another focal point", |seat| seat.name.as_str());
    tell(picture, view.what.as_ref()?.message(&format!("from {name} by the portal")), to)
}

/// A message by telephone, unless it has been sent.
fn tell(picture: &Picture, body: MessageBody, to: SeatId) -> Option<sim::Command> {
    let done = picture.messages.iter().any(|m| m.way == Way::To(to) && m.body == body);
    (!done).then_some(sim::Command::Send { to, channel: Channel::Phone, body })
}

/// A case as the picture has it.
fn shared(picture: &Picture, case: CraftId, text: &str, tick: Tick) -> Post {
    let view = picture.cases.iter().find(|view| view.case == case && view.opened_at <= tick);
    Post::CaseShared(SharedCase {
        case,
        nature: view.map_or(crate::scenario::Nature::Enquiry, |view| view.nature),
        phase: view.and_then(|view| view.told.iter().filter_map(|told| told.phase).max()),
        position: view.and_then(|view| view.latest_position()).map(|told| told.reported),
        persons: view.and_then(|view| view.persons),
        text: text.to_owned(),
    })
}

impl<'a> Reader<'a> {
    /// A step at the portal with its names found, or what is wrong with it.
    pub(super) fn portal(&mut self, said: Said<'a>) -> Option<Deed> {
        Some(match self.parsed::<PortalDoc<'_>>(said)? {
            PortalDoc::Read { from } => Deed::Read { from: self.seat(from)? },
            PortalDoc::PassOn { from, to } => {
                let (from, to) = (self.seat(from), self.seat(to));
                Deed::PassOn { from: from?, to: to? }
            }
            PortalDoc::TellLeads { to } => Deed::TellLeads { to: self.seat(to)? },
            PortalDoc::Share { case, text } => Deed::Share { case: self.case(case)?, text },
            PortalDoc::Warn => Deed::Warn,
            PortalDoc::Report { case, departure, persons, dead, missing, organisers, text } => {
                let case = self.case(case)?;
                Deed::Report(Box::new(Report { case, departure, persons, dead, missing, organisers, text }))
            }
            PortalDoc::Advice { about, case, text } => {
                let case = self.case_or_none(case)?;
                Deed::Post(Post::Advice { kind: about, case, text })
            }
            PortalDoc::Text { case, text } => Deed::Post(Post::Text { case: self.case_or_none(case)?, text }),
        })
    }
}
