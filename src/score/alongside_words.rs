//! What ships did beside taking people off, in a few plain words.

use crate::base::ids::PartyId;
use crate::scenario::Scenario;
use crate::sim::alongside::{Bound, Deed, Errand};

use super::words::{craft_name, place_name, seat_name, sru_name};

/// A deed in words, without its time.
pub(super) fn tell(s: &Scenario, deed: &Deed) -> String {
    let sru = |id| sru_name(s, id);
    let craft = |id| craft_name(s, id);
    let party = |id: PartyId| party_name(s, id);
    match deed {
        Deed::CameAlongside { sru: who, case } => format!("{} came alongside {}", sru(*who), craft(*case)),
        Deed::Provided { sru: who, case, water_l, lifejackets, persons, food_days } => {
            let food = if *food_days > 0.0 { format!(", food for {food_days:.0} person-days") } else { String::new() };
            format!(
                "{} gave {water_l:.0} L of water{food} and {lifejackets} lifejackets to {} with {persons} persons aboard",
                sru(*who),
                craft(*case)
            )
        }
        Deed::TurnedRound { sru: who, case, seat, persons, towed, position, .. } => {
            let how = if *towed { "took in tow" } else { "stopped" };
            let who = sru(*who);
            let by = seat_name(s, *seat);
            format!(
                "{who} {how} {} at {position}, {persons} persons aboard, and turned it round: by order of {by}",
                craft(*case)
            )
        }
        Deed::TurnedBack { sru: who, case, party: state, people, from, into, refouled, position, .. } => {
            let from = from.map_or_else(String::new, |from| format!(" out of the territorial sea of {}", party(from)));
            let into = into.map_or_else(String::new, |into| format!(" in the waters of {}", party(into)));
            let wrong = match refouled.len() {
                0 => String::new(),
                many => format!("; {many} of them need protection from that state"),
            };
            format!(
                "{} ({}) turned {} with {} persons aboard back{from} and let it go at {position}{into}{wrong}",
                sru(*who),
                party(*state),
                craft(*case),
                people.len()
            )
        }
        Deed::TakenInTow { sru: who, case, persons } => {
            format!("{} took {} in tow with {persons} persons aboard", sru(*who), craft(*case))
        }
        Deed::LetGo { sru: who, case, position } => format!("{} let {} go at {position}", sru(*who), craft(*case)),
        Deed::Mended { sru: who, case, people, .. } => {
            let many = people.len();
            format!("{} mended the engine of {}, which went on with {many} persons aboard", sru(*who), craft(*case))
        }
        Deed::Unable { sru: who, why } => format!("{} could not do what it was sent for: {why}", sru(*who)),
        Deed::PersonTransferred { person, from, to } => {
            format!("{person} was passed from {} to {}", sru(*from), sru(*to))
        }
        Deed::TransferEnded { from, to, living, dead, left } => format!(
            "{} passed {living} survivors and {dead} dead to {}; {left} survivors stayed aboard",
            sru(*from),
            sru(*to)
        ),
        Deed::ShipHeld { sru: who, responsible } => {
            let whose = responsible.map_or_else(|| "nobody\u{2019}s".to_owned(), |id| format!("that of {}", party(id)));
            format!("{} is held up by the rescue; the responsibility is {whose}", sru(*who))
        }
        Deed::ShipFreed { sru: who } => format!("{} is free to go on with its passage", sru(*who)),
    }
}

/// An errand in words, to follow a ship's name and "to".
pub(super) fn errand_words(s: &Scenario, errand: &Errand) -> String {
    match errand {
        Errand::Provide { at, water_l: Some(litres) } => {
            format!("give {litres:.0} L of water, food and lifejackets to the vessel at {at}")
        }
        Errand::Provide { at, water_l: None } => format!("give water, food and lifejackets to the vessel at {at}"),
        Errand::TurnBack { at, to } => format!("turn the vessel at {at} back to {to}"),
        Errand::Tow { at, to: Bound::For(place) } => format!("tow the vessel at {at} to {}", place_name(s, *place)),
        Errand::Tow { at, to: Bound::Towards(to) } => format!("tow the vessel at {at} to {to}"),
        Errand::Repair { at } => format!("mend the engine of the vessel at {at}"),
        Errand::Transfer { to } => format!("pass its survivors to {}", sru_name(s, *to)),
    }
}

fn party_name(s: &Scenario, id: PartyId) -> String {
    s.parties.get(id.index()).map_or_else(|| id.to_string(), |party| party.name.clone())
}
