//! What happened ashore in a few plain words.

use crate::base::ids::{PartyId, SiteId};
use crate::scenario::Scenario;
use crate::sim::ashore::{AssessmentOffice, Event, Outcome};

use super::words::{craft_name, place_name, seat_name};

/// An event of the part ashore in words, without its time.
pub(super) fn tell(s: &Scenario, event: &Event) -> String {
    let site = |id: SiteId| match s.reception.site(id) {
        Some(site) => place_name(s, site.place),
        None => id.to_string(),
    };
    let party = |id: PartyId| s.parties.get(id.index()).map_or_else(|| id.to_string(), |p| p.name.clone());
    let seat = |id| seat_name(s, id);
    match event {
        Event::OpeningOrdered { seat: who, site: id } => {
            format!("{} ordered reception at {} to open", seat(*who), site(*id))
        }
        Event::Opened { site: id } => format!("Reception at {} opened", site(*id)),
        Event::Received { person, site: id } => format!("{person} came into the care of reception at {}", site(*id)),
        Event::StageDone { person, site: id, stage, understood } => {
            let how = if *understood { "" } else { ", without a common language" };
            format!("{person} at {}: {} done{how}", site(*id), stage.words())
        }
        Event::StageSkipped { seat: who, person, stage } => {
            format!("{} left out {} of {person}", seat(*who), stage.words())
        }
        Event::Found { person, what } => format!("Noted of {person}: {}", what.words()),
        Event::Shortage { site: id, present, without_bed, without_water } => format!(
            "Reception at {}: {present} persons, {without_bed} without a bed, {without_water} without enough water",
            site(*id)
        ),
        Event::Prioritised { seat: who, site: id, order } => {
            let first = order.first().map_or("nothing", |stage| stage.words());
            format!("{} changed the order of stages at {}: {first} first", seat(*who), site(*id))
        }
        Event::StaffLent { seat: who, from, to, staff, number } => {
            format!("{} sent {number} {} from {} to {}", seat(*who), staff.words(), site(*from), site(*to))
        }
        Event::Referred { seat: who, person, to } => format!("{} referred {person} to {}", seat(*who), to.words()),
        Event::Hospitalised { person } => format!("{person} was taken to hospital"),
        Event::ConsulateTold { seat: who, person, nationality } => {
            let of = s.reception.nationality(*nationality);
            format!("{} told the consulate of {of} about {person}", seat(*who))
        }
        Event::PlacementDecided { seat: who, person, how } => {
            format!("{} decided where {person} stays: {}", seat(*who), how.words())
        }
        Event::Transferred { seat: who, person, from, to } => {
            format!("{} sent {person} from {} to {}", seat(*who), site(*from), site(*to))
        }
        Event::OutcomeDecided { seat: who, person, outcome, due } => {
            let to = match outcome {
                Outcome::AssistedReturn { to } | Outcome::Return { to } => format!(" to {}", party(*to)),
                _ => String::new(),
            };
            format!("{} decided for {person}: {}{to}, due {}", seat(*who), outcome.words(), s.start.at(*due).dtg())
        }
        Event::Violated { seat: who, person, what } => {
            format!("Violation by an order of {}: {} ({person})", seat(*who), what.words())
        }
        Event::Charged { seat: who, person, offence } => {
            format!("{} charged {person} with {}", seat(*who), offence.words())
        }
        Event::WitnessProtected { seat: who, person } => format!("{} protected {person} as a witness", seat(*who)),
        Event::WitnessLost { person } => {
            format!("{person}, who could have told of the organisers, is lost as a witness")
        }
        Event::OrganiserIdentified { person, party: of } => {
            format!("{} identified {person} as an organiser", party(*of))
        }
        Event::EvidenceCame { party: of, case, items } => {
            let what: Vec<&str> = items.iter().map(|item| item.words()).collect();
            format!("Evidence of {} came to {}: {}", craft_name(s, *case), party(*of), what.join(", "))
        }
        Event::EvidenceSecured { seat: who, case, item, condition } => format!(
            "{} secured {} of {}, {:.0} % of it left",
            seat(*who),
            item.words(),
            craft_name(s, *case),
            condition * 100.0
        ),
        Event::EvidenceSpoiled { seat: who, case, item } => {
            format!("{} let go of {} of {}", seat(*who), item.words(), craft_name(s, *case))
        }
        Event::Fetched { case, position, place, persons } => format!(
            "{persons} people of {}, who had reached the shore at {position} by themselves, were brought by land to {}",
            craft_name(s, *case),
            place_name(s, *place)
        ),
        Event::AssessmentAsked { seat: who, person } => {
            format!("{} asked for the assessment of {person}'s need of protection", seat(*who))
        }
        Event::Assessed { person, hearing } => {
            let by = match hearing.office {
                AssessmentOffice::State(of) => party(of),
                AssessmentOffice::Centre => "the regional centre".to_owned(),
            };
            let found = if hearing.in_need { "in need of protection" } else { "not in need of protection" };
            let again = if hearing.repeat { ", heard before" } else { "" };
            format!("{person} was heard by {by} and found {found}{again}")
        }
        Event::FoodShort { site: id, without_food } => {
            format!("Reception at {}: {without_food} without food", site(*id))
        }
        Event::IdentityEstablished { person, liaison } => {
            let how = if *liaison { ", with an officer of that state" } else { "" };
            format!("It was established who {person} is{how}")
        }
        Event::LeadTakenUp { party: of, about, .. } => {
            format!("The police of {} took up a lead about {}", party(*of), about.words())
        }
        Event::LeadFollowed { party: of, about, sound, officer_h, .. } => {
            let what = if *sound { "it bore out" } else { "it was false" };
            let words = about.words();
            format!(
                "The police of {} followed a lead about {words} up in {officer_h:.0} h of officers: {what}",
                party(*of)
            )
        }
        Event::AssistanceShared { seat: who, to, case, what, .. } => {
            format!("{} shared with {} about {}: {what}", seat(*who), seat(*to), craft_name(s, *case))
        }
        Event::ExtraditionGranted { seat: who, person, to, due } => {
            let (to, due) = (party(*to), s.start.at(*due).dtg());
            format!("{} granted that {person} is handed over to {to} for trial, due {due}", seat(*who))
        }
        Event::Relocated { seat: who, person, from, to, arrive } => format!(
            "{} had {person} taken from {} to {}, to arrive {}",
            seat(*who),
            site(*from),
            site(*to),
            s.start.at(*arrive).dtg()
        ),
    }
}
