//! Forms and messages with a receipt: how many were read, how long that took, and which never were.
//!
//! Left out: what was done about them. The portal's posts are counted apart, in `knowledge`.

use std::collections::BTreeMap;

use super::conduct::{plain, quotient, tally};
use super::model::{Evidence, Measure, Unit};
use super::people::count;
use super::words::party_name;
use crate::base::ids::{MessageId, PartyId, SeatId};
use crate::scenario::Scenario;
use crate::sim::{Event, Source, mail};

/// A form on its way, or come.
#[derive(Debug, Clone)]
struct Sheet {
    to: SeatId,
    /// Exists when and only when it has arrived.
    came: Option<Evidence>,
    /// Exists when and only when it has been read.
    read: Option<Evidence>,
}

/// What is remembered of forms between seats.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheets {
    all: BTreeMap<MessageId, Sheet>,
    /// Whom each message still on its way that is no form goes to: a receipt may yet be asked for it.
    others: BTreeMap<MessageId, SeatId>,
}

impl Sheets {
    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        match event {
            Event::MessageSent { message, from: Source::Seat(_), to, body, .. } => {
                if body.is_form() {
                    self.all.insert(*message, Sheet { to: *to, came: None, read: None });
                } else {
                    self.others.insert(*message, *to);
                }
            }
            Event::MessageDelivered { message, .. } => {
                self.others.remove(message);
                if let Some(sheet) = self.all.get_mut(message) {
                    sheet.came = Some(evidence.clone());
                }
            }
            Event::MessageLost { message, .. } => {
                self.others.remove(message);
                self.all.remove(message);
            }
            Event::Mail(mail::Event::ReceiptAsked { message }) => {
                if let Some(to) = self.others.remove(message) {
                    self.all.insert(*message, Sheet { to, came: None, read: None });
                }
            }
            Event::Mail(mail::Event::Read { message, .. }) => {
                if let Some(sheet) = self.all.get_mut(message) {
                    sheet.read.get_or_insert_with(|| evidence.clone());
                }
            }
            _ => {}
        }
    }

    /// The numbers. None at all where no form came to anybody.
    pub(super) fn measures(&self, s: &Scenario) -> Vec<Measure> {
        let came = || self.all.values().filter_map(|sheet| Some((sheet, sheet.came.as_ref()?)));
        let read: Vec<(&Evidence, &Evidence)> =
            came().filter_map(|(sheet, at)| Some((at, sheet.read.as_ref()?))).collect();
        let took: i64 = read.iter().map(|(came, read)| read.tick.since(came.tick).seconds()).sum();
        let mut evidence: Vec<Evidence> = read.iter().map(|(_, read)| (*read).clone()).collect();
        evidence.sort_by_key(|evidence| evidence.event);
        let n = f64::from(count(read.len()));
        let mut unread: BTreeMap<PartyId, Vec<Evidence>> = BTreeMap::new();
        for (sheet, at) in came() {
            let Some(seat) = s.seats.get(sheet.to.index()) else { continue };
            let never = unread.entry(seat.party).or_default();
            never.extend(sheet.read.is_none().then(|| at.clone()));
        }
        if unread.is_empty() {
            return Vec::new();
        }
        let mut measures = vec![
            plain("forms_read", "Forms read", n, Unit::Count, &evidence),
            quotient(
                "form_read_after",
                "Mean time from a form coming in to its being read",
                took as f64,
                n,
                Unit::Seconds,
                evidence,
            ),
        ];
        for (party, mut never) in unread {
            never.sort_by_key(|evidence| evidence.event);
            let id = s.parties.get(party.index()).map_or("", |party| party.id.as_str());
            let name = format!("Forms never read: {}", party_name(s, party));
            measures.push(tally(&format!("forms_unread.{id}"), &name, never));
        }
        measures
    }
}
