//! The terms of a yes, as they are written on a form: at most so many, only there, a pledge, until when.

use egui::Ui;

use crate::base::Span;
use crate::base::ids::PlaceId;
use crate::sim::{Ask, Terms};
use crate::ui::words;

use super::desk::DeskData;
use super::kit;

/// Terms being written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TermsForm {
    at_most: Option<u32>,
    place: Option<PlaceId>,
    pledge: Option<u32>,
    /// Per cent of the cost of reception.
    cost_share: Option<u32>,
    /// Until so many hours from now.
    hours: Option<u32>,
    /// The widest that may be granted: those of the ministry's decision. Exists when and only when there are such.
    limit: Option<Terms>,
}

impl TermsForm {
    /// Begins with half of the persons asked for, or with what the ministry has decided.
    pub(super) fn new(desk: &DeskData<'_>, what: &Ask, limit: Option<Terms>) -> Self {
        let Some(most) = limit else {
            let persons = persons_of(what);
            return Self {
                at_most: persons.map(|n| n.div_ceil(2)),
                place: None,
                pledge: None,
                cost_share: None,
                hours: persons.is_none().then_some(24),
                limit,
            };
        };
        // Whole hours, and none more than was decided.
        let hours = |until: crate::base::Tick| (until.since(desk.now()).seconds() / 3600).clamp(1, 2400) as u32;
        Self {
            at_most: most.at_most,
            place: most.place,
            pledge: most.pledge,
            cost_share: most.cost_share.map(u32::from),
            hours: most.until.map(hours),
            limit,
        }
    }

    /// Shows it.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, what: &Ask) {
        if let Some(persons) = persons_of(what) {
            optional(ui, "At most", "persons may land", &mut self.at_most, persons.max(1), 1..=100_000);
            let mut elsewhere = self.place.is_some();
            ui.horizontal_wrapped(|ui| {
                ui.checkbox(&mut elsewhere, "Only at another place");
            });
            let ours: Vec<(Option<PlaceId>, String)> = (0..)
                .map(PlaceId)
                .zip(&desk.briefing.places)
                .filter(|(_, place)| place.party == desk.picture.party)
                .map(|(id, place)| (Some(id), place.name.clone()))
                .collect();
            if !elsewhere {
                self.place = None;
            } else {
                self.place = self.place.or_else(|| ours.first().and_then(|(id, _)| *id));
                kit::choice(ui, "Place of the terms", &mut self.place, &ours);
            }
            optional(ui, "The asker's state resettles", "persons", &mut self.pledge, persons.max(1), 1..=100_000);
            optional(ui, "The asker's state bears", "% of the cost", &mut self.cost_share, 50, 1..=100);
        }
        optional(ui, "Valid for", "hours", &mut self.hours, 24, 1..=2400);
    }

    /// The terms, or what is missing.
    pub(super) fn terms(&self, desk: &DeskData<'_>) -> Result<Terms, String> {
        let within = |hours: u32| {
            let until = desk.now().after(Span::hours(i64::from(hours)));
            // What the ministry gave to the minute is not widened by whole hours.
            self.limit.and_then(|limit| limit.until).map_or(until, |last| last.min(until))
        };
        let terms = Terms {
            at_most: self.at_most,
            place: self.place,
            pledge: self.pledge,
            until: self.hours.map(within),
            cost_share: self.cost_share.and_then(|share| u8::try_from(share).ok()),
            protection: self.limit.is_some_and(|limit| limit.protection),
        };
        match self.limit {
            _ if terms.are_none() => Err("It needs at least one term; without any, accept.".to_owned()),
            Some(limit) if !terms.within(&limit) => {
                Err(format!("The ministry has decided: {}.", words::terms(desk.briefing, &limit)))
            }
            _ => Ok(terms),
        }
    }
}

/// How many persons a request is about. None for one that is not about a landing.
fn persons_of(what: &Ask) -> Option<u32> {
    match what {
        Ask::Land { persons, .. } => Some(*persons),
        Ask::Clear(told) => Some(told.persons),
        _ => None,
    }
}

/// A number that may be left out, with its box, in a row of its own.
fn optional(
    ui: &mut Ui,
    label: &str,
    unit: &str,
    value: &mut Option<u32>,
    first: u32,
    range: std::ops::RangeInclusive<u32>,
) {
    ui.horizontal_wrapped(|ui| {
        let mut wanted = value.is_some();
        ui.checkbox(&mut wanted, label);
        // Left out, the row still says what it would: a number in grey.
        let mut shown = value.unwrap_or(first);
        let response = ui.add_enabled(wanted, egui::DragValue::new(&mut shown).range(range));
        kit::named(ui, &response, &format!("{label}, {unit}"));
        *value = wanted.then_some(shown);
        ui.label(unit);
    });
}
