//! People rescued before the exercise begins: of a craft that has so many, aboard a ship that has room for them.

use super::super::diagnostic::{RANGE, ROLE};
use super::super::doc::RescuedDoc;
use super::super::leaf::Leaf;
use super::super::model::{Craft, Sru, Start};
use super::super::reading::Reading;
use super::super::rescued::Rescued;
use super::Written;
use crate::base::ids::{CraftId, SruId};

/// Persons of one entry at most; a craft's own number is held against it beside.
const MOST: u32 = 1_000_000;

/// All entries. Where a craft or a unit cannot be read, what depends on it is not judged.
pub(super) fn rescued<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, RescuedDoc<'a>>],
    crafts: &[Option<Craft>],
    srus: &[Option<Sru>],
) -> Vec<Option<Rescued>> {
    let mut all: Vec<Rescued> = Vec::new();
    let mut read = Vec::new();
    for entry in written {
        let one = one(reading, &entry.form, crafts, srus, &all);
        all.extend(one);
        read.push(one);
    }
    read
}

fn one<'a>(
    reading: &mut Reading<'a>,
    form: &RescuedDoc<'a>,
    crafts: &[Option<Craft>],
    srus: &[Option<Sru>],
    before: &[Rescued],
) -> Option<Rescued> {
    let craft = reading.reference(|r| &mut r.crafts, form.craft);
    let by = reading.reference(|r| &mut r.srus, form.by);
    let persons = reading.count(form.persons, "persons rescued", 1..=MOST);
    let (craft, by, persons) = (craft?, by?, persons?);
    let sum = |holds: &dyn Fn(&Rescued) -> bool| -> u32 {
        before.iter().filter(|other| holds(other)).map(|other| other.persons).fold(persons, u32::saturating_add)
    };
    if let Some(Some(unit)) = srus.get(by) {
        if unit.start == Start::Reserve {
            let message = format!("{} is held in reserve and can have nobody aboard", form.by.raw().text());
            return reading.error(ROLE, form.by.raw(), message, "name a unit or ship that is there from the start");
        }
        let aboard = sum(&|other| other.by.index() == by);
        if aboard > unit.capacity {
            let message = format!("{} has room for {} survivors, not {aboard}", unit.name, unit.capacity);
            return reading.error(RANGE, form.persons.raw(), message, "lower the number, or raise its `capacity`");
        }
    }
    if let Some(Some(vessel)) = crafts.get(craft) {
        let (off, set_out) = (sum(&|other| other.craft.index() == craft), set_out(vessel));
        if off > set_out {
            let message = format!("{set_out} persons set out in {}, not {off}", vessel.name);
            return reading.error(RANGE, form.persons.raw(), message, format!("type {set_out} at most in all"));
        }
    }
    Some(Rescued { craft: CraftId::new(craft), by: SruId::new(by), persons })
}

fn set_out(craft: &Craft) -> u32 {
    craft.groups.iter().map(|group| group.count).fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use crate::base::ids::{CraftId, SruId};
    use crate::scenario::{EXAMPLE, Rescued, read};

    fn with(entries: &str) -> Result<Vec<Rescued>, Vec<String>> {
        let text = EXAMPLE.replacen("    parties: [", &format!("    rescued: [{entries}],\n    parties: ["), 1);
        let (scenario, findings) = read(&text);
        let said = findings.iter().map(ToString::to_string).collect::<Vec<_>>();
        scenario.map(|scenario| scenario.rescued).ok_or(said)
    }

    #[test]
    fn people_rescued_before_are_of_a_craft_and_aboard_a_ship() {
        assert_eq!(with(""), Ok(vec![]));
        let read = with("(craft: \"boat\", by: \"rescue-11\", persons: 12)").unwrap();
        assert_eq!(read, [Rescued { craft: CraftId(0), by: SruId(0), persons: 12 }]);
    }

    #[test]
    fn mistakes_in_who_was_rescued_say_what_to_type() {
        for (written, wanted) in [
            ("(craft: \"boot\", by: \"rescue-11\", persons: 12)", "\"boat\""),
            ("(craft: \"boat\", by: \"patrol-9\", persons: 12)", "rescue-11"),
            ("(craft: \"boat\", by: \"rescue-11\", persons: 0)", "from 1 to"),
            ("(craft: \"boat\", by: \"rescue-11\", persons: 61)", "lower the number"),
            (
                "(craft: \"boat\", by: \"rescue-11\", persons: 30), (craft: \"boat\", by: \"ever-north\", persons: 11)",
                "type 40 at most",
            ),
        ] {
            let said = with(written).unwrap_err();
            assert_eq!(said.len(), 1, "{written}: {said:#?}");
            assert!(said[0].contains(wanted), "{written}: {said:#?}");
        }
    }
}
