//! Events in words, for the time lines of EXCON and of the reviewer.
//!
//! Events are omniscient, so **no seat ever receives what is told here**.

use std::collections::BTreeMap;

use super::wire::{Happening, HappeningKind};
use crate::base::Tick;
use crate::base::ids::{PlaceId, SruId};
use crate::scenario::{Milestone, Scenario};
use crate::score::Teller;
use crate::sim::alongside::Deed;
use crate::sim::signals::SignalEvent;
use crate::sim::{
    DeathCause, Event, Fact, FrameEvent, Intervention, Notice, Setting, Stamped, ashore, mail, means, plot, portal,
};

/// Tells what happens, tick by tick. It must hear every event in order, because answers and arrivals are told with
/// what was asked or sent.
#[derive(Debug, Clone)]
pub struct Narrator<'a> {
    scenario: &'a Scenario,
    teller: Teller<'a>,
}

/// What happens to several people in one tick is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Many {
    Recovered(SruId, Setting),
    Body(SruId),
    Landed(Option<SruId>, Option<PlaceId>, bool),
    Died(Setting, DeathCause),
}

impl<'a> Narrator<'a> {
    /// A narrator that has heard nothing yet.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, teller: Teller::new(scenario) }
    }

    /// One tick's events in words. Some say nothing a person at a time line wants to read, and people who share a
    /// fate share a line.
    pub fn tell(&mut self, events: &[Stamped<Event>]) -> Vec<Happening> {
        let mut told: Vec<Happening> = Vec::new();
        let mut many: BTreeMap<Many, (usize, u32)> = BTreeMap::new();
        for stamped in events {
            let text = self.teller.tell(&stamped.body);
            let Some(kind) = kind(&stamped.body) else { continue };
            let happening = Happening { tick: stamped.tick, seat: stamped.seat, kind, text };
            let Some(group) = group(&stamped.body) else {
                told.push(happening);
                continue;
            };
            let (place, count) = many.entry(group).or_insert((told.len(), 0));
            *count += 1;
            if *count == 1 {
                told.push(happening);
            } else {
                told[*place].text = self.of_many(group, *count);
            }
        }
        told
    }

    fn of_many(&self, group: Many, count: u32) -> String {
        let sru = |id: SruId| self.scenario.srus.get(id.index()).map_or("a unit", |sru| sru.name.as_str());
        match group {
            Many::Recovered(unit, from) => format!("{} took {count} people aboard alive ({})", sru(unit), from.words()),
            Many::Body(unit) => format!("{} recovered {count} bodies", sru(unit)),
            Many::Landed(unit, place, safe) => {
                if let (None, Some(place)) = (unit, place) {
                    let place = self.scenario.places.get(place.index()).map_or("a place", |place| place.name.as_str());
                    return format!("{count} people brought by land to {place}");
                }
                let by = unit.map_or_else(String::new, |unit| format!(" from {}", sru(unit)));
                let place = place.and_then(|place| self.scenario.places.get(place.index()));
                let place = place.map_or_else(|| "on an open shore".to_owned(), |place| format!("at {}", place.name));
                let safety = if safe { "" } else { ", not a place of safety" };
                format!("{count} people landed alive {place}{by}{safety}")
            }
            Many::Died(setting, cause) => format!("{count} people died {}: {}", setting.words(), cause.words()),
        }
    }
}

fn group(event: &Event) -> Option<Many> {
    match event {
        Event::PersonRecovered { sru, from, .. } => Some(Many::Recovered(*sru, *from)),
        Event::BodyRecovered { sru, .. } => Some(Many::Body(*sru)),
        Event::PersonLanded { sru, place, safe, .. } => Some(Many::Landed(*sru, *place, *safe)),
        Event::PersonDied { cause, setting, .. } => Some(Many::Died(*setting, *cause)),
        _ => None,
    }
}

/// The lane an event belongs to. `None` if it says nothing beside those around it: people moving are told by the
/// stage that moved them, milestones by what reached them.
fn kind(event: &Event) -> Option<HappeningKind> {
    Some(match event {
        Event::PersonMoved { .. } | Event::MilestoneReached { .. } => return None,
        Event::TroubleStruck { .. }
        | Event::StageReached { .. }
        | Event::CrowdMoved { .. }
        | Event::Stranded { .. }
        | Event::RaftAfloat { .. }
        | Event::ExerciseEnded { .. } => HappeningKind::Casualty,
        Event::PersonRecovered { .. }
        | Event::BodyRecovered { .. }
        | Event::PersonLanded { .. }
        | Event::PersonDied { .. } => HappeningKind::People,
        Event::CommandRejected { .. }
        | Event::PhaseSet { .. }
        | Event::CaseOpened { .. }
        | Event::ResponsibilityTaken { .. }
        | Event::RequestMade { .. }
        | Event::RequestAnswered { .. }
        | Event::DistressBroadcast { .. }
        | Event::Logged { .. }
        | Event::Dealing(_)
        | Event::Means(_)
        | Event::Plot(_) => HappeningKind::Decision,
        Event::Ashore(what) => return ashore_kind(what),
        Event::Alongside(deed) => match **deed {
            Deed::PersonTransferred { .. } => return None,
            Deed::TurnedRound { .. } | Deed::TurnedBack { .. } => HappeningKind::Decision,
            _ => HappeningKind::Unit,
        },
        Event::Portal(_) | Event::Press(_) => HappeningKind::Message,
        Event::Signal(what) => match **what {
            SignalEvent::BeaconOn { .. } | SignalEvent::BeaconSpent { .. } | SignalEvent::PhoneEmpty { .. } => {
                HappeningKind::Casualty
            }
            SignalEvent::Homed { first: true, .. } => HappeningKind::Unit,
            SignalEvent::Homed { first: false, .. } => return None,
            _ => HappeningKind::Message,
        },
        // That a form was read is a mark on it; that its sender learnt of it is news.
        Event::Mail(mail::Event::Read { .. } | mail::Event::ReceiptAsked { .. }) => return None,
        Event::Mail(mail::Event::ReceiptCame { .. }) => HappeningKind::Message,
        Event::MessageSent { .. }
        | Event::MessageDelivered { .. }
        | Event::MessageLost { .. }
        | Event::CallUnanswered { .. } => HappeningKind::Message,
        Event::OrderGiven { .. }
        | Event::SruDeparted { .. }
        | Event::SruArrived { .. }
        | Event::SearchBegan { .. }
        | Event::SearchCompleted { .. }
        | Event::SruBrokeOff { .. }
        | Event::SruFailed { .. }
        | Event::Sighted { .. }
        | Event::RecoveryBegan { .. }
        | Event::RecoveryEnded { .. } => HappeningKind::Unit,
        Event::Intervened { what: Intervention::Note { .. } } => HappeningKind::Note,
        Event::Intervened { .. }
        | Event::InterventionRefused { .. }
        | Event::InjectFired { .. }
        | Event::InjectOvertaken { .. }
        | Event::ExpectationMet { .. }
        | Event::ExpectationPartlyMet { .. }
        | Event::ExpectationMissed { .. }
        | Event::Frame(FrameEvent::TimeRuns { .. } | FrameEvent::StepDone { .. }) => HappeningKind::Excon,
        Event::Frame(
            FrameEvent::ProtestBegan { .. } | FrameEvent::ProtestEnded { .. } | FrameEvent::SiteClosed { .. },
        ) => HappeningKind::Decision,
        Event::Frame(FrameEvent::WaterCame { .. }) => HappeningKind::People,
    })
}

/// The same for what happens ashore: what is decided, and what befalls people; not each step of each file.
fn ashore_kind(what: &ashore::Event) -> Option<HappeningKind> {
    use ashore::Event as E;
    Some(match what {
        E::Received { .. } | E::StageDone { .. } | E::StageSkipped { .. } | E::PlacementDecided { .. } => return None,
        E::AssessmentAsked { .. } | E::Assessed { .. } | E::IdentityEstablished { .. } => return None,
        E::Found { .. }
        | E::Shortage { .. }
        | E::FoodShort { .. }
        | E::Hospitalised { .. }
        | E::WitnessLost { .. }
        | E::Violated { .. }
        | E::Fetched { .. }
        | E::OrganiserIdentified { .. }
        | E::EvidenceCame { .. } => HappeningKind::People,
        E::OpeningOrdered { .. }
        | E::Opened { .. }
        | E::Prioritised { .. }
        | E::StaffLent { .. }
        | E::Referred { .. }
        | E::ConsulateTold { .. }
        | E::Transferred { .. }
        | E::OutcomeDecided { .. }
        | E::Charged { .. }
        | E::WitnessProtected { .. }
        | E::EvidenceSecured { .. }
        | E::EvidenceSpoiled { .. }
        | E::AssistanceShared { .. }
        | E::ExtraditionGranted { .. }
        | E::Relocated { .. }
        | E::LeadTakenUp { .. }
        | E::LeadFollowed { .. } => HappeningKind::Decision,
    })
}

/// Whether somebody who asked for the next event wants to stop here: something reached a seat, was seen, changed for
/// the casualty, fired or was decided, failed, or somebody first came ashore.
pub fn worth_stopping(event: &Event) -> bool {
    match event {
        Event::Portal(what) => !matches!(**what, portal::Event::Posted { .. }),
        Event::Signal(what) => matches!(
            **what,
            SignalEvent::BeaconOn { .. } | SignalEvent::LineDied { .. } | SignalEvent::Homed { first: true, .. }
        ),
        Event::MessageDelivered { .. }
        | Event::Press(_)
        | Event::Sighted { .. }
        | Event::TroubleStruck { .. }
        | Event::StageReached { .. }
        | Event::InjectFired { .. }
        | Event::InjectOvertaken { .. }
        | Event::ExpectationMet { .. }
        | Event::ExpectationPartlyMet { .. }
        | Event::ExpectationMissed { .. }
        | Event::SruFailed { .. }
        | Event::ExerciseEnded { .. } => true,
        Event::MilestoneReached { milestone } => matches!(milestone, Milestone::Landed(..) | Milestone::Recovered(..)),
        _ => false,
    }
}

/// Whether a fact comes to a seat from elsewhere, and is not what the seat itself has just done.
pub(super) fn is_news(fact: &Fact) -> bool {
    match fact {
        Fact::Received { .. }
        | Fact::NoAnswer { .. }
        | Fact::Responsible { .. }
        | Fact::AskedOfUs { .. }
        | Fact::Answered { .. }
        | Fact::Report { .. }
        | Fact::Sighted { .. }
        | Fact::Refused { .. } => true,
        Fact::Notice(Notice::Means(notice)) => {
            !matches!(**notice, means::Notice::WeContributed { .. } | means::Notice::WeGave { .. })
        }
        Fact::Ashore(fact) => !matches!(**fact, ashore::Fact::Did(_)),
        Fact::Portal(fact) => !matches!(**fact, portal::Fact::WePosted { .. } | portal::Fact::WeRead { .. }),
        Fact::Press(_) | Fact::Line(_) | Fact::Homed(_) => true,
        Fact::Plot(fact) => matches!(**fact, plot::Fact::Reopened { reason: None, .. }),
        Fact::Mail(fact) => matches!(fact, mail::Fact::Receipt { .. }),
        Fact::Sent { .. }
        | Fact::Called { .. }
        | Fact::PhaseSet { .. }
        | Fact::Asked { .. }
        | Fact::WeAnswered { .. }
        | Fact::Broadcast { .. }
        | Fact::Ordered { .. }
        | Fact::Logged { .. }
        | Fact::Notice(Notice::WeWithdrew { .. } | Notice::WeAgreed { .. } | Notice::WeReleased { .. }) => false,
        Fact::Notice(_) => true,
    }
}

/// The bookmarks and notes among some events: when, in which words, and whether it is a bookmark.
pub fn notes<'e>(events: impl IntoIterator<Item = &'e Stamped<Event>>) -> Vec<(Tick, String, bool)> {
    let note = |stamped: &'e Stamped<Event>| match &stamped.body {
        Event::Intervened { what: Intervention::Note { text, bookmark } } => {
            Some((stamped.tick, text.clone(), *bookmark))
        }
        _ => None,
    };
    events.into_iter().filter_map(note).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Position;
    use crate::base::ids::{CraftId, PersonId, SeatId};
    use crate::scenario;
    use crate::sim::MoveCause;

    #[test]
    fn people_who_share_a_fate_share_a_line_and_names_are_those_of_the_scenario() {
        let scenario = scenario::read(scenario::EXAMPLE).0.unwrap();
        let mut narrator = Narrator::new(&scenario);
        let sru = SruId(0);
        let recovered =
            |n| Event::PersonRecovered { person: PersonId(n), sru, case: CraftId(0), from: Setting::InWater };
        let moved = Event::PersonMoved {
            person: PersonId(0),
            from: Setting::AboardCasualty,
            to: Setting::InWater,
            cause: MoveCause::Capsize,
        };
        let died = Event::PersonDied {
            person: PersonId(9),
            cause: DeathCause::Drowning,
            setting: Setting::InWater,
            position: Position::new(0.0, 0.0).unwrap(),
        };
        let logged = Event::Logged { seat: SeatId(0), text: "a line".to_owned() };
        let events: Vec<_> = [moved, recovered(1), logged, recovered(2), died, recovered(3)]
            .into_iter()
            .zip(0..)
            .map(|(body, seq)| Stamped { tick: Tick(5), seat: None, seq, body })
            .collect();
        let told = narrator.tell(&events);
        let kinds: Vec<_> = told.iter().map(|happening| happening.kind).collect();
        assert_eq!(kinds, [HappeningKind::People, HappeningKind::Decision, HappeningKind::People]);
        let name = &scenario.srus[0].name;
        assert!(told[0].text.contains(name.as_str()) && told[0].text.contains("3 people"), "{}", told[0].text);
        assert!(told[1].text.contains(&scenario.seats[0].name), "{}", told[1].text);
    }
}
