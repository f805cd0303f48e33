//! What a review draws over time beside the pictures: how everybody fared, and moments somebody marked.

use serde::{Deserialize, Serialize};

use super::wire::Tally;
use crate::base::Tick;
use crate::picture::Truth;
use crate::sim::Setting;

/// How everybody fared in one run, at moments in order. All lists have the length of `ticks`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Series {
    /// The name of the run, for a legend.
    pub name: String,
    /// The moments, strictly rising.
    pub ticks: Vec<Tick>,
    /// Landed alive at a place of safety.
    pub saved: Vec<u32>,
    /// Alive aboard rescuers.
    pub aboard_rescuers: Vec<u32>,
    /// Alive and not rescued.
    pub at_risk: Vec<u32>,
    /// Dead, found or not.
    pub dead: Vec<u32>,
    /// Alive in the water, holding on to something or not; a part of those at risk.
    pub in_water: Vec<u32>,
    /// Time spent in the water so far, on the mean over everybody who was aboard at the start \[h\].
    pub mean_exposure_h: Vec<f64>,
}

impl Series {
    /// A series without a moment yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds the moment of a truth. One that is not later than the last is left out.
    ///
    /// Between two moments the number in the water is taken as it stood at the earlier, so moments a minute apart
    /// are close enough for a chart.
    pub fn add(&mut self, truth: &Truth) {
        let persons: u32 = truth.casualties.iter().map(|c| c.persons).sum();
        let mut exposed_h = 0.0;
        if let (Some(last), Some(so_far), Some(wet)) =
            (self.ticks.last(), self.mean_exposure_h.last(), self.in_water.last())
        {
            if truth.tick <= *last {
                return;
            }
            let hours = truth.tick.hours() - last.hours();
            exposed_h = so_far + f64::from(*wet) * hours / f64::from(persons.max(1));
        }
        let tally = Tally::of(truth);
        self.ticks.push(truth.tick);
        self.saved.push(tally.saved);
        self.aboard_rescuers.push(tally.aboard_rescuers);
        self.at_risk.push(tally.at_risk);
        self.dead.push(tally.dead);
        self.in_water.push(in_water(truth));
        self.mean_exposure_h.push(exposed_h);
    }

    /// Everybody at a moment: the last one not later. `None` before the first.
    pub fn at(&self, tick: Tick) -> Option<Tally> {
        let i = self.ticks.partition_point(|t| *t <= tick).checked_sub(1)?;
        Some(Tally {
            saved: self.saved[i],
            aboard_rescuers: self.aboard_rescuers[i],
            at_risk: self.at_risk[i],
            dead: self.dead[i],
        })
    }
}

impl Tally {
    /// What a truth says has become of everybody. The four numbers add up to those aboard at the start.
    pub fn of(truth: &Truth) -> Self {
        let mut tally = Self::default();
        for casualty in &truth.casualties {
            let living: u32 = casualty.living.iter().sum();
            let aboard_rescuers = of_setting(&casualty.living, Setting::AboardRescuer);
            tally.saved += casualty.saved;
            tally.aboard_rescuers += aboard_rescuers;
            // Ashore but at no place of safety is not yet saved.
            tally.at_risk += living.saturating_sub(casualty.saved + aboard_rescuers);
            tally.dead += casualty.died;
        }
        tally
    }
}

/// Living persons in the water, holding on to something or not.
fn in_water(truth: &Truth) -> u32 {
    let count = |setting| truth.casualties.iter().map(move |c| of_setting(&c.living, setting)).sum::<u32>();
    count(Setting::HoldingOn) + count(Setting::InWater)
}

fn of_setting(living: &[u32; Setting::ALL.len()], setting: Setting) -> u32 {
    Setting::ALL.iter().zip(living).filter(|(s, _)| **s == setting).map(|(_, n)| n).sum()
}

/// A moment of a recording somebody marked, with words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bookmark {
    /// When.
    pub tick: Tick,
    /// The words. May be empty.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crew::Crew;
    use crate::picture;
    use crate::scenario;
    use crate::session::{Exercise, Seating};

    #[test]
    fn a_series_counts_everybody_at_every_moment_and_exposure_never_falls() {
        let scenario = scenario::read(scenario::EXAMPLE).0.unwrap();
        let persons = scenario.persons_aboard();
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut exercise = Exercise::new(scenario, 11, seating);
        let mut series = Series::new("doctrine");
        let mut last = picture::truth(exercise.theatre(), exercise.world());
        while !exercise.is_over() {
            series.add(&last);
            series.add(&last);
            exercise.play_to(Tick(exercise.world().tick.0 + 6));
            last = picture::truth(exercise.theatre(), exercise.world());
        }
        series.add(&last);
        assert_eq!(series.ticks.len(), series.mean_exposure_h.len());
        assert!(series.ticks.is_sorted_by(|a, b| a < b));
        for tick in &series.ticks {
            let t = series.at(*tick).unwrap();
            assert_eq!(t.saved + t.aboard_rescuers + t.at_risk + t.dead, persons, "{tick}");
        }
        assert!(series.mean_exposure_h.is_sorted());
        assert_eq!(series.at(last.tick), Some(Tally::of(&last)));
        let longest = last.tick.hours();
        assert!(series.mean_exposure_h.iter().all(|h| (0.0..=longest).contains(h)));
    }
}
