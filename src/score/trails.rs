//! Each person's journey in order: from aboard, through the water and a rescuer, to the stages ashore and the outcome.
//!
//! A fold over events. **It counts nothing**: the counts are `people`'s and `reception`'s; how a journey ended is as
//! those say.

use crate::base::Tick;
use crate::base::ids::{CraftId, PersonId, SeatId, SiteId};
use crate::scenario::Scenario;
use crate::sim::ashore::{self, Outcome};
use crate::sim::{Event, Setting, Stamped, World};

use super::journeys::EndState;
use super::model::Evidence;
use super::reception::Reception;
use super::words::{craft_name, place_name, seat_name, sru_name};

/// In which part of the journey somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leg {
    /// Aboard the vessel they set out on.
    Aboard,
    /// On its hull, in a raft or in the water.
    AtSea,
    /// Aboard a rescuer.
    Rescuer,
    /// Ashore.
    Ashore,
    /// Dead.
    Dead,
    /// Gone: returned or handed over.
    Gone,
}

impl Leg {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [Self::Aboard, Self::AtSea, Self::Rescuer, Self::Ashore, Self::Dead, Self::Gone];

    /// Words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Aboard => "aboard their vessel",
            Self::AtSea => "in the water, a raft or on the hull",
            Self::Rescuer => "aboard a rescuer",
            Self::Ashore => "ashore",
            Self::Dead => "dead",
            Self::Gone => "returned",
        }
    }

    /// A letter for it.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Aboard => "V",
            Self::AtSea => "W",
            Self::Rescuer => "R",
            Self::Ashore => "A",
            Self::Dead => "†",
            Self::Gone => "G",
        }
    }

    fn of(setting: Setting) -> Self {
        match setting {
            Setting::AboardCasualty => Self::Aboard,
            Setting::InRaft | Setting::OnHull | Setting::HoldingOn | Setting::InWater => Self::AtSea,
            Setting::AboardRescuer => Self::Rescuer,
            Setting::Ashore => Self::Ashore,
        }
    }
}

/// A step of a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailStep {
    /// When.
    pub tick: Tick,
    /// In which part of the journey it leaves them.
    pub leg: Leg,
    /// What happened, in a few words.
    pub text: String,
}

/// One person's journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// Whose.
    pub person: PersonId,
    /// The vessel they set out on.
    pub craft: CraftId,
    /// Age \[years\].
    pub age_years: u8,
    /// Whether male.
    pub male: bool,
    /// The steps, oldest first; the first is where they were at the beginning.
    pub steps: Vec<TrailStep>,
    /// How it had ended. Exists when and only when the person was landed alive and there is reception in the scenario.
    pub end: Option<EndState>,
}

impl Trail {
    /// In which part of the journey it leaves them.
    pub fn leg(&self) -> Leg {
        self.steps.last().map_or(Leg::Aboard, |step| step.leg)
    }

    /// How it ended, in words.
    pub fn outcome(&self) -> &'static str {
        self.end.map_or(self.leg().words(), EndState::words)
    }
}

/// The journeys of everybody, in order of `PersonId`. Events about nobody there is change nothing.
pub fn trails<'e>(
    scenario: &Scenario,
    initial: &World,
    events: impl IntoIterator<Item = &'e Stamped<Event>>,
    until: Tick,
) -> Vec<Trail> {
    let mut all: Vec<Trail> = initial
        .people
        .iter()
        .map(|person| {
            let setting = person.whereabouts.setting();
            let text = match setting {
                Setting::AboardCasualty => format!("aboard {}", craft_name(scenario, person.craft)),
                other => other.words().to_owned(),
            };
            Trail {
                person: person.id,
                craft: person.craft,
                age_years: person.body.age_years,
                male: person.male,
                steps: vec![TrailStep { tick: initial.tick, leg: Leg::of(setting), text }],
                end: None,
            }
        })
        .collect();
    let mut reception = Reception::new(scenario, initial);
    for (nth, stamped) in (0..).zip(events) {
        let evidence = Evidence { tick: stamped.tick, event: nth, text: String::new() };
        reception.take(&stamped.body, &evidence);
        let Some((person, leg, text)) = step(scenario, &stamped.body) else { continue };
        let Some(trail) = all.get_mut(person.index()) else { continue };
        // Whatever happens to a body, the person is dead.
        let leg = if trail.leg() == Leg::Dead { Leg::Dead } else { leg.unwrap_or_else(|| trail.leg()) };
        trail.steps.push(TrailStep { tick: stamped.tick, leg, text });
    }
    for trail in &mut all {
        trail.end = reception.end_of(trail.person, until);
    }
    all
}

/// What an event is on somebody's journey: whose, which part it begins if it begins one, and words.
fn step(s: &Scenario, event: &Event) -> Option<(PersonId, Option<Leg>, String)> {
    Some(match event {
        Event::PersonMoved { person, to, .. } => (*person, Some(Leg::of(*to)), to.words().to_owned()),
        Event::PersonRecovered { person, sru, .. } => {
            (*person, Some(Leg::Rescuer), format!("taken aboard {}", sru_name(s, *sru)))
        }
        Event::BodyRecovered { person, sru } => {
            (*person, Some(Leg::Dead), format!("body taken aboard {}", sru_name(s, *sru)))
        }
        Event::PersonLanded { person, sru: None, place: Some(place), safe } => {
            let safe = if *safe { "" } else { ", no place of safety" };
            (*person, Some(Leg::Ashore), format!("brought by land to {}{safe}", place_name(s, *place)))
        }
        Event::PersonLanded { person, place, safe, .. } => {
            let place = place.map_or_else(|| "the shore".to_owned(), |place| place_name(s, place));
            let safe = if *safe { "" } else { ", no place of safety" };
            (*person, Some(Leg::Ashore), format!("landed at {place}{safe}"))
        }
        Event::PersonDied { person, cause, setting, .. } => {
            (*person, Some(Leg::Dead), format!("died {}: {}", setting.words(), cause.words()))
        }
        Event::Ashore(event) => {
            let person = event.person()?;
            let (leg, text) = ashore_step(s, event)?;
            (person, leg, text)
        }
        _ => return None,
    })
}

fn ashore_step(s: &Scenario, event: &ashore::Event) -> Option<(Option<Leg>, String)> {
    use ashore::Event as E;
    let site = |site: SiteId| s.reception.site(site).map_or_else(|| "a site".to_owned(), |of| place_name(s, of.place));
    let by = |seat: &SeatId| seat_name(s, *seat);
    let mut leg = None;
    let text = match event {
        E::Received { site: at, .. } => format!("received at {}", site(*at)),
        E::StageDone { stage, understood: true, .. } => format!("{} done", stage.words()),
        E::StageDone { stage, .. } => format!("{} done, not understood", stage.words()),
        E::StageSkipped { stage, seat, .. } => format!("{} left out by {}", stage.words(), by(seat)),
        E::Found { what, .. } => format!("found: {}", what.words()),
        E::Referred { to, .. } => format!("referred to {}", to.words()),
        E::Hospitalised { .. } => "taken to hospital".to_owned(),
        E::ConsulateTold { nationality, .. } => {
            format!("consulate told: {}", s.reception.nationality(*nationality))
        }
        E::PlacementDecided { how, .. } => format!("to stay: {}", how.words()),
        E::Transferred { to, .. } => format!("moved to {}", site(*to)),
        E::OutcomeDecided { outcome, seat, .. } => {
            if matches!(outcome, Outcome::Return { .. }) {
                leg = Some(Leg::Gone);
            }
            format!("decided by {}: {}", by(seat), outcome.words())
        }
        E::Violated { what, seat, .. } => format!("right violated by {}: {}", by(seat), what.words()),
        E::Charged { offence, .. } => format!("charged with {}", offence.words()),
        E::WitnessProtected { .. } => "protected as a witness".to_owned(),
        E::WitnessLost { .. } => "no longer to be had as a witness".to_owned(),
        E::OrganiserIdentified { .. } => "identified as an organiser".to_owned(),
        _ => return None,
    };
    Some((leg, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;
    use crate::sim::{Command, Theatre, step as tick};

    /// A world and its events, with nobody acting: the boat is left to itself.
    fn left_alone(text: &str, hours: i64) -> (Theatre, World, World, Vec<Stamped<Event>>) {
        let scenario = crate::scenario::read(text).0.unwrap();
        let theatre = Theatre::new(scenario);
        let initial = World::new(&theatre, 5);
        let mut world = initial.clone();
        let mut events = Vec::new();
        let nobody: [Stamped<Command>; 0] = [];
        while world.tick < Tick::START.after(Span::hours(hours)) {
            events.extend(tick(&theatre, &mut world, &nobody));
        }
        (theatre, initial, world, events)
    }

    #[test]
    fn everybody_has_a_journey_and_it_ends_where_they_are() {
        let (theatre, initial, world, events) = left_alone(crate::scenario::EXAMPLE, 36);
        let all = trails(&theatre.scenario, &initial, &events, world.tick);
        assert_eq!(all.len(), world.people.len());
        let mut moved = 0;
        for (trail, person) in all.iter().zip(&world.people) {
            assert_eq!(trail.person, person.id);
            assert!(trail.steps.is_sorted_by_key(|step| step.tick));
            let dead = matches!(person.fate, crate::sim::Fate::Dead { .. });
            assert_eq!(trail.leg() == Leg::Dead, dead, "{:?}", trail.steps);
            if !dead {
                assert_eq!(trail.leg(), Leg::of(person.whereabouts.setting()));
            }
            moved += usize::from(trail.steps.len() > 1);
        }
        assert!(moved > 20, "most died or were in the water: {moved}");
    }

    #[test]
    fn stages_ashore_are_steps_and_an_event_about_nobody_is_none() {
        let (theatre, initial, _, _) = left_alone(include_str!("../sim/ashore/fixture.ron"), 0);
        let site = SiteId(0);
        let event = |at, body| Stamped { tick: Tick(at), seat: None, seq: 0, body };
        let ashore = |at, body| event(at, Event::Ashore(Box::new(body)));
        let person = PersonId(3);
        let stage = crate::sar::reception::Stage::Triage;
        let done = ashore::Event::StageDone { person, site, stage, understood: true };
        let outcome = Outcome::Return { to: crate::base::ids::PartyId(1) };
        let events = vec![
            event(9, Event::PersonLanded { person, sru: None, place: None, safe: true }),
            ashore(10, ashore::Event::Received { person, site }),
            ashore(12, done),
            ashore(12, ashore::Event::Received { person: PersonId(9999), site }),
            ashore(20, ashore::Event::OutcomeDecided { seat: SeatId(2), person, outcome, due: Tick(20) }),
        ];
        let all = trails(&theatre.scenario, &initial, &events, Tick(30));
        let legs: Vec<Leg> = all[3].steps.iter().map(|step| step.leg).collect();
        assert_eq!(legs, [Leg::Aboard, Leg::Ashore, Leg::Ashore, Leg::Ashore, Leg::Gone]);
        assert_eq!(all[3].end, Some(EndState::Returned));
        assert_eq!(all[3].outcome(), "returned or handed over");
        assert_eq!((all[4].steps.len(), all[4].end), (1, None));
    }
}
