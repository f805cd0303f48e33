//! Short words for what only EXCON sees: what injects do and wait for, interventions.

use crate::base::ids::{CraftId, ExpectationId, InjectId, ObjectiveId, PartyId, PlaceId, SeatId, SiteId};
use crate::base::quantity::knots;
use crate::base::{Tick, math};
use crate::picture::{Briefing, CasualtyTruth, Plan};
use crate::scenario::{Condition, Effect, Milestone, Situation, Stage, TroubleKind, Wrong};
use crate::sea::Flow;
use crate::sim::Intervention;
use crate::ui::words;

/// The names a sentence needs.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Names<'a> {
    pub(in crate::ui) briefing: &'a Briefing,
    pub(in crate::ui) plan: &'a Plan,
}

impl<'a> Names<'a> {
    pub(in crate::ui) fn seat(self, seat: SeatId) -> &'a str {
        words::seat_name(self.briefing, seat)
    }

    pub(in crate::ui) fn craft(self, craft: CraftId) -> String {
        self.plan.craft.get(craft.index()).map_or_else(|| words::case_name(craft), |c| c.name.clone())
    }

    pub(in crate::ui) fn sru(self, sru: crate::base::ids::SruId) -> String {
        words::sru_name(&self.plan.srus, sru)
    }

    pub(in crate::ui) fn inject(self, inject: InjectId) -> String {
        self.plan.injects.get(inject.index()).map_or_else(|| inject.to_string(), |i| i.purpose.clone())
    }

    pub(in crate::ui) fn objective(self, objective: ObjectiveId) -> String {
        self.plan.objectives.get(objective.index()).map_or_else(|| objective.to_string(), |o| o.text.clone())
    }

    fn place(self, place: PlaceId) -> &'a str {
        words::place_name(self.briefing, place)
    }

    fn site(self, site: SiteId) -> String {
        self.plan.sites.get(site.index()).map_or_else(|| site.to_string(), |place| self.place(*place).to_owned())
    }

    fn party(self, party: PartyId) -> String {
        self.briefing.parties.get(party.index()).map_or_else(|| party.to_string(), |p| p.name.clone())
    }

    fn expectation(self, expectation: ExpectationId) -> String {
        self.plan.expectations.get(expectation.index()).map_or_else(|| expectation.to_string(), |e| e.what.clone())
    }

    fn when(self, tick: Tick) -> String {
        words::dtg(self.briefing, tick)
    }

    /// What an inject does.
    pub(in crate::ui) fn effect(self, effect: &Effect) -> String {
        match effect {
            Effect::Message { from, to, channel, case, position, text, told } => {
                let giving = position.map_or_else(|| "without a position".to_owned(), |p| format!("giving {p}"));
                let told = crate::score::told_words(told, position.is_none());
                format!(
                    "{from} to {} by {} about {}, {giving}{told}: \"{text}\"",
                    self.seat(*to),
                    words::channel(*channel),
                    self.craft(*case)
                )
            }
            Effect::Trouble { craft, kind } => format!("Aboard {} {}", self.craft(*craft), trouble(*kind)),
            Effect::SruFails { sru } => format!("{} goes out of service", self.sru(*sru)),
            Effect::BringsIn { sru, at: Some(at) } => format!("{} comes in at {at}", self.sru(*sru)),
            Effect::BringsIn { sru, at: None } => format!("{} comes in at its home", self.sru(*sru)),
            Effect::SiteCloses { site } => format!("The reception site at {} closes", self.site(*site)),
            Effect::SiteOpens { site } => format!("The reception site at {} opens", self.site(*site)),
            Effect::CrowdProtests { place, span } => {
                format!("A crowd lets nobody be put ashore at {} for {}", self.place(*place), words::span(*span))
            }
            Effect::StoresCome { craft, water_l } => {
                format!("{} gets {water_l:.0} L of drinking water", self.craft(*craft))
            }
            Effect::Indicator(indicator) => {
                let sound = if indicator.sound { "true" } else { "false" };
                let (to, kind) = (self.seat(indicator.to), indicator.kind.words());
                format!("Intelligence to {to} about {kind}, which is {sound}: \"{}\"", indicator.text)
            }
            Effect::ChannelFails { channel, party, span } => {
                let whose = self.party(*party);
                format!("The {} of {whose} is dead for {span}", channel.words())
            }
            Effect::Press(news) => format!("{}: \"{}\"", news.outlet, news.text),
        }
    }

    /// What a condition waits for, to follow "when" or "at".
    pub(in crate::ui) fn condition(self, condition: &Condition) -> String {
        let list = |all: &[Condition], joint: &str| {
            all.iter().map(|inner| self.condition(inner)).collect::<Vec<_>>().join(joint)
        };
        match condition {
            Condition::At(tick) => format!("at {}", self.when(*tick)),
            Condition::Reached(milestone) => format!("when {}", self.milestone(*milestone)),
            Condition::After(span, inner) => format!("{} after: {}", words::span(*span), self.condition(inner)),
            Condition::All(all) => list(all, " and "),
            Condition::Any(any) => list(any, " or "),
            Condition::AtLeast(number, all) => format!("at least {number} of: {}", list(all, "; ")),
            Condition::Manual => "when the trainer fires it".to_owned(),
            Condition::Not(inner) => format!("while not {}", self.condition(inner)),
            Condition::Is(situation) => format!("when {}", self.situation(*situation)),
        }
    }

    /// What may be so of the world.
    fn situation(self, situation: Situation) -> String {
        match situation {
            Situation::Dead(case, n) => format!("at least {n} of {} are dead", self.craft(case)),
            Situation::Saved(case, n) => format!("at least {n} of {} are saved", self.craft(case)),
            Situation::AboardRescuers(case, n) => format!("at least {n} of {} are aboard rescuers", self.craft(case)),
            Situation::InWater(case, n) => format!("at least {n} of {} are in the water", self.craft(case)),
            Situation::WaterLeft(case, ml) => {
                format!("{} has at most {:.2} L of water a person", self.craft(case), f64::from(ml) / 1_000.0)
            }
            Situation::Waiting(place, n) => format!("at least {n} people wait at {}", self.place(place)),
            Situation::BedsFree(place, n) => format!("fewer than {n} beds are free at {}", self.place(place)),
            Situation::Refused(seat) => format!("{} has refused something", self.seat(seat)),
            Situation::Unread(seat, n) => format!("at least {n} posts lie unread with {}", self.seat(seat)),
            Situation::Violated(how) => format!("a right was violated: {}", wrong(how)),
            Situation::Responsible(seat, case) => format!("{} answers for {}", self.seat(seat), self.craft(case)),
            Situation::Registered(party, n) => format!("{} has registered at least {n} people", self.party(party)),
            Situation::Fired(inject) => format!("this has fired: {}", self.inject(inject)),
            Situation::Overtaken(inject) => format!("this was overtaken: {}", self.inject(inject)),
            Situation::Met(expectation) => format!("this was met: {}", self.expectation(expectation)),
            Situation::Missed(expectation) => format!("this was missed: {}", self.expectation(expectation)),
        }
    }

    fn milestone(self, milestone: Milestone) -> String {
        let seat = |who: SeatId| self.seat(who);
        match milestone {
            Milestone::Alerted(who, case) => format!("{} first hears of {}", seat(who), self.craft(case)),
            Milestone::PositionKnown(who, case) => format!("{} has a position for {}", seat(who), self.craft(case)),
            Milestone::PhaseDeclared(who, _, phase) => {
                format!("{} declares at least {}", seat(who), words::phase_code(phase))
            }
            Milestone::CoordinationAsked(who, _) => format!("{} asks another centre to coordinate", seat(who)),
            Milestone::ResponsibilityAccepted(who, _) => format!("{} accepts responsibility", seat(who)),
            Milestone::DistressBroadcast(who, _) => format!("{} broadcasts distress", seat(who)),
            Milestone::SruTasked(who) => format!("{} tasks a unit", seat(who)),
            Milestone::SruUnderWay(who) => format!("a unit of {} is under way", seat(who)),
            Milestone::OnScene(who, _) => format!("a unit of {} is on scene", seat(who)),
            Milestone::Sighted(who, case) => {
                format!("a unit of {} sights {} or survivors", seat(who), self.craft(case))
            }
            Milestone::Recovered(who, _) => format!("a unit of {} takes a person aboard", seat(who)),
            Milestone::Landed(who, _) => format!("a unit of {} lands a person at a place of safety", seat(who)),
            Milestone::Stage(case, at) => format!("{} is {}", self.craft(case), stage(at)),
            Milestone::LandingAgreed(who) => format!("{} agrees to a landing", seat(who)),
            Milestone::TurnedBack(who, case) => format!("{} turns {} back", seat(who), self.craft(case)),
        }
    }

    /// What EXCON would do.
    pub(in crate::ui) fn intervention(self, what: &Intervention) -> String {
        match what {
            Intervention::Fire { inject } => format!("Fire now: {}", self.inject(*inject)),
            Intervention::CallOff { inject } => format!("Call off: {}", self.inject(*inject)),
            Intervention::Improvise { effect, .. } => self.effect(effect),
            Intervention::MoveSru { sru, to } => format!("Move {} to {to}", self.sru(*sru)),
            Intervention::MoveCraft { case, to } => format!("Move {} to {to}", self.craft(*case)),
            Intervention::BringIn { sru, at } => format!("Bring in {} at {at}", self.sru(*sru)),
            Intervention::Repair { sru } => format!("Put {} back into service", self.sru(*sru)),
            Intervention::Weather { wind, current, wave_height_m } => format!(
                "Change the weather: wind by {}, current by {}, waves by {wave_height_m:+.1} m",
                towards(*wind),
                towards(*current)
            ),
            Intervention::Rate { expectation, rating, .. } => {
                format!("Rate as {}: {}", rating.words(), self.expectation(*expectation))
            }
            Intervention::RateObjective { objective, rating, .. } => {
                format!("Rate as {}: {}", rating.words(), self.objective(*objective))
            }
            Intervention::Note { text, .. } if text.is_empty() => "Bookmark".to_owned(),
            Intervention::Note { text, .. } => format!("Note: {text}"),
            Intervention::Seated { seat, who } => format!("{} is played by {who}", self.seat(*seat)),
        }
    }
}

/// Trouble aboard.
pub(in crate::ui) fn trouble(kind: TroubleKind) -> String {
    match kind {
        TroubleKind::EngineFails => "the engine fails".to_owned(),
        TroubleKind::EngineRestarts => "the engine runs again".to_owned(),
        TroubleKind::Leak { m3_per_h } => format!("water comes in at {m3_per_h:.1} m³/h"),
        TroubleKind::PumpFails => "the pump stops and people bail".to_owned(),
        TroubleKind::PhoneLost => "the telephone is lost".to_owned(),
        TroubleKind::BeaconSetOff => "the distress beacon is set off".to_owned(),
    }
}

/// A stage of a casualty.
fn stage(stage: Stage) -> &'static str {
    crate::score::stage_words(stage)
}

/// What a case is in truth: how far its vessel has come, or that there is none.
pub(in crate::ui) fn casualty(casualty: &CasualtyTruth) -> &'static str {
    match casualty.report {
        None => stage(casualty.stage),
        Some(report) if report.same_as.is_some() => "only reported: a second series of reports of another case",
        Some(_) => "only reported: there is no such vessel",
    }
}

/// A way of violating a right.
fn wrong(how: Wrong) -> &'static str {
    match how {
        Wrong::Refoulement => "refoulement",
        Wrong::FamilySeparated => "separation of a family",
        Wrong::ChildDetained => "detention of a child",
        Wrong::SmuggledCharged => "charging a smuggled person for being smuggled",
        Wrong::Disclosure => "disclosure to the state of origin",
    }
}

/// A flow by where it goes, "270° 0.6 kn".
pub(in crate::ui) fn towards(flow: Flow) -> String {
    let (mps, direction) = polar(flow);
    format!("{} {:.1} kn", words::bearing(direction), knots(mps))
}

/// A wind by where it comes from, "from 130° 16.0 kn".
pub(in crate::ui) fn wind_from(flow: Flow) -> String {
    let (mps, direction) = polar(flow);
    format!("from {} {:.1} kn", words::bearing(direction + 180.0), knots(mps))
}

/// Speed \[m/s\] and the direction a flow goes to \[degrees true\].
pub(in crate::ui) fn polar(flow: Flow) -> (f64, f64) {
    let direction = math::wrap_360(math::atan2(flow.east_mps, flow.north_mps).to_degrees());
    (math::hypot(flow.east_mps, flow.north_mps), direction)
}

/// The flow of a speed \[m/s\] towards a direction \[degrees true\].
pub(in crate::ui) fn flow(mps: f64, towards_true: f64) -> Flow {
    let (sin, cos) = math::sin_cos(towards_true.to_radians());
    Flow { east_mps: mps * sin, north_mps: mps * cos }
}
