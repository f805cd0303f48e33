//! Structured forms in the doctrine's fields that seats send each other: the MAYDAY relay, the search action plan and
//! the hand-over (sar-models.md 5.4).
//!
//! A form says what its sender believes and nothing more: **every field may be wrong, and no field is checked against
//! the truth**. Judged here is only whether it is sound: lengths, numbers, times. How they are filled from a seat's
//! picture is in `picture`; what travels beside them, receipts, is in `mail`.

use serde::{Deserialize, Serialize};

use super::authority::{bounded, sound_persons, sound_position};
use super::command::{Rejection, ReportedPosition};
use super::disembarkation::DisembarkationRequest;
use super::step::Now;
use super::voyage::{LARGEST_AXIS_DEG, LEAST_SPACING_M, LONGEST_SEARCH_M};
use crate::base::ids::{CraftId, SruId};
use crate::base::{Span, Tick, Utc, quantity};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::scenario::{Channel, Nature, Phase};

/// The most entries a list of a form may have.
const ENTRIES: usize = 40;
/// A search planned is no longer than this, and begins within as long a time (*proposed*).
const AHEAD: Span = Span::hours(14 * 24);
/// The longest side, track spacing or sweep width a form may give \[m\].
const LONGEST_M: f64 = 1000.0 * 1852.0;
/// The fastest speed a form may give \[m/s\].
const FASTEST_MPS: f64 = 300.0;

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "SarForm")]
pub enum Form {
    /// Distress relayed to whoever can help.
    MaydayRelay(MaydayRelay),
    /// Who is to search where and how.
    SearchActionPlan(SearchActionPlan),
    /// A case as one centre leaves it to another.
    HandOver(HandOver),
    /// People to be landed, with all that who decides about it has to know.
    Disembarkation(DisembarkationRequest),
}

/// A MAYDAY relay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MaydayRelay {
    /// The case.
    pub case: CraftId,
    /// The station that relays.
    pub station: String,
    /// The vessel in distress, by name or as described.
    pub vessel: String,
    /// Where it is. Exists when and only when a position is known.
    pub position: Option<ReportedPosition>,
    /// Nature of the distress.
    pub nature: Nature,
    /// Assistance needed.
    pub assistance: String,
    /// Persons aboard. Exists when and only when a number is known.
    pub persons: Option<u32>,
    /// What else is known of the vessel.
    pub description: String,
    /// To whom to report.
    pub report_to: String,
    /// By what to reply.
    pub reply_by: Channel,
    /// Free text.
    pub text: String,
}

/// A search action plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchActionPlan {
    /// The case.
    pub case: CraftId,
    /// 1 Situation: what happened, in summary.
    pub situation: String,
    /// 1 Situation: what is searched for.
    pub object: String,
    /// 1 Situation: persons aboard. Exists when and only when a number is known.
    pub persons: Option<u32>,
    /// 1 Situation: what else may be found.
    pub secondary: String,
    /// 1 Situation: weather expected, with its times.
    pub weather: String,
    /// 2 Action: who does what.
    pub action: String,
    /// 3 and 4, search areas and how each is executed.
    pub searches: Vec<PlannedSearch>,
    /// 5 Co-ordination: the mission co-ordinator.
    pub coordinator: String,
    /// 5 Co-ordination: who co-ordinates on scene. Empty when nobody does.
    pub on_scene: String,
    /// 6 Communications.
    pub communications: String,
    /// 7 Reports: a situation report every so many hours; 0 for none.
    pub sitrep_every_h: u32,
    /// Free text.
    pub text: String,
}

/// One line of a search action plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedSearch {
    /// The unit, as the sender calls it.
    pub unit: String,
    /// Which unit that is.
    pub sru: SruId,
    /// The area.
    pub area: Rectangle,
    /// By which pattern.
    pub pattern: Pattern,
    /// Track spacing \[m\].
    pub spacing_m: f64,
    /// Search speed \[m/s\].
    pub speed_mps: f64,
    /// Height flown at \[m\]. Exists when and only when the unit flies.
    pub altitude_m: Option<f64>,
    /// Sweep width reckoned with \[m\]. Exists when and only when the sender has reckoned one.
    pub sweep_width_m: Option<f64>,
    /// On scene from then.
    pub from: Tick,
    /// Until then.
    pub until: Tick,
}

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandOver {
    /// The case.
    pub case: CraftId,
    /// The vessel, as described.
    pub vessel: String,
    /// The phase declared. Exists when and only when the sender has declared one.
    pub phase: Option<Phase>,
    /// The worst trouble told of.
    pub nature: Nature,
    /// The datum: the best position. Exists when and only when one is known.
    pub position: Option<ReportedPosition>,
    /// Persons aboard. Exists when and only when a number is known.
    pub persons: Option<u32>,
    /// Recovered alive.
    pub recovered: u32,
    /// Recovered dead.
    pub bodies: u32,
    /// Landed.
    pub landed: u32,
    /// Units at work.
    pub units: Vec<HandedUnit>,
    /// Searches done, or begun.
    pub searches: Vec<HandedSearch>,
    /// What has been done, and what is still open.
    pub actions: String,
    /// Free text.
    pub text: String,
    /// Whether the sender knows the vessel to have capsized, or to have left its people in the water.
    pub capsized: bool,
}

/// A unit in a hand-over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedUnit {
    /// The unit, as the sender calls it.
    pub unit: String,
    /// What it does.
    pub doing: String,
    /// Survivors aboard.
    pub survivors: u32,
}

/// A search in a hand-over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedSearch {
    /// The unit, as the sender calls it.
    pub unit: String,
    /// The area.
    pub area: Rectangle,
    /// By which pattern.
    pub pattern: Pattern,
    /// Track spacing \[m\].
    pub spacing_m: f64,
    /// When it began.
    pub began_at: Tick,
    /// When it ended. Exists when and only when it has.
    pub ended_at: Option<Tick>,
    /// Whether it was run to its end.
    pub completed: bool,
}

impl Form {
    /// What it is called.
    pub fn name(&self) -> &'static str {
        match self {
            Self::MaydayRelay(_) => "MAYDAY relay",
            Self::SearchActionPlan(_) => "search action plan",
            Self::HandOver(_) => "hand-over",
            Self::Disembarkation(_) => "disembarkation request",
        }
    }

    /// The case it is about.
    pub fn case(&self) -> CraftId {
        match self {
            Self::MaydayRelay(relay) => relay.case,
            Self::SearchActionPlan(plan) => plan.case,
            Self::HandOver(over) => over.case,
            Self::Disembarkation(form) => form.case,
        }
    }

    /// The case it is about, to show it under another.
    pub(crate) fn case_mut(&mut self) -> &mut CraftId {
        match self {
            Self::MaydayRelay(relay) => &mut relay.case,
            Self::SearchActionPlan(plan) => &mut plan.case,
            Self::HandOver(over) => &mut over.case,
            Self::Disembarkation(form) => &mut form.case,
        }
    }

    /// The position of the casualty it gives, if it gives one.
    pub fn position(&self) -> Option<ReportedPosition> {
        match self {
            Self::MaydayRelay(relay) => relay.position,
            // Where the ship is says nothing of where the casualty is.
            Self::SearchActionPlan(_) | Self::Disembarkation(_) => None,
            Self::HandOver(over) => over.position,
        }
    }

    /// Persons aboard, if it gives a number.
    pub fn persons(&self) -> Option<u32> {
        match self {
            Self::MaydayRelay(relay) => relay.persons,
            Self::SearchActionPlan(plan) => plan.persons,
            Self::HandOver(over) => over.persons,
            // Aboard the ship, not the casualty.
            Self::Disembarkation(_) => None,
        }
    }

    /// Whether it says that the case is in distress.
    pub fn tells_distress(&self) -> bool {
        match self {
            Self::MaydayRelay(_) => true,
            Self::SearchActionPlan(_) | Self::Disembarkation(_) => false,
            Self::HandOver(over) => over.phase == Some(Phase::Distress),
        }
    }

    /// Whether it says that the vessel has capsized, or has left its people in the water.
    pub fn tells_wreck(&self) -> bool {
        match self {
            Self::HandOver(over) => over.capsized,
            Self::MaydayRelay(_) | Self::SearchActionPlan(_) | Self::Disembarkation(_) => false,
        }
    }

    /// The trouble it tells of, if it tells of one.
    pub fn nature(&self) -> Option<Nature> {
        match self {
            Self::MaydayRelay(relay) => Some(relay.nature),
            Self::SearchActionPlan(_) | Self::Disembarkation(_) => None,
            Self::HandOver(over) => Some(over.nature),
        }
    }

    /// Recovered alive, recovered dead and landed, if it gives them.
    pub fn counts(&self) -> Option<[u32; 3]> {
        match self {
            Self::HandOver(over) => Some([over.recovered, over.bodies, over.landed]),
            Self::MaydayRelay(_) | Self::SearchActionPlan(_) | Self::Disembarkation(_) => None,
        }
    }

    /// Refuses what no form can say: texts without end, numbers beyond all people, times and sizes that are none.
    pub(super) fn sound(&self, now: &Now<'_>) -> Result<(), Rejection> {
        let words: Vec<&str> = match self {
            Self::MaydayRelay(form) => {
                vec![&form.station, &form.vessel, &form.assistance, &form.description, &form.report_to, &form.text]
            }
            Self::SearchActionPlan(form) => {
                let own = [
                    &form.situation,
                    &form.object,
                    &form.secondary,
                    &form.weather,
                    &form.action,
                    &form.coordinator,
                    &form.on_scene,
                    &form.communications,
                    &form.text,
                ];
                own.into_iter().map(String::as_str).chain(form.searches.iter().map(|line| line.unit.as_str())).collect()
            }
            Self::HandOver(form) => {
                let units = form.units.iter().flat_map(|unit| [unit.unit.as_str(), unit.doing.as_str()]);
                let searches = form.searches.iter().map(|search| search.unit.as_str());
                [form.vessel.as_str(), &form.actions, &form.text].into_iter().chain(units).chain(searches).collect()
            }
            Self::Disembarkation(form) => return form.sound(now),
        };
        // All its words together are one text.
        bounded(&words.concat())?;
        sound_persons(self.persons().into_iter().chain(self.counts().into_iter().flatten()))?;
        if let Some(reported) = self.position() {
            sound_position(now, reported.error_m, reported.true_at)?;
        }
        match self {
            Self::MaydayRelay(_) | Self::Disembarkation(_) => Ok(()),
            Self::SearchActionPlan(form) => {
                short(form.searches.len())?;
                if form.sitrep_every_h > 240 {
                    return bad("the hours between situation reports", "at most 240");
                }
                form.searches.iter().try_for_each(|line| line.sound(now.tick))
            }
            Self::HandOver(form) => {
                short(form.units.len().max(form.searches.len()))?;
                sound_persons(form.units.iter().map(|unit| unit.survivors))?;
                form.searches.iter().try_for_each(|search| search.sound(now.tick))
            }
        }
    }
}

impl PlannedSearch {
    fn sound(&self, now: Tick) -> Result<(), Rejection> {
        sound_area(&self.area, self.spacing_m)?;
        let speed = self.speed_mps.is_finite() && self.speed_mps > 0.0 && self.speed_mps <= FASTEST_MPS;
        let height = self.altitude_m.is_none_or(|m| m.is_finite() && (0.0..=20_000.0).contains(&m));
        let width = self.sweep_width_m.is_none_or(|m| m.is_finite() && (0.0..=LONGEST_M).contains(&m));
        if !(speed && height && width) {
            return bad("speed, height and sweep width of a search", "what a unit can have");
        }
        if self.from > self.until || self.until > now.after(AHEAD) {
            return bad("the time of a search planned", "from one moment to a later one, within two weeks");
        }
        Ok(())
    }
}

impl HandedSearch {
    fn sound(&self, now: Tick) -> Result<(), Rejection> {
        sound_area(&self.area, self.spacing_m)?;
        if self.began_at > now || self.ended_at.is_some_and(|at| at < self.began_at || at > now) {
            return bad("the time of a search done", "now or earlier");
        }
        Ok(())
    }
}

impl MaydayRelay {
    /// It as it is spoken, for a broadcast: the doctrine's words in the doctrine's order.
    pub fn spoken(&self, start: Utc, now: Tick) -> String {
        let mut words = format!(
            "EXERCISE. MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY. All stations, all stations, all stations. This is {0}, {0}, \
             {0}. {1}. MAYDAY {2}.",
            self.station,
            start.at(now).dtg(),
            self.vessel
        );
        match &self.position {
            Some(told) => words.push_str(&format!(
                " In {} at {}, within {:.1} NM.",
                told.position,
                start.at(told.true_at).dtg(),
                quantity::nmi(told.error_m)
            )),
            None => words.push_str(" Position not known."),
        }
        words.push_str(match self.nature {
            Nature::Sinking => " Sinking or capsized.",
            Nature::TakingWater => " Taking water.",
            Nature::EngineTrouble => " Disabled.",
            Nature::Concern | Nature::Enquiry => " Feared in distress.",
        });
        match self.persons {
            Some(persons) => words.push_str(&format!(" {persons} persons aboard.")),
            None => words.push_str(" Number aboard not known."),
        }
        let reply = self.reply_by.words();
        for part in [&self.description, &self.assistance] {
            if !part.trim().is_empty() {
                words.push(' ');
                words.push_str(part.trim());
                if !part.trim().ends_with('.') {
                    words.push('.');
                }
            }
        }
        words.push_str(&format!(" Report to {} by {reply}.", self.report_to));
        if !self.text.trim().is_empty() {
            words.push(' ');
            words.push_str(self.text.trim());
        }
        words
    }
}

fn bad(what: &str, rule: &str) -> Result<(), Rejection> {
    Err(Rejection::BadNumber { what: what.to_owned(), rule: rule.to_owned() })
}

fn short(entries: usize) -> Result<(), Rejection> {
    if entries > ENTRIES { bad("a list of the form", "at most 40 entries long") } else { Ok(()) }
}

fn sound_area(area: &Rectangle, spacing_m: f64) -> Result<(), Rejection> {
    let side = |m: f64| m.is_finite() && m > 0.0 && m <= LONGEST_M;
    let spacing = spacing_m.is_finite() && (LEAST_SPACING_M..=LONGEST_M).contains(&spacing_m);
    // The track is reckoned by whoever receives it, and has an end.
    let long = area.area_m2() / spacing_m.max(LEAST_SPACING_M) > LONGEST_SEARCH_M;
    if !(side(area.length_m) && side(area.width_m) && area.axis_true_deg.abs() <= LARGEST_AXIS_DEG && spacing) || long {
        return bad("a search area and its track spacing", "of a size that can be searched");
    }
    Ok(())
}
