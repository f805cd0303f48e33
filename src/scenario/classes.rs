//! Classes of units, `assets/units/classes.ron`: what a unit is like where the scenario says nothing of its own.
//!
//! Source: sar-models.md 5.5; each row of the file says which figures were read and which are proposed.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::diagnostic::SAME_ID;
use super::leaf::{Choice, Count, Duration, Id, Leaf, Number, Part, Quantity, Raw, Switch, Words};
use super::model::SruKind;
use super::reading::Reading;
use crate::base::Span;
use crate::base::quantity::Kind;
use crate::sar::recovery::Method;
use crate::sar::sensor::Sensor;
use crate::sar::sweep::Platform;

/// The table of classes as it is in the binary.
const CLASSES: &str = include_str!("../../assets/units/classes.ron");

/// A class of units.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitClass {
    /// The name used in scenarios: "patrol-boat".
    pub id: String,
    /// What it is.
    pub description: String,
    /// Ship or aircraft.
    pub kind: SruKind,
    /// Where its look-outs stand.
    pub platform: Platform,
    /// Speed when going somewhere \[m/s\].
    pub transit_mps: f64,
    /// Speed when searching \[m/s\].
    pub search_mps: f64,
    /// Distance it can go at transit speed \[m\].
    pub range_m: f64,
    /// Time it can stay out.
    pub endurance: Span,
    /// Survivors it can take.
    pub capacity: u32,
    /// From order to under way.
    pub notice: Span,
    /// Wave height above which it stays in port \[m\].
    pub max_wave_m: f64,
    /// Height flown when searching \[m\]; 0 for ships.
    pub altitude_m: f64,
    /// Height of eye, or antenna, above water \[m\].
    pub eye_height_m: f64,
    /// Sensors beside the eye.
    pub sensors: Vec<Sensor>,
    /// Ways of getting people aboard.
    pub methods: Vec<Method>,
    /// Whether it sends AIS.
    pub ais: bool,
    /// Where the figures come from.
    pub source: String,
    /// What an hour under way costs \[USD/h\].
    pub cost_per_hour_usd: f64,
}

/// A row of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "class")]
struct ClassDoc<'a> {
    #[serde(borrow)]
    id: Id<'a>,
    description: Words<'a>,
    kind: Choice<'a>,
    platform: Choice<'a>,
    speed: Quantity<'a>,
    search_speed: Quantity<'a>,
    range: Quantity<'a>,
    endurance: Duration<'a>,
    capacity: Count<'a>,
    notice: Duration<'a>,
    max_wave: Quantity<'a>,
    altitude: Quantity<'a>,
    eye_height: Quantity<'a>,
    sensors: Part<'a, Vec<Choice<'a>>>,
    methods: Part<'a, Vec<Choice<'a>>>,
    ais: Switch<'a>,
    source: Words<'a>,
    cost_per_hour: Number<'a>,
}

/// All classes, in the order of the file.
///
/// # Panics
/// If the embedded file is broken, which a test rules out.
pub fn unit_classes() -> &'static [UnitClass] {
    static TABLE: OnceLock<Vec<UnitClass>> = OnceLock::new();
    TABLE.get_or_init(|| match table(CLASSES) {
        Ok(table) => table,
        Err(findings) => unreachable!("the embedded classes of units are whole, but: {findings}"),
    })
}

/// Reads a table of classes, or says what is wrong with it.
fn table(text: &str) -> Result<Vec<UnitClass>, String> {
    let mut reading = Reading::of(text);
    let mut table: Vec<UnitClass> = Vec::new();
    let mut seen = BTreeMap::new();
    let parts: Option<Vec<Part<'_, ClassDoc<'_>>>> =
        reading.list(Part::from(Raw::whole(text)), "classes of units", 1..=1_000);
    for part in parts.into_iter().flatten() {
        let Some(form) = reading.form(part, "a class of units") else { continue };
        let Some(class) = class(&mut reading, &form) else { continue };
        if seen.insert(class.id.clone(), ()).is_some() {
            let _: Option<()> = reading.error(SAME_ID, form.id.raw(), "this class is there already", "rename it");
        }
        table.push(class);
    }
    let findings = reading.into_diagnostics();
    if findings.is_empty() { Ok(table) } else { Err(format!("{findings:?}")) }
}

fn class<'a>(reading: &mut Reading<'a>, form: &ClassDoc<'a>) -> Option<UnitClass> {
    let kinds = [
        ("Vessel", SruKind::Vessel),
        ("Merchant", SruKind::Merchant),
        ("FixedWing", SruKind::FixedWing),
        ("Helicopter", SruKind::Helicopter),
    ];
    let platforms = [
        ("SmallBoat", Platform::SmallBoat),
        ("Vessel", Platform::Vessel),
        ("Merchant", Platform::Merchant),
        ("FixedWing", Platform::FixedWing),
        ("Helicopter", Platform::Helicopter),
    ];
    Some(UnitClass {
        id: reading.id(form.id)?,
        description: reading.text(form.description)?,
        kind: reading.word(form.kind, &kinds)?,
        platform: reading.word(form.platform, &platforms)?,
        transit_mps: speed_mps(reading, form.speed)?,
        search_mps: speed_mps(reading, form.search_speed)?,
        range_m: range_m(reading, form.range)?,
        endurance: reading.span(form.endurance)?,
        capacity: capacity(reading, form.capacity)?,
        notice: reading.span(form.notice)?,
        max_wave_m: wave_m(reading, form.max_wave)?,
        altitude_m: height_m(reading, form.altitude)?,
        eye_height_m: height_m(reading, form.eye_height)?,
        sensors: sensors(reading, form.sensors)?,
        methods: methods(reading, form.methods)?,
        ais: reading.switch(form.ais)?,
        source: reading.text(form.source)?,
        cost_per_hour_usd: cost_per_hour(reading, form.cost_per_hour)?,
    })
}

/// A unit's speed \[m/s\]: zero is read here and refused by who knows of which unit it is.
pub(super) fn speed_mps<'a>(reading: &mut Reading<'a>, quantity: Quantity<'a>) -> Option<f64> {
    reading.quantity(quantity, Kind::Speed, "a speed", 0.0..=350.0, "0 to 680 kn")
}

/// A unit's range \[m\].
pub(super) fn range_m<'a>(reading: &mut Reading<'a>, quantity: Quantity<'a>) -> Option<f64> {
    reading.quantity(quantity, Kind::Length, "a range", 0.0..=40_000_000.0, "0 to 21,000 NM")
}

/// The sea in which a unit stays in port \[m\].
pub(super) fn wave_m<'a>(reading: &mut Reading<'a>, quantity: Quantity<'a>) -> Option<f64> {
    reading.quantity(quantity, Kind::Length, "a wave height", 0.0..=20.0, "0 to 20 m")
}

/// What an hour under way costs \[USD/h\].
pub(super) fn cost_per_hour<'a>(reading: &mut Reading<'a>, number: Number<'a>) -> Option<f64> {
    reading.number(number, "a cost per hour", 0.0..=1_000_000.0)
}

/// A height of eye or of flight \[m\].
pub(super) fn height_m<'a>(reading: &mut Reading<'a>, quantity: Quantity<'a>) -> Option<f64> {
    reading.quantity(quantity, Kind::Length, "a height", 0.0..=15_000.0, "0 to 15 km")
}

/// Survivors a unit can take.
pub(super) fn capacity<'a>(reading: &mut Reading<'a>, count: Count<'a>) -> Option<u32> {
    reading.count(count, "the capacity", 0..=5_000)
}

/// Sensors, each once.
pub(super) fn sensors<'a>(reading: &mut Reading<'a>, list: Part<'a, Vec<Choice<'a>>>) -> Option<Vec<Sensor>> {
    let known = [
        ("Radar", Sensor::Radar),
        ("Infrared", Sensor::Infrared),
        ("NightVision", Sensor::NightVision),
        ("Searchlight", Sensor::Searchlight),
        ("DirectionFinder", Sensor::DirectionFinder),
    ];
    words(reading, list, "sensors", &known)
}

/// Ways of getting people aboard, each once.
pub(super) fn methods<'a>(reading: &mut Reading<'a>, list: Part<'a, Vec<Choice<'a>>>) -> Option<Vec<Method>> {
    let known = [
        ("RibShuttle", Method::RibShuttle),
        ("LowDeck", Method::LowDeck),
        ("PilotLadder", Method::PilotLadder),
        ("ScrambleNet", Method::ScrambleNet),
        ("Basket", Method::Basket),
        ("Hoist", Method::Hoist),
    ];
    words(reading, list, "ways of getting people aboard", &known)
}

fn words<'a, T: Copy + PartialEq>(
    reading: &mut Reading<'a>,
    list: Part<'a, Vec<Choice<'a>>>,
    what: &str,
    known: &[(&str, T)],
) -> Option<Vec<T>> {
    let choices = reading.list(list, what, 0..=100)?;
    let judged: Vec<Option<T>> = choices.into_iter().map(|choice| reading.word(choice, known)).collect();
    let mut words = Vec::new();
    for word in judged {
        let word = word?;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::quantity::{knots, nmi};

    fn class(id: &str) -> &'static UnitClass {
        unit_classes().iter().find(|class| class.id == id).unwrap()
    }

    #[test]
    fn every_row_of_the_source_is_there_and_can_work() {
        assert_eq!(table(CLASSES).map(|table| table.len()), Ok(25));
        for class in unit_classes() {
            assert!(class.transit_mps >= class.search_mps && class.search_mps > 0.0, "{}", class.id);
            assert!(class.range_m > 0.0 && class.endurance > Span::ZERO && class.max_wave_m > 0.0, "{}", class.id);
            assert_eq!(class.kind.flies(), class.altitude_m > 0.0, "{}", class.id);
            assert_eq!(class.kind.flies(), class.platform.is_aircraft(), "{}", class.id);
            assert_eq!(class.capacity > 0, !class.methods.is_empty(), "{}", class.id);
            assert!(class.source.starts_with("5.5 row "), "{}", class.id);
            assert!(class.cost_per_hour_usd > 0.0, "{}", class.id);
        }
    }

    #[test]
    fn figures_read_in_the_source_are_kept() {
        let kn_sar = class("rescue-vessel-40m");
        assert!((nmi(kn_sar.range_m) - 1200.0).abs() < 1e-9);
        assert_eq!(kn_sar.endurance, Span::hours(60));
        assert!((knots(class("rescue-vessel-66m").transit_mps) - 16.0).abs() < 1e-9);
        assert_eq!(class("aw139").methods, [Method::Hoist]);
        assert_eq!(class("container-ship").kind, SruKind::Merchant);
    }

    #[test]
    fn a_broken_table_is_told_apart() {
        assert!(table("[]").unwrap_err().contains("S022"));
        assert!(table(&CLASSES.replace("\"p-3\"", "\"p-8\"")).unwrap_err().contains("S021"));
    }
}
