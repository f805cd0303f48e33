//! Whether what a file says can be true of its scenario: ids that name something, numbers that are numbers.
//!
//! Ids are indices, and a wrong one would make any later reader stumble. The check reads every value through its
//! own serde form, in which an id still carries its type's name, so no field can be forgotten here.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{self, Serialize};

use crate::scenario::Scenario;
use crate::sim::{Entry, Fact, World};

/// How many there are of each thing an id counts. Ids of other things are not checked.
#[derive(Debug, Clone)]
pub(crate) struct Bounds(BTreeMap<&'static str, usize>);

impl Bounds {
    /// What the scenario fixes.
    pub(crate) fn of_scenario(scenario: &Scenario) -> Self {
        Self(BTreeMap::from([
            ("PartyId", scenario.parties.len()),
            ("SeatId", scenario.seats.len()),
            ("PlaceId", scenario.places.len()),
            ("SruId", scenario.srus.len()),
            ("CraftId", scenario.craft.len()),
            ("PersonId", scenario.persons_aboard() as usize),
            ("InjectId", scenario.injects.len()),
            ("ExpectationId", scenario.expectations.len()),
            ("ObjectiveId", scenario.objectives.len()),
            ("SiteId", scenario.reception.sites.len()),
        ]))
    }

    /// Checks every id and number inside a value.
    ///
    /// # Errors
    /// A sentence naming the first that is wrong.
    pub(crate) fn check<T: Serialize>(&self, value: &T) -> Result<(), String> {
        value.serialize(Check { bounds: self, id: None }).map_err(|unsound| unsound.0)
    }
}

/// Checks a world from a file against its scenario.
///
/// # Errors
/// A sentence naming the first thing that cannot be.
pub(crate) fn world(world: &World, scenario: &Scenario) -> Result<(), String> {
    let mut bounds = Bounds::of_scenario(scenario);
    bounds.0.extend([("ObjectId", world.objects.len())]);
    bounds.check(world)?;
    let persons = scenario.persons_aboard() as usize;
    for (what, have, should) in [
        ("casualties", world.casualties.len(), scenario.craft.len()),
        ("cases", world.cases.len(), scenario.craft.len()),
        ("people", world.people.len(), persons),
        ("units", world.srus.len(), scenario.srus.len()),
        ("ledgers", world.ledgers.len(), scenario.seats.len()),
        ("injects", world.injects.len(), scenario.injects.len()),
        ("expectations", world.expectations.len(), scenario.expectations.len()),
        ("hulls among the objects", world.objects.len().min(scenario.craft.len()), scenario.craft.len()),
    ] {
        if have != should {
            return Err(format!("it has {have} {what}, and the scenario {should}"));
        }
    }
    if !world.frame.fits(scenario) {
        return Err("what it remembers for EXCON does not fit the scenario".to_owned());
    }
    if !world.signals.fits(scenario) || !world.ashore.fits(scenario, persons, world.portal.leads.came.len()) {
        return Err("what it has of calls and of the part ashore does not fit the scenario".to_owned());
    }
    let in_order = world.people.iter().enumerate().all(|(i, person)| person.id.index() == i)
        && world.objects.iter().enumerate().all(|(i, object)| object.id.index() == i)
        && world.srus.iter().enumerate().all(|(i, sru)| sru.id.index() == i)
        && world.cases.iter().enumerate().all(|(i, case)| case.craft.index() == i)
        && world.casualties.iter().enumerate().all(|(i, casualty)| casualty.craft.index() == i);
    if !in_order {
        return Err("its lists are not in order".to_owned());
    }
    for (case, (casualty, craft)) in world.cases.iter().zip(world.casualties.iter().zip(&scenario.craft)) {
        let fits = case.phases.len() == scenario.seats.len()
            && case.plots.len() == scenario.seats.len()
            && casualty.troubles.len() >= craft.troubles.len()
            && casualty.calls.len() == craft.calls.len();
        if !fits {
            return Err(format!("{} does not fit the scenario", case.craft));
        }
    }
    if world.people.iter().any(|p| scenario.craft[p.craft.index()].groups.len() <= p.group as usize) {
        return Err("a person is of a group the scenario does not have".to_owned());
    }
    for ledger in &world.ledgers {
        let contact = |entry: &Entry| match entry.fact {
            Fact::Sighted { contact, .. } => contact as usize,
            _ => 0,
        };
        if ledger.entries().iter().map(contact).max().is_some_and(|most| most > 0 && most >= ledger.contacts.len()) {
            return Err("a ledger tells of a contact it does not have".to_owned());
        }
    }
    Ok(())
}

/// Checks that every number inside a value is one.
///
/// # Errors
/// A sentence naming the first that is none.
pub(crate) fn numbers_are_finite<T: Serialize>(value: &T) -> Result<(), String> {
    Bounds(BTreeMap::new()).check(value)
}

/// A sentence about the first thing that is wrong.
#[derive(Debug)]
struct Unsound(String);

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsound {}

impl ser::Error for Unsound {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self(what.to_string())
    }
}

/// A serde target that writes nothing and looks at everything.
#[derive(Clone, Copy)]
struct Check<'a> {
    bounds: &'a Bounds,
    // The id whose number comes next.
    id: Option<&'static str>,
}

impl Check<'_> {
    fn inside(self) -> Self {
        Self { id: None, ..self }
    }
}

macro_rules! nothing_to_check {
    ($($method:ident($type:ty),)*) => {
        $(fn $method(self, _: $type) -> Result<(), Unsound> {
            Ok(())
        })*
    };
}

impl ser::Serializer for Check<'_> {
    type Ok = ();
    type Error = Unsound;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    nothing_to_check! {
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8]),
        serialize_unit_struct(&'static str),
    }

    fn serialize_u32(self, number: u32) -> Result<(), Unsound> {
        let Some(id) = self.id else { return Ok(()) };
        let count = self.bounds.0.get(id).copied().unwrap_or(usize::MAX);
        if (number as usize) < count {
            return Ok(());
        }
        Err(Unsound(format!("it names {id} {number}, and there are {count}")))
    }

    fn serialize_f32(self, number: f32) -> Result<(), Unsound> {
        self.serialize_f64(f64::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result<(), Unsound> {
        if number.is_finite() { Ok(()) } else { Err(Unsound(format!("it holds {number} where a number belongs"))) }
    }

    fn serialize_none(self) -> Result<(), Unsound> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsound> {
        value.serialize(self.inside())
    }

    fn serialize_unit(self) -> Result<(), Unsound> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Unsound> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Unsound> {
        let id = self.bounds.0.contains_key(name).then_some(name);
        value.serialize(Self { id, ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unsound> {
        value.serialize(self.inside())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unsound> {
        Ok(self.inside())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unsound> {
        Ok(self.inside())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unsound> {
        Ok(self.inside())
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Unsound> {
        Ok(self.inside())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unsound> {
        Ok(self.inside())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unsound> {
        Ok(self.inside())
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Unsound> {
        Ok(self.inside())
    }
}

macro_rules! check_each {
    ($($compound:ident :: $method:ident($($key:ty)?),)*) => {
        $(impl ser::$compound for Check<'_> {
            type Ok = ();
            type Error = Unsound;

            fn $method<T: Serialize + ?Sized>(&mut self, $(_: $key,)? value: &T) -> Result<(), Unsound> {
                value.serialize(*self)
            }

            fn end(self) -> Result<(), Unsound> {
                Ok(())
            }
        })*
    };
}

check_each! {
    SerializeSeq::serialize_element(),
    SerializeTuple::serialize_element(),
    SerializeTupleStruct::serialize_field(),
    SerializeTupleVariant::serialize_field(),
    SerializeStruct::serialize_field(&'static str),
    SerializeStructVariant::serialize_field(&'static str),
}

impl ser::SerializeMap for Check<'_> {
    type Ok = ();
    type Error = Unsound;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsound> {
        key.serialize(*self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsound> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Unsound> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Tick;
    use crate::base::ids::{SeatId, SruId};
    use crate::scenario::Milestone;

    #[test]
    fn an_id_of_nothing_and_a_number_that_is_none_are_found_at_any_depth() {
        let bounds = Bounds(BTreeMap::from([("SeatId", 2)]));
        assert_eq!(bounds.check(&vec![Some((SeatId(1), SruId(99), 1.5))]), Ok(()));
        let unknown = bounds.check(&vec![Some((SeatId(2), 1.5))]).unwrap_err();
        assert!(unknown.contains("SeatId 2"), "{unknown}");
        let milestones = BTreeMap::from([(Milestone::LandingAgreed(SeatId(7)), Tick(9))]);
        assert!(bounds.check(&milestones).is_err());
        assert!(bounds.check(&[0.0, f64::NAN]).is_err());
        assert_eq!(bounds.check(&(Tick(7), 7_u32, "seven")), Ok(()));
    }
}
