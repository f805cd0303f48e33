//! Each event in a few plain words, with the names of the scenario.
//!
//! Requests and messages are told with who sent them to whom, so a teller must hear of every event in order.

use std::collections::BTreeMap;

use crate::base::ids::{CraftId, ExpectationId, InjectId, MessageId, PartyId, PlaceId, RequestId, SeatId, SruId};
use crate::base::math;
use crate::base::quantity::{knots, nmi};
use crate::scenario::{Channel, Milestone, Nature, Phase, Proof, Scenario, Stage, TroubleKind};
use crate::sea::Flow;
use crate::sim::signals::Unheard;
use crate::sim::{
    Answer, Ask, Dealing, EndCause, Event, Intervention, MessageBody, MoveCause, Order, Rejection, Seen, Source,
    StageCause, Terms, mail,
};

use super::frame_words::{self, effect_words};

/// The name of a phase as mariners write it.
pub fn phase_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Uncertainty => "INCERFA",
        Phase::Alert => "ALERFA",
        Phase::Distress => "DETRESFA",
    }
}

/// A stage of a casualty in words.
pub fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::UnderWay => "under way",
        Stage::Adrift => "adrift",
        Stage::Flooding => "flooding",
        Stage::Listing => "listing",
        Stage::Capsized => "capsized",
        Stage::Sunk => "sunk",
    }
}

/// What a look-out recognised, in words.
pub fn seen_words(seen: Seen) -> &'static str {
    match seen {
        Seen::Vessel => "the vessel",
        Seen::CapsizedHull => "a capsized hull",
        Seen::PersonInWater => "a person in the water",
        Seen::Body => "a body",
        Seen::Debris => "debris",
        Seen::LifeRaft => "a life raft",
    }
}

/// A channel in words.
pub fn channel_words(channel: Channel) -> &'static str {
    channel.words()
}

/// A request in words, to follow "asked X to".
pub fn ask_words(ask: &Ask, scenario: &Scenario) -> String {
    match ask {
        Ask::Coordinate => "take over coordination".to_owned(),
        Ask::Deploy { at, .. } => format!("send units to {at}"),
        Ask::Divert { sru, at } => format!("divert {} to {at}", sru_name(scenario, *sru)),
        Ask::Land { place, persons } => format!("let {persons} persons land at {}", place_name(scenario, *place)),
        Ask::Enter => "give leave to enter its territorial sea".to_owned(),
        Ask::Lend { sru } => format!("lend {}", sru_name(scenario, *sru)),
        Ask::Clear(told) => {
            let (place, asker) = (place_name(scenario, told.place), seat_name(scenario, told.asker));
            format!("decide whether {} persons may land at {place}, as {asker} asks", told.persons)
        }
        Ask::Means(wanted) => super::means_words::wanted(scenario, wanted),
        Ask::Assist(wanted) => format!("give legal assistance: {}", wanted.words()),
    }
}

/// Terms in words.
pub fn terms_words(terms: &Terms, scenario: &Scenario) -> String {
    terms.words(|place| place_name(scenario, place), |tick| scenario.start.at(tick).dtg())
}

/// An answer in words.
pub fn answer_words(answer: &Answer, scenario: &Scenario) -> String {
    match answer {
        Answer::AcceptIf { terms } => format!("accepted on terms: {}", terms_words(terms, scenario)),
        Answer::Accept => "accepted".to_owned(),
        Answer::Refuse { reason } if reason.is_empty() => "refused".to_owned(),
        Answer::Refuse { reason } => format!("refused: {reason}"),
    }
}

pub(crate) fn seat_name(scenario: &Scenario, seat: SeatId) -> String {
    scenario.seats.get(seat.index()).map_or_else(|| seat.to_string(), |s| s.name.clone())
}

pub(crate) fn sru_name(scenario: &Scenario, sru: SruId) -> String {
    scenario.srus.get(sru.index()).map_or_else(|| sru.to_string(), |s| s.name.clone())
}

pub(crate) fn place_name(scenario: &Scenario, place: PlaceId) -> String {
    scenario.places.get(place.index()).map_or_else(|| place.to_string(), |p| p.name.clone())
}

pub(crate) fn craft_name(scenario: &Scenario, craft: CraftId) -> String {
    scenario.craft.get(craft.index()).map_or_else(|| craft.to_string(), |c| c.name.clone())
}

pub(crate) fn party_name(scenario: &Scenario, party: PartyId) -> String {
    scenario.parties.get(party.index()).map_or_else(|| party.to_string(), |p| p.name.clone())
}

fn inject_name(scenario: &Scenario, inject: InjectId) -> String {
    scenario.injects.get(inject.index()).map_or_else(|| inject.to_string(), |i| format!("\"{}\"", i.purpose))
}

pub(super) fn expectation_name(scenario: &Scenario, expectation: ExpectationId) -> String {
    scenario.expectations.get(expectation.index()).map_or_else(|| expectation.to_string(), |e| e.what.clone())
}

/// Tells events in words. Give it every event, in order.
#[derive(Debug, Clone)]
pub struct Teller<'a> {
    scenario: &'a Scenario,
    /// Who asked whom for what.
    requests: BTreeMap<RequestId, (SeatId, SeatId, String)>,
    /// Who sent what to whom.
    messages: BTreeMap<MessageId, (String, &'static str)>,
}

impl<'a> Teller<'a> {
    /// A teller that has heard nothing yet.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, requests: BTreeMap::new(), messages: BTreeMap::new() }
    }

    /// The event in words, without its time.
    pub fn tell(&mut self, event: &Event) -> String {
        let s = self.scenario;
        let seat = |id: SeatId| seat_name(s, id);
        let sru = |id: SruId| sru_name(s, id);
        let craft = |id: CraftId| craft_name(s, id);
        match event {
            Event::CommandRejected { seat: who, what, why } => {
                format!("{} could not {what}: {}", seat(*who), rejection_words(why))
            }
            Event::PhaseSet { seat: who, phase, reason, .. } => {
                format!("{} declared {}{}", seat(*who), phase_words(*phase), because(reason))
            }
            Event::CaseOpened { seat: who, case } => format!("{} first heard of {}", seat(*who), craft(*case)),
            Event::ResponsibilityTaken { case, from, to } => match from {
                Some(from) => format!("Responsibility for {} went from {} to {}", craft(*case), seat(*from), seat(*to)),
                None => format!("Responsibility for {} came to {}", craft(*case), seat(*to)),
            },
            Event::MessageSent { message, from, to, channel, body } => {
                let from = source_words(s, from);
                self.messages.insert(*message, (from.clone(), body_noun(body)));
                format!("{from} to {} by {}: {}", seat(*to), channel_words(*channel), body_words(s, body))
            }
            Event::MessageDelivered { message, to } => match self.messages.get(message) {
                Some((from, noun)) => format!("{} received the {noun} from {from}", seat(*to)),
                // Requests and answers are told where they are made; so is what was sent before a branch.
                None => format!("{} received a request or an answer", seat(*to)),
            },
            Event::MessageLost { message, to, channel, why } => {
                let how = match why {
                    Unheard::Chance => String::new(),
                    why => format!(" ({}: {})", channel_words(*channel), why.words()),
                };
                match self.messages.get(message) {
                    Some((from, noun)) => format!("The {noun} from {from} to {} was lost{how}", seat(*to)),
                    None => format!("A request, an answer or a receipt to {} was lost{how}", seat(*to)),
                }
            }
            Event::CallUnanswered { seat: who, case } => {
                format!("{} called {} and had no answer", seat(*who), craft(*case))
            }
            Event::RequestMade { request, from, to, what, by, .. } => {
                let words = ask_words(what, s);
                self.requests.insert(*request, (*from, *to, words.clone()));
                let by = by.map_or_else(String::new, |by| format!(", with an answer by {}", s.start.at(by).dtg()));
                format!("{} asked {} to {words}{by}", seat(*from), seat(*to))
            }
            Event::RequestAnswered { request, by, answer } => match self.requests.get(request) {
                Some((from, _, what)) => {
                    format!(
                        "{} answered {} on the request to {what}: {}",
                        seat(*by),
                        seat(*from),
                        answer_words(answer, s)
                    )
                }
                None => format!("{} answered an earlier request: {}", seat(*by), answer_words(answer, s)),
            },
            Event::DistressBroadcast { seat: who, position, ships, .. } => {
                let ships = if *ships == 1 { "1 ship".to_owned() } else { format!("{ships} ships") };
                format!("{} broadcast distress to shipping for {position}; {ships} in reach", seat(*who))
            }
            Event::Logged { seat: who, text } => format!("{} logged: {text}", seat(*who)),
            Event::OrderGiven { seat: who, sru: unit, order, .. } => {
                format!("{} ordered {} to {}", seat(*who), sru(*unit), order_words(s, order))
            }
            Event::SruDeparted { sru: unit } => format!("{} got under way", sru(*unit)),
            Event::SruArrived { sru: unit, position, place } => match place {
                Some(place) => format!("{} arrived at {}", sru(*unit), place_name(s, *place)),
                None => format!("{} arrived at {position}", sru(*unit)),
            },
            Event::SearchBegan { sru: unit, area_m2, spacing_m, sweep_width_m } => format!(
                "{} began to search {:.0} NM² at {:.1} NM spacing, sweep width {:.1} NM",
                sru(*unit),
                nmi(nmi(*area_m2)),
                nmi(*spacing_m),
                nmi(*sweep_width_m)
            ),
            Event::SearchCompleted { sru: unit } => format!("{} completed its search", sru(*unit)),
            Event::SruBrokeOff { sru: unit, why } => format!("{} broke off: {why}", sru(*unit)),
            Event::SruFailed { sru: unit } => format!("{} went out of service", sru(*unit)),
            Event::Sighted { sru: unit, what, position, persons, .. } => {
                let with = if *persons > 1 { format!(" with {persons} persons") } else { String::new() };
                format!("{} sighted {}{with} at {position}", sru(*unit), seen_words(*what))
            }
            Event::RecoveryBegan { sru: unit, .. } => format!("{} began to take people aboard", sru(*unit)),
            Event::RecoveryEnded { sru: unit, living, dead } => {
                format!("{} found nobody more; aboard {living} living, {dead} dead", sru(*unit))
            }
            Event::PersonRecovered { person, sru: unit, from, .. } => {
                format!("{} took {person} aboard alive, from {}", sru(*unit), from_words(*from))
            }
            Event::BodyRecovered { person, sru: unit } => format!("{} recovered the body of {person}", sru(*unit)),
            Event::PersonLanded { person, sru: None, place: Some(place), safe } => {
                let safety = if *safe { "" } else { ", not a place of safety" };
                format!("{person} was brought by land to {}{safety}", place_name(s, *place))
            }
            Event::PersonLanded { person, sru: unit, place, safe } => {
                let place = place.map_or_else(|| "on an open shore".to_owned(), |p| format!("at {}", place_name(s, p)));
                let by = unit.map_or_else(String::new, |unit| format!(" from {}", sru(unit)));
                let safety = if *safe { "" } else { ", not a place of safety" };
                format!("{person} landed alive {place}{by}{safety}")
            }
            Event::PersonMoved { person, from, to, cause } => {
                format!("{person} came from {} to {}: {}", from.words(), to.words(), move_words(*cause))
            }
            Event::PersonDied { person, cause, setting, .. } => {
                format!("{person} died {}: {}", setting.words(), cause.words())
            }
            Event::TroubleStruck { case, kind } => format!("{}: {}", craft(*case), trouble_words(*kind)),
            Event::StageReached { case, stage, cause, position } => {
                format!("{} {} at {position}: {}", craft(*case), stage_words(*stage), stage_cause_words(*cause))
            }
            Event::CrowdMoved { case, persons, heel_deg } => {
                format!("{persons} persons aboard {} moved to one side; she heeled {heel_deg:.0}°", craft(*case))
            }
            Event::RaftAfloat { object, case, capacity, by, position } => {
                let whence = match by {
                    Some(unit) => format!("dropped by {} for the people of {}", sru(*unit), craft(*case)),
                    None => format!("of {} afloat", craft(*case)),
                };
                format!("Life raft {object} for {capacity} {whence} at {position}")
            }
            Event::Stranded { object, position } => format!("{object} drifted ashore at {position}"),
            Event::Intervened { what } => intervention_words(s, what),
            Event::InterventionRefused { what, why } => format!("EXCON could not {what}: {why}"),
            Event::InjectFired { inject } => format!("Inject fired: {}", inject_name(s, *inject)),
            Event::InjectOvertaken { inject } => format!("Inject overtaken by events: {}", inject_name(s, *inject)),
            Event::MilestoneReached { milestone } => format!("First time: {}", milestone_words(s, *milestone)),
            Event::ExpectationMet { expectation } => format!("Met: {}", expectation_name(s, *expectation)),
            Event::ExpectationPartlyMet { expectation } => {
                let how = match s.expectations.get(expectation.index()).map(|e| &e.proof) {
                    Some(Proof::Steps { .. }) => "some of its steps",
                    _ => "late",
                };
                format!("Partly met ({how}): {}", expectation_name(s, *expectation))
            }
            Event::ExpectationMissed { expectation } => format!("Missed: {}", expectation_name(s, *expectation)),
            Event::ExerciseEnded { why } => format!("The exercise ended: {}", end_words(*why)),
            Event::Ashore(what) => super::reception_words::tell(s, what),
            Event::Portal(what) => super::public_words::portal(s, what),
            Event::Press(item) => super::public_words::published(s, item),
            Event::Signal(what) => super::signal_words::tell(s, what),
            Event::Dealing(dealing) => self.dealing(dealing),
            Event::Frame(what) => frame_words::tell(s, what),
            Event::Alongside(deed) => super::alongside_words::tell(s, deed),
            Event::Means(what) => super::means_words::tell(s, what),
            Event::Plot(what) => super::plot_words::tell(s, what),
            Event::Mail(what) => {
                let (mail::Event::ReceiptAsked { message }
                | mail::Event::Read { message, .. }
                | mail::Event::ReceiptCame { message, .. }) = what;
                super::form_words::mail(s, what, self.messages.get(message))
            }
        }
    }
}

impl Teller<'_> {
    /// What passed between states, in words.
    fn dealing(&self, dealing: &Dealing) -> String {
        let s = self.scenario;
        let seat = |id: SeatId| seat_name(s, id);
        let about = |request: &RequestId| match self.requests.get(request) {
            Some((_, to, what)) => format!("that {} {what}", seat(*to)),
            None => "made earlier".to_owned(),
        };
        match dealing {
            Dealing::RequestWithdrawn { request, by } => {
                format!("{} withdrew the request {}", seat(*by), about(request))
            }
            Dealing::RequestSilent { request, from, to } => {
                format!("{} had no answer in time from {} to the request {}", seat(*from), seat(*to), about(request))
            }
            Dealing::TermsAgreed { request, by, terms } => {
                format!(
                    "{} agreed to the terms of the request {}: {}",
                    seat(*by),
                    about(request),
                    terms_words(terms, s)
                )
            }
            Dealing::UnitReleased { sru, from, by } => {
                let by = by.map_or_else(|| "the time agreed had come".to_owned(), |by| format!("by {}", seat(by)));
                format!("{} was released from the disposal of {}: {by}", sru_name(s, *sru), seat(*from))
            }
            Dealing::EnteredTerritory { sru, party, leave, position, .. } => {
                let with = if *leave { "with leave" } else { "without leave" };
                let whose = party_name(s, *party);
                format!("{} entered the territorial sea of {whose} {with} at {position}", sru_name(s, *sru))
            }
        }
    }
}

/// What EXCON did, in words.
pub fn intervention_words(s: &Scenario, what: &Intervention) -> String {
    match what {
        Intervention::Fire { inject } => format!("EXCON fired by hand: {}", inject_name(s, *inject)),
        Intervention::CallOff { inject } => format!("EXCON called off: {}", inject_name(s, *inject)),
        Intervention::Improvise { purpose, effect } => {
            let because = if purpose.is_empty() { String::new() } else { format!(", for this: {purpose}") };
            format!("EXCON improvised: {}{because}", effect_words(s, effect))
        }
        Intervention::MoveSru { sru, to } => format!("EXCON put {} at {to}", sru_name(s, *sru)),
        Intervention::MoveCraft { case, to } => format!("EXCON put {} at {to}", craft_name(s, *case)),
        Intervention::BringIn { sru, at } => format!("EXCON brought in {} at {at}", sru_name(s, *sru)),
        Intervention::Repair { sru } => format!("EXCON put {} back in service", sru_name(s, *sru)),
        Intervention::Weather { wind, current, wave_height_m } => {
            let more = |flow: &Flow| knots(math::hypot(flow.east_mps, flow.north_mps));
            format!(
                "EXCON changed the true weather: wind by {:.1} kn, current by {:.1} kn, waves by {wave_height_m:+.1} m",
                more(wind),
                more(current)
            )
        }
        Intervention::Rate { expectation, rating, note } => {
            frame_words::rated(*rating, &expectation_name(s, *expectation), note)
        }
        Intervention::RateObjective { objective, rating, note } => {
            frame_words::rated(*rating, &frame_words::objective_name(s, *objective), note)
        }
        Intervention::Note { text, bookmark } => match (text.as_str(), bookmark) {
            ("", true) => "Bookmark".to_owned(),
            (text, true) => format!("Bookmark: {text}"),
            (text, false) => format!("Note: {text}"),
        },
        Intervention::Seated { seat, who } => format!("{} is played by {who} from now on", seat_name(s, *seat)),
    }
}

/// Why an exercise ended, in words.
pub(crate) fn end_words(why: EndCause) -> &'static str {
    match why {
        EndCause::Settled => "nobody living was left at sea",
        EndCause::TimeUp => "the time planned was over",
    }
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(": {reason}") }
}

fn from_words(setting: crate::sim::Setting) -> &'static str {
    match setting {
        crate::sim::Setting::AboardCasualty => "the casualty",
        crate::sim::Setting::InRaft => "a life raft",
        crate::sim::Setting::OnHull => "the hull",
        crate::sim::Setting::HoldingOn => "the water, holding on",
        crate::sim::Setting::InWater => "the water",
        crate::sim::Setting::AboardRescuer => "another rescuer",
        crate::sim::Setting::Ashore => "the shore",
    }
}

fn rejection_words(why: &Rejection) -> String {
    why.to_string()
}

/// Who speaks, in words.
pub(crate) fn source_words(s: &Scenario, source: &Source) -> String {
    match source {
        Source::Seat(seat) => seat_name(s, *seat),
        Source::Casualty(craft) => craft_name(s, *craft),
        Source::Outside(name) => name.clone(),
    }
}

fn body_noun(body: &MessageBody) -> &'static str {
    match body {
        MessageBody::Call { .. } => "call",
        MessageBody::Sitrep { .. } => "situation report",
        MessageBody::Distress { .. } => "distress broadcast",
        MessageBody::Sighting { .. } => "sighting report",
        MessageBody::AtYourDisposal { .. } => "offer of a ship",
        MessageBody::Text { .. } => "message",
        MessageBody::Plotted { .. } => "word on a case",
        MessageBody::Lead { .. } => "lead",
        MessageBody::Form(form) => form.name(),
    }
}

fn body_words(s: &Scenario, body: &MessageBody) -> String {
    match body {
        MessageBody::Call { nature, position, persons, text, .. } => {
            let position = position.map_or_else(|| "no position".to_owned(), |p| p.position.to_string());
            let persons = persons.map_or_else(String::new, |n| format!(", {n} persons"));
            format!("{}; {position}{persons}. \"{text}\"", nature_words(*nature))
        }
        MessageBody::Sitrep { phase, position, persons, recovered, bodies, landed, text, capsized, full, .. } => {
            let phase = phase.map_or("no phase", phase_words);
            let capsized = if *capsized { ", capsized" } else { "" };
            let position = position.map_or_else(|| "no position".to_owned(), |p| p.position.to_string());
            let persons = persons.map_or_else(|| "persons unknown".to_owned(), |n| format!("{n} persons"));
            let mut text = if text.is_empty() { String::new() } else { format!(". \"{text}\"") };
            if let Some(full) = full {
                text.push_str(&format!(". {}", full.words()));
            }
            format!(
                "SITREP {phase}{capsized}, {position}, {persons}, recovered {recovered}, bodies {bodies}, landed {landed}{text}"
            )
        }
        MessageBody::Distress { position, text, .. } => format!("distress at {position}. \"{text}\""),
        MessageBody::Sighting { position, what, persons, .. } => {
            format!("sighted {} at {}, {persons} persons", seen_words(*what), position.position)
        }
        MessageBody::AtYourDisposal { sru, .. } => format!("{} at your disposal", sru_name(s, *sru)),
        MessageBody::Text { text, .. } => format!("\"{text}\""),
        MessageBody::Plotted { case, note } => super::plot_words::note(s, *case, *note),
        MessageBody::Lead { about, text, .. } => format!("lead about {}. \"{text}\"", about.words()),
        MessageBody::Form(form) => super::form_words::form(form, s),
    }
}

/// Trouble told of, in words.
pub(crate) fn nature_words(nature: Nature) -> &'static str {
    match nature {
        Nature::Enquiry => "an enquiry",
        Nature::Concern => "lost, overdue or out of supplies",
        Nature::EngineTrouble => "engine trouble",
        Nature::TakingWater => "taking water",
        Nature::Sinking => "sinking or capsized",
    }
}

fn order_words(s: &Scenario, order: &Order) -> String {
    match order {
        Order::Proceed { to } => format!("proceed to {to}"),
        Order::Search { area, pattern, spacing_m } => format!(
            "search {:.0} x {:.0} NM about {}, {} at {:.1} NM",
            nmi(area.length_m),
            nmi(area.width_m),
            area.centre,
            pattern.name(),
            nmi(*spacing_m)
        ),
        Order::Recover { at } => format!("take people aboard at {at}"),
        Order::Escort { at } => format!("keep company with the vessel at {at}"),
        Order::Land { place } => format!("land survivors at {}", place_name(s, *place)),
        Order::Return => "return".to_owned(),
        Order::Resume => "resume its passage".to_owned(),
        Order::Alongside(errand) => super::alongside_words::errand_words(s, errand),
    }
}

pub(super) fn trouble_words(kind: TroubleKind) -> String {
    match kind {
        TroubleKind::EngineFails => "the engine failed".to_owned(),
        TroubleKind::EngineRestarts => "the engine ran again".to_owned(),
        TroubleKind::Leak { m3_per_h } => format!("water came in at {m3_per_h:.1} m³/h"),
        TroubleKind::PumpFails => "the pump stopped; people bailed".to_owned(),
        TroubleKind::PhoneLost => "the telephone was lost".to_owned(),
        TroubleKind::BeaconSetOff => "the distress beacon was set off".to_owned(),
    }
}

pub(crate) fn stage_cause_words(cause: StageCause) -> &'static str {
    match cause {
        StageCause::Trouble => "something broke",
        StageCause::Flooding => "water in the hull",
        StageCause::Weather => "the sea",
        StageCause::CrowdMovement => "people moved to one side as a rescuer came close",
        StageCause::Foundered => "time afloat ran out",
        StageCause::AtTheStart => "so when the exercise began",
        StageCause::Tow => "it was towed, and the pull heeled it over",
    }
}

fn move_words(cause: MoveCause) -> &'static str {
    match cause {
        MoveCause::Capsize => "the vessel capsized",
        MoveCause::HullSank => "the hull sank",
        MoveCause::WashedOff => "washed off the hull",
        MoveCause::Boarded => "reached a life raft",
    }
}

fn milestone_words(s: &Scenario, milestone: Milestone) -> String {
    let seat = |id: SeatId| seat_name(s, id);
    match milestone {
        Milestone::Alerted(who, case) => format!("{} alerted to {}", seat(who), craft_name(s, case)),
        Milestone::PositionKnown(who, case) => format!("{} had a position for {}", seat(who), craft_name(s, case)),
        Milestone::PhaseDeclared(who, _, phase) => format!("{} declared at least {}", seat(who), phase_words(phase)),
        Milestone::CoordinationAsked(who, _) => format!("{} asked another centre to coordinate", seat(who)),
        Milestone::ResponsibilityAccepted(who, _) => format!("{} accepted responsibility", seat(who)),
        Milestone::DistressBroadcast(who, _) => format!("{} broadcast distress", seat(who)),
        Milestone::SruTasked(who) => format!("{} tasked a unit", seat(who)),
        Milestone::SruUnderWay(who) => format!("a unit of {} under way", seat(who)),
        Milestone::OnScene(who, _) => format!("a unit of {} on scene", seat(who)),
        Milestone::Sighted(who, case) => {
            format!("a unit of {} sighted {} or survivors", seat(who), craft_name(s, case))
        }
        Milestone::Recovered(who, _) => format!("a unit of {} took a person aboard", seat(who)),
        Milestone::Landed(who, _) => format!("a unit of {} landed a person at a place of safety", seat(who)),
        Milestone::Stage(case, stage) => format!("{} {}", craft_name(s, case), stage_words(stage)),
        Milestone::LandingAgreed(who) => format!("{} agreed to a landing", seat(who)),
        Milestone::TurnedBack(who, case) => format!("{} turned {} back", seat(who), craft_name(s, case)),
    }
}
