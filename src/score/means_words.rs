//! What happened to means in a few plain words.

use crate::base::ids::{LanguageId, PartyId, SiteId};
use crate::scenario::Scenario;
use crate::sim::means::{Event, Help, Wanted};

use super::words::{craft_name, place_name, seat_name};

fn site_name(s: &Scenario, id: SiteId) -> String {
    s.reception.site(id).map_or_else(|| id.to_string(), |site| place_name(s, site.place))
}

fn language(s: &Scenario, id: LanguageId) -> String {
    s.reception.languages.get(id.index()).cloned().unwrap_or_else(|| id.to_string())
}

/// What is asked for, to follow "asked X to".
pub(super) fn wanted(s: &Scenario, what: &Wanted) -> String {
    what.words(|id| site_name(s, id), |id| language(s, id))
}

/// An event about means in words, without its time.
pub(super) fn tell(s: &Scenario, event: &Event) -> String {
    let seat = |id| seat_name(s, id);
    let help = |help: Help| help.words(|id| language(s, id));
    let party = |id: &PartyId| s.parties.get(id.index()).map_or_else(|| id.to_string(), |p| p.name.clone());
    match event {
        Event::Contributed { seat: who, amount_usd, balance_usd } => {
            format!("{} paid USD {amount_usd} into the fund; USD {balance_usd} are in it", seat(*who))
        }
        Event::Drawn { to, amount_usd, persons, balance_usd, .. } => format!(
            "The fund paid USD {amount_usd} to {} for {persons} persons; USD {balance_usd} are left in it",
            seat(*to)
        ),
        Event::StaffSent { from, site, help: who, number, arrive, .. } => format!(
            "{} sent {number} {} to reception at {}, to arrive {}",
            seat(*from),
            help(*who),
            site_name(s, *site),
            s.start.at(*arrive).dtg()
        ),
        Event::StaffArrived { from, site, help: who, number } => {
            format!("{number} {} of {} arrived at reception at {}", help(*who), seat(*from), site_name(s, *site))
        }
        Event::Undertaken { by, to, persons, .. } => {
            format!("{} undertook to {} to resettle {persons} persons", seat(*by), seat(*to))
        }
        Event::ConsultationSet { convener, case, date } => format!(
            "The consultation about {} that {} convened was set for {}",
            craft_name(s, *case),
            seat(*convener),
            s.start.at(*date).dtg()
        ),
        Event::ConsultationHeld { convener, case, seats, statements, task_force } => {
            let names: Vec<String> = seats.iter().map(|id| seat(*id)).collect();
            let moved: Vec<String> = statements
                .iter()
                .filter(|statement| statement.has_moved())
                .map(|st| format!("{} lets {} land and resettles {}", seat(st.seat), st.land, st.resettle))
                .collect();
            let moved = if moved.is_empty() { "nobody had moved".to_owned() } else { moved.join(", ") };
            let force = if task_force.is_empty() {
                String::new()
            } else {
                let names: Vec<String> = task_force.iter().map(party).collect();
                format!("; the task force of {} stands", names.join(" and "))
            };
            format!(
                "A consultation about {}, convened by {}, was held by {}: {moved}{force}",
                craft_name(s, *case),
                seat(*convener),
                names.join(", ")
            )
        }
        Event::Admitted { by, to, site, persons, .. } => {
            format!("{} agreed to receive {persons} persons of {} at {}", seat(*by), seat(*to), site_name(s, *site))
        }
        Event::StockTaken { units, sites } => {
            let away = units.iter().filter(|unit| !unit.home).count();
            let beds: u32 = sites.iter().map(|site| site.beds_taken).sum();
            format!(
                "At the end {away} of {} units and ships are away from home or passage, {beds} beds are taken",
                units.len()
            )
        }
    }
}
