//! Scripted forms: MAYDAY relay, search action plan and hand-over, filled from the picture, with what is written
//! instead.

use serde::Deserialize;

use crate::base::ids::{CraftId, PartyId, PlaceId, SeatId, SruId};
use crate::picture::{self, Picture, Way};
use crate::scenario::{Channel, Nature, Phase};
use crate::sim::forms::Form;
use crate::sim::mail::Command as Mail;
use crate::sim::{Command, MessageBody, ReportedPosition, Source};

use super::form::Said;
use super::public::Shelf;
use super::read::Reader;
use super::{Place, STATED_ERROR_M, newest};

/// A form as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum SheetDoc<'a> {
    MaydayRelay {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow, default)]
        position: Option<Said<'a>>,
        #[serde(default)]
        nature: Option<Nature>,
        #[serde(default)]
        persons: Option<u32>,
        #[serde(default)]
        assistance: Option<String>,
        #[serde(default)]
        description: Option<String>,
        #[serde(default)]
        text: String,
    },
    SearchActionPlan {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(default)]
        situation: Option<String>,
        #[serde(default)]
        action: Option<String>,
        #[serde(default)]
        on_scene: Option<String>,
        #[serde(default)]
        communications: Option<String>,
        #[serde(default)]
        text: String,
    },
    HandOver {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(default)]
        phase: Option<Phase>,
        #[serde(borrow, default)]
        position: Option<Said<'a>>,
        #[serde(default)]
        persons: Option<u32>,
        #[serde(default)]
        actions: Option<String>,
        #[serde(default)]
        text: String,
    },
    Disembarkation {
        #[serde(borrow)]
        unit: Said<'a>,
        #[serde(borrow)]
        place: Said<'a>,
        #[serde(borrow, default)]
        feared: Vec<Said<'a>>,
        #[serde(default)]
        water_h: Option<u32>,
        #[serde(default)]
        food_h: Option<u32>,
        #[serde(default)]
        limits: Option<String>,
        #[serde(default)]
        text: String,
    },
}

/// What a script writes of a form.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sheet {
    Relay {
        case: CraftId,
        place: Option<Place>,
        nature: Option<Nature>,
        persons: Option<u32>,
        assistance: Option<String>,
        description: Option<String>,
        text: String,
    },
    Plan {
        case: CraftId,
        situation: Option<String>,
        action: Option<String>,
        on_scene: Option<String>,
        communications: Option<String>,
        text: String,
    },
    Over {
        case: CraftId,
        phase: Option<Phase>,
        place: Option<Place>,
        persons: Option<u32>,
        actions: Option<String>,
        text: String,
    },
    Disembarkation {
        unit: SruId,
        place: PlaceId,
        feared: Vec<PartyId>,
        water_h: Option<u32>,
        food_h: Option<u32>,
        limits: Option<String>,
        text: String,
    },
}

/// A step about written messages, with every name resolved.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Deed {
    /// A form is sent, with or without a receipt asked for.
    Send { to: SeatId, channel: Channel, sheet: Box<Sheet>, receipt: bool },
    /// Each form of a seat, and what it wants a receipt of, is opened, from now on.
    Read { from: SeatId },
}

impl Deed {
    /// Whether it stands from its time on, for all that comes.
    pub(super) fn stands(&self) -> bool {
        matches!(self, Self::Read { .. })
    }

    /// The commands at a moment. None for a form about a case of which the seat has not heard.
    pub(super) fn commands(&self, picture: &Picture, shelf: &Shelf) -> Vec<Command> {
        match self {
            Self::Send { to, channel, sheet, receipt } => {
                let Some(form) = sheet.filled(picture, shelf) else { return Vec::new() };
                let (to, channel, body) = (*to, *channel, MessageBody::Form(Box::new(form)));
                vec![if *receipt {
                    Command::Mail(Box::new(Mail::SendForReceipt { to, channel, body }))
                } else {
                    Command::Send { to, channel, body }
                }]
            }
            Self::Read { from } => {
                let unread =
                    picture.messages.iter().rev().filter(|m| {
                        m.way == Way::From(Source::Seat(*from)) && picture.mail.unread.contains(&m.message)
                    });
                unread.map(|m| Command::Mail(Box::new(Mail::MarkRead { message: m.message }))).collect()
            }
        }
    }
}

impl Sheet {
    fn filled(&self, picture: &Picture, shelf: &Shelf) -> Option<Form> {
        let stated = |place: &Option<Place>, case: CraftId| {
            place.map(|place| {
                let seen = newest(picture, Some(case)).filter(|_| place.contact_first);
                let position = seen.unwrap_or(place.stated);
                ReportedPosition { position, error_m: STATED_ERROR_M, true_at: picture.tick }
            })
        };
        Some(match self {
            Self::Relay { case, place, nature, persons, assistance, description, text } => {
                let mut relay = picture::mayday_relay(picture, *case, &shelf.seats)?;
                relay.position = stated(place, *case).or(relay.position);
                relay.nature = nature.unwrap_or(relay.nature);
                relay.persons = persons.or(relay.persons);
                put(&mut relay.assistance, assistance);
                put(&mut relay.description, description);
                relay.text.clone_from(text);
                Form::MaydayRelay(relay)
            }
            Self::Plan { case, situation, action, on_scene, communications, text } => {
                let mut plan = picture::search_action_plan(picture, *case, &shelf.seats)?;
                put(&mut plan.situation, situation);
                put(&mut plan.action, action);
                put(&mut plan.on_scene, on_scene);
                put(&mut plan.communications, communications);
                plan.text.clone_from(text);
                Form::SearchActionPlan(plan)
            }
            Self::Over { case, phase, place, persons, actions, text } => {
                let mut over = picture::hand_over(picture, *case)?;
                over.phase = phase.or(over.phase);
                over.position = stated(place, *case).or(over.position);
                over.persons = persons.or(over.persons);
                put(&mut over.actions, actions);
                over.text.clone_from(text);
                Form::HandOver(over)
            }
            Self::Disembarkation { unit, place, feared, water_h, food_h, limits, text } => {
                let mut form = picture::disembarkation_request(picture, *unit, *place, &shelf.parties, &shelf.places)?;
                form.feared
                    .extend(feared.iter().copied().filter(|state| !form.feared.contains(state)).collect::<Vec<_>>());
                form.water_h = water_h.or(form.water_h);
                form.food_h = food_h.or(form.food_h);
                put(&mut form.limits, limits);
                form.text.clone_from(text);
                Form::Disembarkation(form)
            }
        })
    }
}

/// What is written instead of what was filled in.
fn put(field: &mut String, written: &Option<String>) {
    if let Some(written) = written {
        field.clone_from(written);
    }
}

impl<'a> Reader<'a> {
    /// A form with its names found, or what is wrong with it.
    pub(super) fn sheet(&mut self, said: Said<'a>) -> Option<Sheet> {
        Some(match self.parsed::<SheetDoc<'_>>(said)? {
            SheetDoc::MaydayRelay { case, position, nature, persons, assistance, description, text } => {
                let (case, place) = (self.case(case), self.spot_or_none(position));
                Sheet::Relay { case: case?, place: place?, nature, persons, assistance, description, text }
            }
            SheetDoc::SearchActionPlan { case, situation, action, on_scene, communications, text } => {
                Sheet::Plan { case: self.case(case)?, situation, action, on_scene, communications, text }
            }
            SheetDoc::HandOver { case, phase, position, persons, actions, text } => {
                let (case, place) = (self.case(case), self.spot_or_none(position));
                Sheet::Over { case: case?, phase, place: place?, persons, actions, text }
            }
            SheetDoc::Disembarkation { unit, place, feared, water_h, food_h, limits, text } => {
                let (unit, place) = (self.unit(unit), self.haven(place));
                let named: Vec<Option<PartyId>> = feared.into_iter().map(|state| self.party(state)).collect();
                let feared = named.into_iter().collect::<Option<Vec<PartyId>>>();
                Sheet::Disembarkation { unit: unit?, place: place?, feared: feared?, water_h, food_h, limits, text }
            }
        })
    }

    /// A place that need not be written: nothing wrong gives `Some(None)`.
    fn spot_or_none(&mut self, said: Option<Said<'a>>) -> Option<Option<Place>> {
        said.map_or(Some(None), |said| self.spot(said).map(Some))
    }
}
