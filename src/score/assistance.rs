//! Legal assistance between states: of what was asked, what was shared, and in time. Asking alone counts for nothing.

use std::collections::BTreeMap;

use crate::base::ids::RequestId;
use crate::sim::{Ask, Event, ashore};

use super::conduct::plain;
use super::model::{Evidence, Measure, Unit};
use super::people::count;

/// What is shared within so long after it was asked for can still lead to somebody while the people are there to be
/// heard \[h\] (*proposed*: a week).
const IN_TIME_H: f64 = 168.0;

/// A request, and what came of it.
#[derive(Debug, Clone)]
struct Asked {
    request: RequestId,
    made: Evidence,
    /// How many things were shared. Exists when and only when papers came.
    shared: Option<(u32, Evidence)>,
}

/// What is remembered of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Assistance {
    /// In order of asking.
    requests: Vec<Asked>,
}

impl Assistance {
    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        match event {
            Event::RequestMade { request, what: Ask::Assist(_), .. } => {
                self.requests.push(Asked { request: *request, made: evidence.clone(), shared: None });
            }
            Event::Ashore(what) => {
                if let ashore::Event::AssistanceShared { request, number, .. } = &**what {
                    // The newest: numbers of a pair of correspondents begin again after very many.
                    let asked = self.requests.iter_mut().rev().find(|asked| asked.request == *request);
                    if let Some(asked) = asked {
                        asked.shared.get_or_insert_with(|| (*number, evidence.clone()));
                    }
                }
            }
            _ => {}
        }
    }

    /// The numbers. Nothing where nobody asked.
    pub(super) fn measures(&self) -> Vec<Measure> {
        if self.requests.is_empty() {
            return Vec::new();
        }
        let given = || self.requests.iter().filter_map(|asked| Some((&asked.made, asked.shared.as_ref()?)));
        let full = || given().filter(|(_, (number, _))| *number > 0);
        let in_time = full().filter(|(asked, (_, at))| at.tick.since(asked.tick).as_hours() <= IN_TIME_H);
        let in_time: Vec<Evidence> = in_time.map(|(_, (_, at))| at.clone()).collect();
        let things: BTreeMap<u32, &(u32, Evidence)> = full().map(|(_, shared)| (shared.1.event, shared)).collect();
        let number: u32 = things.values().map(|(number, _)| *number).sum();
        let events: Vec<Evidence> = things.values().map(|(_, at)| at.clone()).collect();
        let empty = |asked: &&Asked| asked.shared.as_ref().is_none_or(|(number, _)| *number == 0);
        let fruitless: Vec<Evidence> = self.requests.iter().filter(empty).map(|asked| asked.made.clone()).collect();
        let name = "Requests for legal assistance on which something was shared within a week, of those made";
        let (part, whole) = (count(in_time.len()), count(self.requests.len()));
        vec![
            super::conduct::quotient(
                "assistance_in_time",
                name,
                f64::from(part),
                f64::from(whole),
                Unit::Share,
                in_time,
            ),
            plain(
                "assistance_shared",
                "Evidence, leads, statements and organisers shared between states",
                f64::from(number),
                Unit::Count,
                &events,
            ),
            plain(
                "assistance_fruitless",
                "Requests for legal assistance on which nothing was shared",
                fruitless.len() as f64,
                Unit::Count,
                &fruitless,
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Tick;
    use crate::base::ids::{CraftId, SeatId};
    use crate::sim::ashore::Assistance as Wanted;

    const BOAT: CraftId = CraftId(0);

    fn asked(number: u32) -> Event {
        Event::RequestMade {
            request: RequestId(number),
            from: SeatId(1),
            to: SeatId(2),
            case: BOAT,
            what: Ask::Assist(Wanted::Evidence),
            by: None,
        }
    }

    fn shared(number: u32, things: u32) -> Event {
        Event::Ashore(Box::new(ashore::Event::AssistanceShared {
            request: RequestId(number),
            seat: SeatId(2),
            to: SeatId(1),
            case: BOAT,
            wanted: Wanted::Evidence,
            number: things,
            what: String::new(),
        }))
    }

    #[test]
    fn what_was_shared_in_time_counts_and_asking_does_not() {
        let mut all = Assistance::default();
        assert!(all.measures().is_empty());
        let at = |hours: u32, event: u32| Evidence { tick: Tick(hours * 360), event, text: String::new() };
        // Asked four times: answered in time, too late, with nothing, and never.
        for (number, event) in (0..4).zip(0..) {
            all.take(&asked(number), &at(0, event));
        }
        all.take(&shared(0, 2), &at(50, 4));
        all.take(&shared(2, 0), &at(60, 5));
        all.take(&shared(1, 3), &at(169, 6));
        let value = |key: &str| {
            let measures = all.measures();
            measures.iter().find(|m| m.key == key).and_then(|m| m.value).unwrap_or_else(|| panic!("{key}"))
        };
        assert_eq!(value("assistance_in_time"), 0.25);
        assert_eq!(value("assistance_shared"), 5.0);
        assert_eq!(value("assistance_fruitless"), 2.0);
    }
}
