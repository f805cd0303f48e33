//! Plots of cases in words, for the list of events: what is truly one vessel is told there, because events are the
//! truth's.

use super::words::{craft_name, seat_name};
use crate::base::ids::CraftId;
use crate::scenario::Scenario;
use crate::sim::plot::{Event, Note};

/// What became true of a centre's plot.
pub(super) fn tell(s: &Scenario, what: &Event) -> String {
    match what {
        Event::Merged { seat, case, into, reason } => {
            let (who, case, into) = (seat_name(s, *seat), case_words(s, *case), case_words(s, *into));
            format!("{who} took {case} for {into}{}", because(reason))
        }
        Event::KeptApart { seat, case, from, undone, reason } => {
            let (who, case, from) = (seat_name(s, *seat), case_words(s, *case), case_words(s, *from));
            let undone = if undone.is_some() { ", which it had taken for one" } else { "" };
            format!("{who} keeps {case} and {from} apart{undone}{}", because(reason))
        }
        Event::Concluded { seat, case, reason, alive, .. } => {
            let alive = match alive {
                0 => String::new(),
                1 => "; 1 person was alive at sea".to_owned(),
                n => format!("; {n} persons were alive at sea"),
            };
            format!("{} closed the case of {}: {}{alive}", seat_name(s, *seat), case_words(s, *case), reason.words())
        }
        Event::Reopened { seat, case, reason } => {
            let why = reason.as_deref().map_or_else(|| ": a new report".to_owned(), because);
            format!("{} opened the case of {} again{why}", seat_name(s, *seat), case_words(s, *case))
        }
    }
}

/// What a message says of its sender's plot.
pub(super) fn note(s: &Scenario, case: CraftId, note: Note) -> String {
    format!("{} {}", craft_name(s, case), note.words(|other| craft_name(s, other)))
}

/// A case by its name on the chart of the truth, with what it is if it is no vessel.
fn case_words(s: &Scenario, case: CraftId) -> String {
    let name = craft_name(s, case);
    match (s.is_only_reported(case), s.vessel_of(case)) {
        (false, _) => name,
        (true, Some(vessel)) => format!("{name} (reports of {})", craft_name(s, vessel)),
        (true, None) => format!("{name} (reports of nothing)"),
    }
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(": {reason}") }
}
