//! Reception ashore: what is done for and asked of people who have been landed, how long it takes, and by whom.
//!
//! Method: the stages, staff and times of sar-models.md 6.4 (*proposed* there, order and content *recalled* as
//! commonly practised), the checklist of its 6.3, and the targets its 6.4 gives in days. Where 6.4 gives staff and a
//! time for a hundred people together, the time for one is *derived* from it. What 6.4 does not give is *proposed* or
//! *recalled*, and says so. **Nothing here has state**: who stands in which queue is `sim`'s.

use serde::{Deserialize, Serialize};

use super::thirst::Thirst;

/// What staff of a site are there to do. Interpreters and ambulances are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Staff {
    /// Berth, crowd safety, water and blankets, shelter.
    Reception,
    /// Doctors and nurses.
    Medical,
    /// Registration and family tracing.
    Registration,
    /// Vulnerability and trafficking screening.
    Screening,
    /// Immigration officers: identity, documents, interviews.
    Immigration,
    /// Police: statements.
    Police,
    /// Child protection.
    ChildProtection,
}

impl Staff {
    /// All kinds, in order.
    pub const ALL: [Self; 7] = [
        Self::Reception,
        Self::Medical,
        Self::Registration,
        Self::Screening,
        Self::Immigration,
        Self::Police,
        Self::ChildProtection,
    ];

    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::Reception => "reception staff",
            Self::Medical => "medical staff",
            Self::Registration => "registration staff",
            Self::Screening => "screening staff",
            Self::Immigration => "immigration officers",
            Self::Police => "police",
            Self::ChildProtection => "child protection staff",
        }
    }
}

/// What is done for or asked of one person at a site, in the order of sar-models.md 6.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename = "ReceptionStage")]
pub enum Stage {
    /// Off the quay: water, blankets, a place to sit.
    Berth,
    /// Medical triage.
    Triage,
    /// Count, family group, sex, age, photograph, language, nationality as told.
    Registration,
    /// Family tracing, next of kin, telephones.
    FamilyTracing,
    /// Vulnerability screening.
    Screening,
    /// Identification of victims of trafficking, of those whom screening noted indicators for.
    Trafficking,
    /// Immigration and security interview, identity and documents, biometrics.
    Interview,
    /// A place in a shelter, with what goes with it.
    Shelter,
    /// Best-interests assessment of a child, and a guardian.
    BestInterests,
    /// Statement to the police, of those asked for one.
    Statement,
}

/// What is known of one stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facts {
    /// Who does it.
    pub staff: Staff,
    /// Staff that 6.4 counts for each hundred people.
    pub staff_per_100: u32,
    /// Least and most time of one member of staff for one person \[min\].
    pub minutes: (f64, f64),
    /// It is not begun before so long after landing \[h\].
    pub not_before_h: f64,
    /// It should be done within so long after landing \[h\].
    pub target_h: f64,
    /// Whether it needs a common language.
    pub talks: bool,
    /// Where the times come from.
    pub provenance: &'static str,
}

impl Stage {
    /// All stages, in the order of 6.4; a statement, which only some are asked for, last.
    pub const ALL: [Self; 10] = [
        Self::Berth,
        Self::Triage,
        Self::Registration,
        Self::FamilyTracing,
        Self::Screening,
        Self::Trafficking,
        Self::Interview,
        Self::Shelter,
        Self::BestInterests,
        Self::Statement,
    ];

    /// What is known of it.
    pub fn facts(self) -> Facts {
        let row = |staff, staff_per_100, minutes, not_before_h, target_h, talks, provenance| Facts {
            staff,
            staff_per_100,
            minutes,
            not_before_h,
            target_h,
            talks,
            provenance,
        };
        match self {
            Self::Berth => row(Staff::Reception, 6, (3.6, 7.2), 0.0, 2.0, false, "6.4: 1-2 h per 100, derived"),
            Self::Triage => row(Staff::Medical, 8, (2.0, 4.0), 0.0, 2.0, false, "6.4: 2-4 min each, in 1-2 h"),
            Self::Registration => {
                row(Staff::Registration, 4, (3.0, 5.0), 0.0, 24.0, true, "6.4: 3-5 min each; target proposed")
            }
            Self::FamilyTracing => row(
                Staff::Registration,
                2,
                (10.0, 20.0),
                24.0,
                168.0,
                true,
                "6.4: 1 day onward; minutes and target proposed",
            ),
            Self::Screening => row(Staff::Screening, 3, (10.0, 15.0), 0.0, 72.0, true, "6.4: 10-15 min each, day 1-3"),
            Self::Trafficking => {
                row(Staff::Screening, 2, (30.0, 60.0), 24.0, 240.0, true, "6.4: 30-60 min each, day 2-10")
            }
            Self::Interview => {
                row(Staff::Immigration, 4, (20.0, 40.0), 24.0, 336.0, true, "6.4: 20-40 min each, day 2-14")
            }
            Self::Shelter => row(Staff::Reception, 5, (18.0, 72.0), 0.0, 24.0, false, "6.4: 6-24 h per 100, derived"),
            Self::BestInterests => {
                row(Staff::ChildProtection, 2, (60.0, 120.0), 0.0, 72.0, true, "6.4: within 72 h; minutes proposed")
            }
            Self::Statement => row(Staff::Police, 2, (30.0, 60.0), 0.0, 240.0, true, "6.4: 30-60 min each, day 2-10"),
        }
    }

    /// What must be done before, or have been left out, for it to make sense.
    pub fn after(self) -> Option<Self> {
        match self {
            Self::Berth => None,
            Self::Triage => Some(Self::Berth),
            Self::Registration | Self::Shelter => Some(Self::Triage),
            Self::FamilyTracing | Self::Screening | Self::Interview | Self::BestInterests | Self::Statement => {
                Some(Self::Registration)
            }
            Self::Trafficking => Some(Self::Screening),
        }
    }

    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::Berth => "reception at the quay",
            Self::Triage => "triage",
            Self::Registration => "registration",
            Self::FamilyTracing => "family tracing",
            Self::Screening => "vulnerability screening",
            Self::Trafficking => "trafficking identification",
            Self::Interview => "immigration interview",
            Self::Shelter => "shelter placement",
            Self::BestInterests => "best-interests assessment",
            Self::Statement => "statement to the police",
        }
    }

    /// Persons that so many staff of the right kind can see through this stage in so long \[h\], by its mean time.
    /// Nothing for no staff or no time.
    pub fn processed(self, staff: u32, hours: f64) -> f64 {
        let (least, most) = self.facts().minutes;
        (f64::from(staff) * hours.max(0.0) * 60.0 / ((least + most) / 2.0)).max(0.0)
    }

    /// Time \[min\] that one person takes, at a place between the bounds, 0 to 1.
    pub fn minutes_at(self, place: f64) -> f64 {
        let (least, most) = self.facts().minutes;
        least + (most - least) * place.clamp(0.0, 1.0)
    }
}

/// How badly somebody needs a doctor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Triage {
    /// Can wait.
    Green,
    /// Needs treatment soon.
    Yellow,
    /// Needs a hospital at once.
    Red,
}

impl Triage {
    /// The colour.
    pub fn words(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// Who is how ill on landing (*proposed*, so that after a long drift 3 to 10 in a hundred need a hospital, as 6.4
    /// has it): red are those helpless from thirst, the badly wounded, and the frail, the pregnant and infants who are
    /// impaired by thirst or were long in the water; yellow are all others of these, and the impaired.
    pub fn of(state: &Landed) -> Self {
        let delicate = state.frail || state.pregnant || state.infant;
        let worn = state.thirst == Thirst::Impaired || state.immersed_h > LONG_IMMERSION_H;
        if state.thirst == Thirst::Helpless || state.badly_wounded || (delicate && worn) {
            Self::Red
        } else if delicate || worn || state.wounded {
            Self::Yellow
        } else {
            Self::Green
        }
    }

    /// Hazard of death \[1/h\] ashore (*proposed*, small): red without a hospital, a quarter of it once a doctor has
    /// seen them and gives what there is on the quay; yellow until seen.
    pub fn hazard_per_h(self, seen: bool, in_hospital: bool) -> f64 {
        match (self, seen, in_hospital) {
            (_, _, true) | (Self::Green, ..) | (Self::Yellow, true, _) => 0.0,
            (Self::Red, false, _) => 0.008,
            (Self::Red, true, _) => 0.002,
            (Self::Yellow, false, _) => 0.0005,
        }
    }
}

/// Time in the water after which the delicate need a hospital \[h\] (*proposed*).
const LONG_IMMERSION_H: f64 = 6.0;

/// The state in which somebody comes ashore, as far as triage sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Landed {
    /// How thirsty.
    pub thirst: Thirst,
    /// Time on a hull or in the water \[h\].
    pub immersed_h: f64,
    /// Old or ill.
    pub frail: bool,
    /// Under five.
    pub infant: bool,
    /// Pregnant.
    pub pregnant: bool,
    /// Wounded at all.
    pub wounded: bool,
    /// So badly that a hospital is needed.
    pub badly_wounded: bool,
}

/// Of the wounded, those who need a hospital (*proposed*).
pub const BADLY_WOUNDED: f64 = 0.25;

/// Chance that a conversation brings out what it is there to bring out (*proposed*): with a common language, through
/// an interpreter or not, and without one.
pub fn finds(understood: bool) -> f64 {
    if understood { 0.85 } else { 0.4 }
}

/// Chance that an interview establishes who somebody is (*proposed*): with a document or without, with a common
/// language or not, and with an officer there of the state whose nationality it is, who halves what is left in doubt.
pub fn identifies(documents: bool, understood: bool, liaison: bool) -> f64 {
    let alone = if documents { 0.95 } else { 0.5 } * if understood { 1.0 } else { 0.7 };
    if liaison { 1.0 - (1.0 - alone) / 2.0 } else { alone }
}

/// Without a common language a conversation takes this much longer (*proposed*).
pub const UNTRANSLATED: f64 = 2.0;

/// An interview with somebody who was never screened takes this much longer: what screening would have found comes up
/// there (*proposed*).
pub const UNSCREENED: f64 = 1.5;

/// Water one person needs in a day, for drinking, cooking and washing \[L/day\] (*recalled*: the Sphere minimum).
pub const WATER_L_PER_DAY: f64 = 15.0;

/// Persons without a bed.
pub fn without_bed(present: u32, beds: u32) -> u32 {
    present.saturating_sub(beds)
}

/// Persons whose need of water is not met by a supply \[L/day\], rounded up.
pub fn without_water(present: u32, supply_l_per_day: f64) -> u32 {
    let supplied = (supply_l_per_day.max(0.0) / WATER_L_PER_DAY).min(f64::from(present));
    // Whole persons: what is left of a supply after those who have enough is too little for one more.
    present - supplied as u32
}

/// A consulate should hear of its people within so long after registration \[h\]: "without delay" in the Vienna
/// Convention on Consular Relations, art. 36 (*recalled*); the number is *proposed*.
pub const CONSULATE_WITHIN_H: f64 = 72.0;

/// A stay in hospital \[h\] (*proposed*).
pub const HOSPITAL_STAY_H: f64 = 48.0;

/// Least and most time \[days\] from a decision to its end (sar-models.md 6.4).
pub mod due_days {
    /// UNHCR registration: 1 to 4 weeks.
    pub const UNHCR_REGISTRATION: (u32, u32) = (7, 28);
    /// Refugee status determination: 3 to 18 months.
    pub const STATUS_DETERMINATION: (u32, u32) = (91, 548);
    /// Assisted voluntary return: 2 to 12 weeks after nationality verification.
    pub const ASSISTED_RETURN: (u32, u32) = (14, 84);
    /// Resettlement, and reunification with family elsewhere: 6 to 36 months.
    pub const RESETTLEMENT: (u32, u32) = (183, 1_096);
    /// A full best-interests determination: 2 to 12 weeks.
    pub const BEST_INTERESTS: (u32, u32) = (14, 84);
    /// Extradition, from the first yes to the hand-over: half a year to two years (*recalled* practice, not in 6.4).
    pub const EXTRADITION: (u32, u32) = (183, 730);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_people_take_the_times_of_the_table() {
        // sar-models.md 6.4: with the staff it counts, the quay takes 1-2 h, registration 3-5 min each by four.
        let hours = |stage: Stage| {
            let facts = stage.facts();
            100.0 / stage.processed(facts.staff_per_100, 1.0)
        };
        assert!((hours(Stage::Berth) - 1.5).abs() < 1e-9);
        assert!((hours(Stage::Registration) - 100.0 * 4.0 / 60.0 / 4.0).abs() < 1e-9);
        // Triage of a hundred by eight is done within the 1-2 h of the table.
        assert!(hours(Stage::Triage) < 2.0);
        assert!((6.0..=24.0).contains(&hours(Stage::Shelter)));
        // 600 registered within 12 days at two sites is far below what staff at the table's strength could do.
        assert!(Stage::Registration.processed(4, 24.0 * 12.0) > 600.0);
    }

    #[test]
    fn minutes_each_are_as_published() {
        let minutes = |stage: Stage| stage.facts().minutes;
        assert_eq!(minutes(Stage::Triage), (2.0, 4.0));
        assert_eq!(minutes(Stage::Registration), (3.0, 5.0));
        assert_eq!(minutes(Stage::Screening), (10.0, 15.0));
        assert_eq!(minutes(Stage::Trafficking), (30.0, 60.0));
        assert_eq!(minutes(Stage::Interview), (20.0, 40.0));
        assert_eq!(Stage::BestInterests.facts().target_h, 72.0);
        assert_eq!(Stage::Screening.minutes_at(0.0), 10.0);
        assert_eq!(Stage::Screening.minutes_at(1.0), 15.0);
    }

    #[test]
    fn nobody_is_processed_by_nobody_and_more_staff_never_do_less() {
        for stage in Stage::ALL {
            assert_eq!(stage.processed(0, 5.0), 0.0);
            assert_eq!(stage.processed(5, 0.0), 0.0);
            assert!(stage.processed(3, 5.0) > stage.processed(2, 5.0));
            let (least, most) = stage.facts().minutes;
            assert!(least > 0.0 && least < most && stage.facts().not_before_h < stage.facts().target_h);
        }
    }

    #[test]
    fn no_stage_waits_for_itself() {
        for stage in Stage::ALL {
            let mut seen = vec![stage];
            let mut before = stage.after();
            while let Some(earlier) = before {
                assert!(!seen.contains(&earlier), "{stage:?}");
                seen.push(earlier);
                before = earlier.after();
            }
            assert_eq!(seen.last(), Some(&Stage::Berth));
        }
    }

    #[test]
    fn beds_and_water_run_short_by_whole_persons() {
        assert_eq!(without_bed(120, 100), 20);
        assert_eq!(without_bed(80, 100), 0);
        assert_eq!(without_water(100, 1_500.0), 0);
        assert_eq!(without_water(100, 1_499.0), 1);
        assert_eq!(without_water(100, 0.0), 100);
        assert_eq!(without_water(0, 0.0), 0);
    }

    #[test]
    fn triage_sends_the_helpless_and_not_the_thirsty_to_hospital() {
        let well = Landed {
            thirst: Thirst::Fit,
            immersed_h: 0.0,
            frail: false,
            infant: false,
            pregnant: false,
            wounded: false,
            badly_wounded: false,
        };
        assert_eq!(Triage::of(&well), Triage::Green);
        assert_eq!(Triage::of(&Landed { thirst: Thirst::Impaired, ..well }), Triage::Yellow);
        assert_eq!(Triage::of(&Landed { thirst: Thirst::Helpless, ..well }), Triage::Red);
        assert_eq!(Triage::of(&Landed { pregnant: true, ..well }), Triage::Yellow);
        assert_eq!(Triage::of(&Landed { infant: true, thirst: Thirst::Impaired, ..well }), Triage::Red);
        assert!(Triage::Red.hazard_per_h(false, false) > Triage::Red.hazard_per_h(true, false));
        assert_eq!(Triage::Red.hazard_per_h(true, true), 0.0);
    }

    #[test]
    fn a_document_a_common_language_and_an_officer_of_that_state_each_help_to_establish_who_somebody_is() {
        for (documents, understood) in [(false, false), (false, true), (true, false), (true, true)] {
            let (alone, with) = (identifies(documents, understood, false), identifies(documents, understood, true));
            assert!(0.0 < alone && alone < with && with < 1.0);
        }
        assert!(identifies(true, true, false) > identifies(false, true, false));
        assert!(identifies(false, true, false) > identifies(false, false, false));
    }
}
