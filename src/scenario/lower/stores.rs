//! What a ship carries for others, and what holding it up costs.

use super::super::diagnostic::HABITAT;
use super::super::doc::{Id, StoresDoc};
use super::super::leaf::{Count, Leaf, Number, Part};
use super::super::reading::Reading;
use super::super::stores::{Stores, water_for_l};
use crate::base::quantity::Kind;

/// Lifejackets of one ship at most.
const LIFEJACKETS: u32 = 100_000;

/// Days of food for one person aboard one vessel or ship at most.
const FOOD_DAYS: u32 = 1_000_000;

/// Stores as written, before it is known how many survivors the ship can take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carried {
    water_l: Option<f64>,
    lifejackets: u32,
    food_days: Option<f64>,
}

impl Carried {
    /// What that is for a ship with room for so many.
    pub(super) fn of(self, capacity: u32) -> Stores {
        let water_l = self.water_l.unwrap_or_else(|| water_for_l(capacity));
        Stores { water_l, lifejackets: self.lifejackets, food_days: self.food_days }
    }
}

/// The stores of a ship; none where nothing is written. An aircraft has none: it cannot pass them over.
pub(super) fn stores<'a>(
    reading: &mut Reading<'a>,
    ship: Id<'a>,
    written: Option<Part<'a, StoresDoc<'a>>>,
    flies: Option<bool>,
) -> Option<Option<Carried>> {
    let Some(part) = written else { return Some(None) };
    let form = reading.form(part, "stores")?;
    let water = form
        .water
        .map(|water| reading.quantity(water, Kind::Volume, "the water in store", 0.0..=10_000_000.0, "0 to 10,000 m3"));
    let jackets = form.lifejackets.map_or(Some(0), |count| reading.count(count, "lifejackets", 0..=LIFEJACKETS));
    let food = food(reading, form.food);
    if flies == Some(true) {
        let message = format!("{} is an aircraft and cannot pass stores over to a vessel", ship.raw().text());
        return reading.error(HABITAT, part.raw(), message, "leave `stores` out; write `rafts` for what it drops");
    }
    let water_l = water.map_or(Some(None), |water| water.map(Some));
    Some(Some(Carried { water_l: water_l?, lifejackets: jackets?, food_days: food? }))
}

/// Food, in days of one person; none where nothing is written.
pub(super) fn food<'a>(reading: &mut Reading<'a>, written: Option<Count<'a>>) -> Option<Option<f64>> {
    let Some(count) = written else { return Some(None) };
    reading.count(count, "days of food for one person", 0..=FOOD_DAYS).map(|days| Some(f64::from(days)))
}

/// What a day's delay costs a merchant ship's owners \[USD\].
pub(super) fn cost_per_day<'a>(reading: &mut Reading<'a>, written: Number<'a>) -> Option<f64> {
    reading.number(written, "a cost in USD", 0.0..=10_000_000.0)
}

#[cfg(test)]
mod tests {
    use crate::scenario::{EXAMPLE, Stores, read};

    fn with(unit: &str) -> Result<Vec<Option<Stores>>, Vec<String>> {
        let (scenario, findings) =
            read(&EXAMPLE.replacen("notice: \"45min\",", &format!("notice: \"45min\", {unit}"), 1));
        let said = findings.iter().map(ToString::to_string).collect::<Vec<_>>();
        scenario.map(|scenario| scenario.srus.iter().map(|sru| sru.stores).collect()).ok_or(said)
    }

    #[test]
    fn stores_are_counted_only_where_they_are_written_and_water_has_a_default() {
        assert_eq!(with("").unwrap()[0], None);
        let all = with("stores: (water: \"2 m3\", lifejackets: 100),").unwrap();
        assert_eq!(all[0], Some(Stores { water_l: 2000.0, lifejackets: 100, food_days: None }));
        // Two days for sixty survivors.
        let least = Stores { water_l: 360.0, lifejackets: 0, food_days: None };
        assert_eq!(with("stores: (),").unwrap()[0], Some(least));
        let fed = with("stores: (food: 300),").unwrap()[0];
        assert_eq!(fed, Some(Stores { food_days: Some(300.0), ..least }));
    }

    #[test]
    fn mistakes_in_stores_say_what_to_type() {
        for (written, wanted) in [
            ("stores: (water: \"2 kn\"),", "\"200 L\""),
            ("stores: (lifejackets: -1),", "lifejackets"),
            ("stores: (food: -3),", "days of food"),
            ("stores: (bread: 3),", "food"),
        ] {
            let said = with(written).unwrap_err().join(" ");
            assert!(said.contains(wanted), "{written}: {said}");
        }
        let text = EXAMPLE.replacen("start: \"halim\"", "stores: (lifejackets: 5), start: \"halim\"", 1);
        let (scenario, findings) = read(&text);
        assert!(scenario.is_none() && findings[0].to_string().contains("aircraft"), "{findings:?}");
    }

    #[test]
    fn what_a_merchant_ship_costs_may_be_written_by_the_day_or_by_the_hour_and_is_one_price() {
        let cost = |keys: &str| {
            let text = EXAMPLE.replacen("from: \"-10h\"", &format!("{keys}from: \"-10h\""), 1);
            read(&text).0.unwrap().srus.last().unwrap().cost_per_hour_usd
        };
        let of_class = cost("");
        assert!(of_class > 0.0);
        assert_eq!(cost("cost_per_day: 24000, "), 1_000.0);
        assert_eq!(cost("cost_per_hour: 500, "), 500.0);
        assert_eq!(cost("cost_per_day: 24000, cost_per_hour: 500, "), 500.0);
    }
}
