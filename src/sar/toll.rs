//! What one person bears, minute by minute: sea, cold, thirst, heat, the grip on a hull.
//!
//! This is where the hazards of `survival` and `thirst` come together. The exercise and the calibration against real
//! cases use the same two steps: what somebody would drink, and what they bear when they got it. Who dies follows
//! from measures drawn once for each person ([`Constitution`]), so that a rescue an hour earlier saves exactly those
//! whose measure would have been full in that hour.

use serde::{Deserialize, Serialize};

use super::survival::{self, Body, SeaState, Where};
use super::thirst::{self, Ration, Shade, Thirst};
use crate::base::noise::Draws;

/// What is hidden in a person, drawn once.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Constitution {
    /// How much accumulated hazard this person will bear: a standard exponential draw.
    pub endurance: f64,
    /// How much hazard of being washed off a hull: another.
    pub hold: f64,
    /// How prone to seasickness, uniform in [0, 1): the least prone is nearest 1.
    pub seasick: f64,
    /// How ready to drink sea water, uniform in [0, 1): the readiest is nearest 0.
    pub drinks_seawater: f64,
}

impl Constitution {
    /// Draws a person's.
    pub fn draw(draws: &mut Draws) -> Self {
        Self {
            endurance: draws.exponential(),
            hold: draws.exponential(),
            seasick: draws.unit(),
            drinks_seawater: draws.unit(),
        }
    }
}

/// What a person is exposed to now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Around {
    /// Where they are.
    pub place: Where,
    /// The sea there.
    pub sea: SeaState,
    /// Temperature of the air in the shade \[degrees Celsius\].
    pub air_c: f64,
    /// What shades them.
    pub shade: Shade,
    /// Whether the vessel they are aboard goes under its own power, with food and hands: then illness is all they bear
    /// of it.
    pub provided: bool,
}

/// What a person has borne so far.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Toll {
    /// Hazard of death borne.
    pub borne: f64,
    /// Hazard of being washed off a hull borne.
    pub grip: f64,
    /// Hours on a hull or in the water.
    pub immersed_h: f64,
    /// Hours aboard the boat or raft they are in.
    pub aboard_h: f64,
    /// Lack of water \[L\].
    pub deficit_l: f64,
}

/// What of a minute's hazards was the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worst {
    /// Sea and cold.
    Sea,
    /// Illness, or heat.
    Illness,
    /// Thirst.
    Thirst,
}

impl Toll {
    /// Water needed \[L/day\] by this person, but for sea water drunk.
    pub fn need_l_per_day(&self, body: &Body, hidden: &Constitution, around: &Around) -> f64 {
        let aboard = matches!(around.place, Where::AboardAfloat | Where::AboardSwamped | Where::InRaft);
        let sick = aboard
            && self.aboard_h < thirst::SEASICK_H
            && hidden.seasick < thirst::seasick_share(around.sea.wave_height_m);
        thirst::need_l_per_day(around.air_c, body) * around.shade.factor() * if sick { thirst::SEASICK } else { 1.0 }
    }

    /// What this person would drink \[L\] in some hours \[h\] if there were enough, within a ration if there is one
    /// that has held for so long \[h\].
    pub fn wish_l(
        &self,
        body: &Body,
        hidden: &Constitution,
        around: &Around,
        ration: Option<(Ration, f64)>,
        hours: f64,
    ) -> f64 {
        let wish = thirst::wish_l(self.deficit_l, self.need_l_per_day(body, hidden, around), hours);
        ration.map_or(wish, |(ration, since_h)| wish.min(ration.most_l(body, since_h, hours)))
    }

    /// Some hours \[h\] go by in which the person drinks so much \[L\]. Says what was worst.
    pub fn bear(&mut self, body: &Body, hidden: &Constitution, around: &Around, drunk_l: f64, hours: f64) -> Worst {
        let mut need = self.need_l_per_day(body, hidden, around);
        let parched = drunk_l < 0.2 * need * hours / 24.0;
        if parched
            && hidden.drinks_seawater < thirst::DRINKS_SEAWATER
            && thirst::thirst(self.deficit_l, body) >= Thirst::Impaired
        {
            need *= thirst::SEAWATER_DRUNK;
        }
        self.deficit_l = thirst::deficit_after_l(self.deficit_l, need, drunk_l.max(0.0) * 24.0 / hours, hours);

        let on_hull = around.place == Where::OnHull;
        let wet = on_hull || matches!(around.place, Where::InWater { .. });
        if wet {
            self.immersed_h += hours;
        } else {
            self.aboard_h += hours;
        }
        let grip = if wet || around.place == Where::AboardSwamped {
            thirst::thirst(self.deficit_l, body).grip_factor()
        } else {
            1.0
        };
        let of_place = if around.provided && around.place == Where::AboardAfloat {
            survival::illness_hazard_per_day(body) / 24.0
        } else {
            survival::immersion_hazard_per_h(around.place, body, self.immersed_h, &around.sea) * grip
        };
        let (stays, goes) = if on_hull { (1.0 - survival::WASHED_OFF, survival::WASHED_OFF) } else { (1.0, 0.0) };
        let swimming = survival::swimming_failure_per_h(around.place, body, self.immersed_h, around.sea.water_c);
        let sea = of_place * stays + swimming;
        let heat = if wet { 0.0 } else { thirst::heat_hazard_per_h(around.air_c, around.shade, body) };
        let dry = thirst::hazard_per_h(self.deficit_l, body);
        self.grip += of_place * goes * hours;
        self.borne += (sea + heat + dry) * hours;
        if dry > sea && dry > heat {
            Worst::Thirst
        } else if heat > sea || around.place == Where::AboardAfloat {
            Worst::Illness
        } else {
            Worst::Sea
        }
    }

    /// The person comes into another craft: seasickness begins anew.
    pub fn changes_craft(&mut self) {
        self.aboard_h = 0.0;
    }
}

#[cfg(test)]
#[path = "toll_tests.rs"]
mod tests;
