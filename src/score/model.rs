//! What a score consists of.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::base::ids::{CraftId, ExpectationId, ObjectiveId, PartyId, SeatId};
use crate::base::{Digest, Span, Tick, Utc};
use crate::sim::{DeathCause, EndCause, Rating, Setting};

use super::burden_rows::{BurdenRow, LeftRow};
use super::incidents::ReportedField;
use super::journeys::EndCell;
use super::knowledge::Knowledge;
use super::references::Reference;

/// What a run is called, beside what its events say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Who sat at the table, in words: "doctrine", or "doctrine, Jakarta played by people".
    pub crew: String,
    /// The moment up to which the run is scored: exposure is counted to here.
    pub until: Tick,
    /// State hash at that moment.
    pub final_hash: Digest,
}

/// How well a run went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The scenario's short name.
    pub scenario: String,
    /// The scenario's title.
    pub title: String,
    /// The chance of this run.
    pub seed: u64,
    /// Who sat at the table.
    pub crew: String,
    /// Moment of tick 0.
    pub start: Utc,
    /// The moment up to which the run is scored.
    pub until: Tick,
    /// Where everybody is accounted for.
    pub persons: Persons,
    /// What became of people: numbers nobody at the table controls alone.
    pub outcome: Vec<Measure>,
    /// How the table worked: numbers that depend on its decisions.
    pub process: Vec<Measure>,
    /// Times from the first alert to each link of the chain. In JSON an object, name to seconds or null.
    #[serde(serialize_with = "as_object")]
    pub clocks: Vec<Clock>,
    /// What a good team would have done, and what was done.
    pub expectations: Expectations,
    /// Deaths by cause and setting, in order of cause, then setting.
    pub deaths: Vec<DeathCell>,
    /// Hours that people spent in each setting while alive, in the order of `Setting::ALL`.
    pub exposure: Vec<Exposure>,
    /// How long a case was nobody's, in the sense of `Vacancy`, in order of case.
    pub vacancies: Vec<Vacancy>,
    /// Requests to take over coordination, oldest first.
    pub handovers: Vec<Handover>,
    /// Where people were, at each moment that changed it; begins with the initial situation.
    pub series: Vec<Headcount>,
    /// State hash at the end, in hexadecimal.
    pub final_hash: String,
    /// How the exercise ended. Exists when and only when it has.
    pub ended: Option<Ended>,
    /// How the journeys of all landed alive had ended, by the state that received them. Empty where the scenario has no
    /// reception site.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<EndCell>,
    /// How each objective was reached, in the scenario's order. Empty where it sets none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<ObjectiveResult>,
    /// What each state, company and organisation bore, and last the fund where there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub burden: Vec<BurdenRow>,
    /// What each state has for the next alert. Empty unless the exercise has ended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<LeftRow>,
    /// Who knew what when.
    pub knowledge: Knowledge,
    /// Every field of every incident report that members of the portal owe, beside the truth. Empty without a portal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<ReportedField>,
    /// What crews make of the same scenario with the same chance. Empty unless somebody had them played beside it
    /// (`session::references`): a fold over this run's events cannot know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
}

impl Score {
    /// The score as JSON, with the events behind each clock under `clock_evidence`.
    pub fn to_json(&self) -> serde_json::Value {
        let mut json = serde_json::to_value(self).unwrap_or_default();
        if let (Some(object), Ok(evidence)) = (json.as_object_mut(), serde_json::to_value(&self.clocks)) {
            object.insert("clock_evidence".to_owned(), evidence);
        }
        json
    }

    /// A clock by its key.
    pub fn clock(&self, key: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.key == key)
    }

    /// A measure of either kind by its key.
    pub fn measure(&self, key: &str) -> Option<&Measure> {
        self.outcome.iter().chain(&self.process).find(|measure| measure.key == key)
    }
}

fn as_object<S: Serializer>(clocks: &[Clock], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(clocks.len()))?;
    for clock in clocks {
        map.serialize_entry(&clock.key, &clock.seconds)?;
    }
    map.end()
}

/// Where everybody is accounted for. **`saved + dead + missing == at_risk` at every moment**, and the four parts
/// of `missing` add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Persons {
    /// Everybody aboard a vessel in distress at the start.
    pub at_risk: u32,
    /// Landed alive at a place of safety.
    pub saved: u32,
    /// Death established: the body recovered, or died aboard a rescuer or ashore.
    pub dead: u32,
    /// Everybody else: not accounted for.
    pub missing: u32,
    /// Of those missing: died in truth, and nobody has the body.
    pub missing_died: u32,
    /// Of those missing: alive at sea.
    pub missing_at_sea: u32,
    /// Of those missing: alive aboard a rescuer, not landed.
    pub missing_aboard_rescuer: u32,
    /// Of those missing: alive ashore, but not at a place of safety.
    pub missing_ashore_unsafe: u32,
    /// Died in truth, whether or not established.
    pub died: u32,
    /// Ever taken aboard a rescuer alive.
    pub recovered: u32,
    /// Bodies taken aboard a rescuer.
    pub bodies: u32,
}

/// `Persons` at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Headcount {
    /// When.
    pub tick: Tick,
    /// How many are where.
    #[serde(flatten)]
    pub persons: Persons,
}

/// An event behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// When.
    pub tick: Tick,
    /// Its index in the stream of events, from 0.
    pub event: u32,
    /// What happened, in a few words.
    pub text: String,
}

/// What a measure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Persons.
    Persons,
    /// Person-hours.
    PersonHours,
    /// Hours.
    Hours,
    /// Seconds.
    Seconds,
    /// Things.
    Count,
    /// A part of a whole, 0 to 1: the numerator over the denominator.
    Share,
    /// Square nautical miles.
    SquareMiles,
    /// A ratio without unit, such as coverage.
    Ratio,
    /// Persons per hour.
    PersonsPerHour,
    /// Litres.
    Litres,
    /// US dollars.
    Dollars,
}

/// One number with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// A stable name in snake case.
    pub key: String,
    /// What it is, in words.
    pub name: String,
    /// The number. Exists when and only when it is defined: a share of nothing is not.
    pub value: Option<f64>,
    /// What it is counted in.
    pub unit: Unit,
    /// What was divided. Exists when and only when the value is a quotient.
    pub numerator: Option<f64>,
    /// By what. Exists when and only when the value is a quotient.
    pub denominator: Option<f64>,
    /// All events behind it, in order.
    pub evidence: Vec<Evidence>,
}

impl Measure {
    /// The number as people read it: "130", "61 % (130 of 212)", "6 h 24 min"; "-" where it is undefined.
    pub fn words(&self) -> String {
        let Some(value) = self.value else {
            return "-".to_owned();
        };
        match (self.unit, self.numerator, self.denominator) {
            (Unit::Share, Some(part), Some(whole)) => format!("{:.0} % ({part:.0} of {whole:.0})", value * 100.0),
            (Unit::Share, ..) => format!("{:.0} %", value * 100.0),
            (Unit::Persons | Unit::Count, ..) => format!("{value:.0}"),
            (Unit::PersonHours, ..) => format!("{value:.1} person-h"),
            (Unit::Hours, ..) => format!("{value:.1} h"),
            (Unit::Seconds, ..) => signed_span(value as i64),
            (Unit::SquareMiles, ..) => format!("{value:.0} NM²"),
            (Unit::Ratio, ..) => format!("{value:.2}"),
            (Unit::PersonsPerHour, ..) => format!("{value:.1} persons/h"),
            (Unit::Litres, ..) => format!("{value:.0} L"),
            (Unit::Dollars, ..) => dollars(value.round() as i64),
        }
    }
}

/// Dollars as people read them: "USD 1,250,000".
pub fn dollars(usd: i64) -> String {
    let digits = usd.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("USD {}{grouped}", if usd < 0 { "-" } else { "" })
}

/// Seconds as people read them, with a minus where they are negative.
pub(super) fn signed_span(seconds: i64) -> String {
    if seconds < 0 { format!("-{}", Span(-seconds)) } else { Span(seconds).to_string() }
}

/// The time between two links of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// A stable name: "alert_to_phase"; of one state "alert_to_phase.indonesia"; of one of several cases
    /// "alert_to_phase.case.boat-2".
    pub key: String,
    /// What it is, in words.
    pub name: String,
    /// Whose clock it is. Exists when and only when it is one state's own, counted from that state's own alert.
    pub party: Option<PartyId>,
    /// Which case it is about. Exists when and only when it is about one of several.
    pub case: Option<CraftId>,
    /// How long it took \[s\]; negative when it was done before the alert from which it counts. Exists when and only
    /// when both ends happened.
    pub seconds: Option<i64>,
    /// The event it counts from. Exists when and only when that happened.
    pub from: Option<Evidence>,
    /// The event it counts to. Exists when and only when that happened.
    pub to: Option<Evidence>,
}

impl Clock {
    /// The time as people read it, or "-" when it never came to that.
    pub fn words(&self) -> String {
        self.seconds.map_or_else(|| "-".to_owned(), signed_span)
    }
}

/// What became of the expectations.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Expectations {
    /// Met in full.
    pub met: u32,
    /// Met late.
    pub partial: u32,
    /// Not met in time.
    pub missed: u32,
    /// Not decided when the run stopped.
    pub open: u32,
    /// Each of them, in the scenario's order.
    pub items: Vec<Expected>,
    /// Waiting for an evaluator's judgement when the run stopped.
    pub not_rated: u32,
}

/// What became of one expectation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expected {
    /// Which.
    pub expectation: ExpectationId,
    /// The name used in the file.
    pub id: String,
    /// Whose.
    pub seat: SeatId,
    /// What, in the words of the evaluator's sheet.
    pub what: String,
    /// Met, partly met, missed or open.
    pub result: Verdict,
    /// Within this it is met.
    pub within: Span,
    /// Within this it is partly met.
    pub partly_within: Span,
    /// From when it was counted. Exists when and only when that came about.
    pub from: Option<Tick>,
    /// When it was done, in time or not. Exists when and only when it was.
    pub done: Option<Tick>,
    /// The event that decided it. Exists when and only when it was decided in the part scored.
    pub evidence: Option<Evidence>,
    /// The evaluator's own rating. Exists when and only when the evaluator gave one.
    pub rated: Option<Rated>,
    /// Whether only an evaluator can tell.
    pub judged: bool,
    /// Whether an objective cannot be called performed without it.
    pub critical: bool,
    /// What it is worth, 0 to 1: by the evaluator's rating if there is one, else by the verdict. Exists when and only
    /// when it was rated or decided.
    pub credit: Option<f64>,
    /// The steps it consists of. Empty for one that is done at once, or judged.
    pub steps: Vec<StepResult>,
}

/// What became of one step of an expectation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepResult {
    /// What, in the words of the evaluator's sheet.
    pub what: String,
    /// Counts if done within this.
    pub within: Span,
    /// When it was done, in time or not. Exists when and only when it was.
    pub done: Option<Tick>,
    /// Whether it was done in time.
    pub in_time: bool,
    /// The event. Exists when and only when it was done in the part scored.
    pub evidence: Option<Evidence>,
}

/// What an evaluator said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rated {
    /// The rating.
    pub rating: Rating,
    /// Why. May be empty.
    pub note: String,
    /// The event. Exists when and only when it was given in the part scored.
    pub evidence: Option<Evidence>,
}

impl Rated {
    /// In words, with the note if there is one.
    pub fn words(&self) -> String {
        let note = if self.note.is_empty() { String::new() } else { format!(" ({})", self.note) };
        format!("{}, {}{note}", self.rating.letter(), self.rating.words())
    }
}

/// How an objective was reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObjectiveResult {
    /// Which.
    pub objective: ObjectiveId,
    /// The name used in the file.
    pub id: String,
    /// What, in the words of the exercise plan.
    pub text: String,
    /// The capability it belongs to.
    pub capability: String,
    /// The mean credit of its expectations that were decided or rated. Exists when and only when any was.
    pub credit: Option<f64>,
    /// The rating that follows from it. Exists when and only when any of its expectations was decided or rated.
    pub computed: Option<Rating>,
    /// The evaluator's own rating, which counts before that. Exists when and only when the evaluator gave one.
    pub rated: Option<Rated>,
    /// The expectations that serve it.
    pub expectations: Vec<ExpectationId>,
    /// How many of them were decided or rated.
    pub decided: u32,
}

impl ObjectiveResult {
    /// The rating that counts. None where nothing was decided.
    pub fn rating(&self) -> Option<Rating> {
        self.rated.as_ref().map(|rated| rated.rating).or(self.computed)
    }
}

/// How an expectation came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Done in time.
    Met,
    /// Done late.
    Partial,
    /// Not done in time.
    Missed,
    /// Not decided: what it counts from never came about, or the run stopped before.
    Open,
    /// An evaluator is to judge it and has not.
    NotRated,
}

impl Verdict {
    /// One word for a table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partly",
            Self::Missed => "missed",
            Self::Open => "not due",
            Self::NotRated => "not rated",
        }
    }
}

/// Persons who died of one cause in one setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeathCell {
    /// Of what.
    pub cause: DeathCause,
    /// Where.
    pub setting: Setting,
    /// How many.
    pub persons: u32,
    /// Of them, how many deaths are established.
    pub established: u32,
    /// The first of them.
    pub first: Tick,
    /// The last of them.
    pub last: Tick,
    /// Each death.
    pub evidence: Vec<Evidence>,
}

/// Time spent in one setting by the living.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exposure {
    /// Where.
    pub setting: Setting,
    /// Person-hours, up to the moment scored, death, or the next setting.
    pub person_hours: f64,
    /// How many were ever there alive.
    pub persons: u32,
    /// When the first came there. Exists when and only when anybody did.
    pub first: Option<Tick>,
    /// When the last living person left it. Exists when and only when somebody was there and nobody living is.
    pub last: Option<Tick>,
    /// The events by which people came there, in order.
    pub evidence: Vec<Evidence>,
}

/// Whose a case was: for how long nobody answered for it, and how long it took from the first alert until
/// responsibility came to the rescue coordination centre of the region that held the casualty when the alert came, or
/// of one into whose region it had drifted by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vacancy {
    /// Which case.
    pub case: CraftId,
    /// The first alert.
    pub from: Evidence,
    /// The centre in whose region the casualty was when the alert came. Exists when and only when some region held it.
    pub centre: Option<SeatId>,
    /// The event by which a centre of its region became responsible. Exists when and only when one did.
    pub to: Option<Evidence>,
    /// How long that took, to the moment scored if it never came to it \[s\].
    pub seconds: i64,
    /// The centre into whose region it had drifted by then. Exists when and only when that is another.
    pub drifted_to: Option<SeatId>,
    /// The event by which anybody first answered for it. Exists when and only when somebody did.
    pub held: Option<Evidence>,
    /// How long nobody at all answered for it, to the moment scored if nobody ever did \[s\].
    pub unheld_s: i64,
}

/// A request that another centre take over coordination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handover {
    /// Which case.
    pub case: CraftId,
    /// Who asked.
    pub from: SeatId,
    /// Who was asked.
    pub to: SeatId,
    /// The request.
    pub asked: Evidence,
    /// The answer. Exists when and only when there was one.
    pub answered: Option<Evidence>,
    /// Responsibility coming to the centre asked, after the request. Exists when and only when it did.
    pub taken: Option<Evidence>,
    /// From the request to responsibility taken \[s\]. Exists when and only when it was taken.
    pub seconds: Option<i64>,
    /// Whether the centre asked answered for the case already, so that there was nothing to hand over.
    pub held_already: bool,
}

/// How an exercise ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ended {
    /// Why.
    pub why: EndCause,
    /// The event.
    pub evidence: Evidence,
}
