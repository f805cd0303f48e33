//! A probability map over particles in groups, one group for each hypothesis, after all that has been searched in vain.
//!
//! Method: sar-models.md 3.5. Each particle keeps the product of its chances of having been missed by every search of
//! the seat's own picture, not normalised, so that the success of the whole operation so far can be told; weights are
//! prior times that product over the sum. **Nothing is ever resampled**, and searches that find nothing shift weight
//! between the hypotheses by themselves.

use crate::base::ids::{CraftId, SruId};
use crate::base::{Noise, Position, Span, Stream, Tick, math};
use crate::picture::{self, Briefing, Picture};
use crate::sar::pattern::Rectangle;
use crate::sar::sweep::SearchObject;
use crate::scenario::Sru;

use super::cloud::{Prediction, carried, summed, worksheet_error_m};
use super::hypotheses::{Course, Hypothesis};
use super::past::{SearchTrack, Watch};
use super::task::miles;

/// Marks on the way of the datum, with both ends.
const MARKS: i64 = 13;

/// A hypothesis with its weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Held<'a> {
    /// What is held to have happened.
    pub hypothesis: Hypothesis<'a>,
    /// Its weight before anybody searched, 0 to 1; the priors' sum is 1.
    pub prior: f64,
    /// Its weight now, 0 to 1; the weights' sum is 1.
    pub weight: f64,
}

/// What one past search changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Searched {
    /// Which unit searched.
    pub sru: SruId,
    /// Where.
    pub area: Rectangle,
    /// From when.
    pub began_at: Tick,
    /// Until when: its end, or now.
    pub until: Tick,
    /// Whether it goes on.
    pub running: bool,
    /// Probability that it would have found what is searched for, given that those before had not.
    pub pos: f64,
    /// The same for it and all before it together.
    pub cumulative: f64,
    /// Weight of each hypothesis before it.
    pub before: Vec<f64>,
    /// Weight of each hypothesis after it.
    pub after: Vec<f64>,
    /// It in a line: sweep widths, and what they were against.
    pub note: String,
}

/// What a desk believes of a case: where it may be, by which hypothesis, and how likely.
#[derive(Debug, Clone)]
pub struct Belief<'a> {
    /// The hypotheses, in the order given.
    pub hypotheses: Vec<Held<'a>>,
    /// What each past search changed, the one begun first first.
    pub searches: Vec<Searched>,
    /// Probability that all searches so far together would have found what is searched for.
    pub pos_so_far: f64,
    pub(super) briefing: &'a Briefing,
    pub(super) picture: &'a Picture,
    seed: u64,
    /// Particles of each hypothesis.
    counts: Vec<usize>,
    /// Prior of each particle times its chance of having been missed by all searches so far, not normalised.
    survived: Vec<f64>,
    /// Searches in hand, from now on.
    in_hand: Vec<InHand>,
    /// Where the particles are shortly, by when the first units could search.
    shortly: (Tick, Vec<Position>),
}

/// A search that a unit has before it.
#[derive(Debug, Clone)]
struct InHand {
    sru: SruId,
    area: Rectangle,
    flies: bool,
    /// Chance of each particle to be missed by it.
    missed: Vec<f64>,
}

/// Units called now begin to search after so long: for where to send them at first.
const SHORTLY: Span = Span::hours(2);

/// What a desk believes of a case by hypotheses and by the searches in its picture. All hypotheses together have so
/// many particles; the same seed gives the same ones. Priors that are no numbers, or negative, count as nothing; if
/// none is left all count alike.
///
/// A search counts if its unit's data are on the desk, and is listed as not counted if they are not; each at the light
/// and weather forecast along its track, and only for hypotheses that begin before it: a position known since begins
/// anew.
pub fn belief<'a>(
    briefing: &'a Briefing,
    picture: &'a Picture,
    case: CraftId,
    hypotheses: Vec<Hypothesis<'a>>,
    particles: usize,
    seed: u64,
) -> Belief<'a> {
    let priors = shares(hypotheses.iter().map(|h| h.prior).collect());
    let n = hypotheses.len().max(1) as f64;
    // Half by weight and half alike: an unlikely hypothesis may be the one that is left.
    let count = |prior: &f64| (particles as f64 * (prior + 1.0 / n) / 2.0).round().max(1.0) as usize;
    let counts: Vec<usize> = if particles == 0 { vec![0; priors.len()] } else { priors.iter().map(count).collect() };
    let survived: Vec<f64> = priors.iter().zip(&counts).flat_map(|(prior, n)| vec![prior / *n as f64; *n]).collect();
    let hypotheses =
        hypotheses.into_iter().zip(&priors).map(|(hypothesis, p)| Held { hypothesis, prior: *p, weight: *p }).collect();
    let mut belief = Belief {
        hypotheses,
        searches: Vec::new(),
        pos_so_far: 0.0,
        briefing,
        picture,
        seed,
        counts,
        survived,
        in_hand: Vec::new(),
        shortly: (picture.tick.after(SHORTLY), Vec::new()),
    };
    belief.learn(case);
    belief
}

/// Numbers as shares of their sum; alike if they have none.
fn shares(mut numbers: Vec<f64>) -> Vec<f64> {
    for x in &mut numbers {
        *x = if x.is_finite() { x.max(0.0) } else { 0.0 };
    }
    let largest = numbers.iter().copied().fold(0.0, f64::max);
    let alike = 1.0 / numbers.len().max(1) as f64;
    if largest <= 0.0 {
        return vec![alike; numbers.len()];
    }
    // By the largest first, so that no sum overflows.
    let sum: f64 = numbers.iter().map(|x| x / largest).sum();
    numbers.into_iter().map(|x| x / largest / sum).collect()
}

impl<'a> Belief<'a> {
    /// What each hypothesis looks like to a look-out, in order.
    pub fn objects(&self) -> Vec<SearchObject> {
        self.hypotheses.iter().map(|held| held.hypothesis.object.object()).collect()
    }

    /// The present weight of each particle, hypothesis by hypothesis; their sum is 1.
    pub fn weights(&self) -> Vec<f64> {
        normal(&self.survived, &self.counts, &self.priors())
    }

    /// Where it may be at a moment, with the present weights.
    pub fn prediction(&self, at: Tick) -> Prediction {
        let first = self.hypotheses.iter().map(|held| held.hypothesis.start.at).min().unwrap_or(at).min(at);
        let marks: Vec<Tick> =
            (0..MARKS).map(|k| first.after(Span(at.since(first).seconds() * k / (MARKS - 1)))).collect();
        let (by_moment, aground) = self.at_moments(&marks);
        let weights = self.weights();
        let path = marks.iter().zip(&by_moment).map(|(tick, all)| (*tick, mean(all, &weights))).collect();
        let particles = by_moment.into_iter().next_back().unwrap_or_default();
        self.predicted(at, particles, weights, &aground, path)
    }

    /// Predictions for several moments, with other weights, from one carrying of the particles. Their paths are from
    /// the earliest start to the moment alone.
    pub(super) fn predictions(&self, moments: &[Tick], weights: &[f64]) -> Vec<Prediction> {
        let first = self.hypotheses.iter().map(|held| held.hypothesis.start.at).min();
        let asked: Vec<Tick> = first.into_iter().chain(moments.iter().copied()).collect();
        let (mut by_moment, aground) = self.at_moments(&asked);
        let begins = if first.is_some() { by_moment.remove(0) } else { Vec::new() };
        let begin = first.map(|first| (first, mean(&begins, weights)));
        let one = |(at, particles): (&Tick, Vec<Position>)| {
            let path = begin.into_iter().chain([(*at, mean(&particles, weights))]).collect();
            self.predicted(*at, particles, weights.to_vec(), &aground, path)
        };
        moments.iter().zip(by_moment).map(one).collect()
    }

    fn predicted(
        &self,
        at: Tick,
        particles: Vec<Position>,
        weights: Vec<f64>,
        aground: &[bool],
        path: Vec<(Tick, Position)>,
    ) -> Prediction {
        let groups: Vec<u16> =
            (0_u16..).zip(&self.counts).flat_map(|(group, n)| std::iter::repeat_n(group, *n)).collect();
        let ashore = weights.iter().zip(aground).filter(|(_, aground)| **aground).map(|(weight, _)| weight).sum();
        let heaviest = self.hypotheses.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
        let error_m = heaviest.map_or(0.0, |held| {
            let start = &held.hypothesis.start;
            let by_drift = worksheet_error_m(start.error_m, at.since(start.at));
            match held.hypothesis.course {
                Course::Adrift => by_drift,
                // A vessel that may have gone on is as uncertain as the way it may have made since.
                Course::Kept(way) | Course::Stopped(way) => {
                    let hours = at.since(start.at).min(super::adrift::TRUSTED).as_hours();
                    math::hypot(by_drift, math::hypot(way.east_mps, way.north_mps) * hours * 3600.0 / 2.0)
                }
            }
        });
        summed(particles, weights, groups, at, error_m, ashore, path)
    }

    /// Positions of all particles at some moments, and who was aground by the last.
    fn at_moments(&self, moments: &[Tick]) -> (Vec<Vec<Position>>, Vec<bool>) {
        let mut positions: Vec<Vec<Position>> = vec![Vec::with_capacity(self.survived.len()); moments.len()];
        let mut aground = Vec::with_capacity(self.survived.len());
        for (i, (held, n)) in self.hypotheses.iter().zip(&self.counts).enumerate() {
            // Each hypothesis has luck of its own.
            let mut draws = Noise::new(self.seed).at(Stream::Planning, u64::MAX, Tick(i as u32));
            let seed = (draws.unit() * (1_u64 << 53) as f64) as u64;
            let one = carried(self.briefing, &held.hypothesis, moments, *n, seed);
            for (all, more) in positions.iter_mut().zip(one.positions) {
                all.extend(more);
            }
            aground.extend(one.aground);
        }
        (positions, aground)
    }

    fn priors(&self) -> Vec<f64> {
        self.hypotheses.iter().map(|held| held.prior).collect()
    }

    /// The hypothesis of each particle.
    pub(super) fn group_starts(&self) -> impl Iterator<Item = (usize, Tick)> + '_ {
        let each = self.hypotheses.iter().map(|held| held.hypothesis.start.at).enumerate();
        each.zip(&self.counts).flat_map(|(one, n)| std::iter::repeat_n(one, *n))
    }

    /// The data sheet of a unit, if it is on the desk.
    pub(super) fn data(&self, sru: SruId) -> Option<&'a Sru> {
        self.picture.cards.iter().find(|card| card.sru == sru)?.data.as_deref()
    }

    /// Takes in what past searches say by having found nothing.
    fn learn(&mut self, case: CraftId) {
        let objects = self.objects();
        let watch = Watch { sea: &self.briefing.forecast, start: self.briefing.start, objects: &objects };
        let begins = self.hypotheses.iter().map(|held| held.hypothesis.start.at).min();
        let now = self.picture.tick;
        let mut tracks: Vec<(bool, SearchTrack)> = Vec::new();
        let mut unknown: Vec<Searched> = Vec::new();
        for search in &self.picture.searches {
            let until = search.ended_at.unwrap_or(now);
            let ours = search.case == Some(case);
            match (self.data(search.sru), begins) {
                (Some(data), Some(begins)) if until > begins => {
                    tracks.push((ours, SearchTrack::past(watch, search, data, now)));
                }
                (None, Some(begins)) if until > begins && ours => unknown.push(Searched {
                    sru: search.sru,
                    area: search.area,
                    began_at: search.began_at,
                    until,
                    running: search.ended_at.is_none(),
                    pos: 0.0,
                    cumulative: 0.0,
                    before: Vec::new(),
                    after: Vec::new(),
                    note: "not counted: what this unit is and sees by is not on this desk".to_owned(),
                }),
                _ => {}
            }
        }
        tracks.sort_by_key(|(_, track)| (track.began_at, track.sru));
        let ahead: Vec<(SearchTrack, bool)> = self
            .picture
            .srus
            .iter()
            .filter_map(|view| {
                let data = self.data(view.sru)?;
                Some((SearchTrack::ahead(watch, view, data, now)?, data.kind.flies()))
            })
            .collect();
        // Searches planned by others count as those of own units that are still to come: as in hand, never as done.
        let planned = picture::planned_by_others(self.picture);
        let ahead: Vec<(SearchTrack, bool)> = ahead
            .into_iter()
            .chain(planned.iter().filter(|told| told.case == case).filter_map(|told| {
                let track = SearchTrack::told(watch, told.line, self.data(told.line.sru), now)?;
                Some((track, told.line.altitude_m.is_some()))
            }))
            .collect();
        let all = tracks.iter().map(|(_, track)| track).chain(ahead.iter().map(|(track, _)| track));
        let moments: Vec<Tick> = all.flat_map(|track| track.moments.iter().copied()).chain([self.shortly.0]).collect();
        if self.survived.is_empty() {
            return;
        }
        let (mut positions, _) = self.at_moments(&moments);
        self.shortly.1 = positions.pop().unwrap_or_default();
        let groups: Vec<(usize, Tick)> = self.group_starts().collect();
        let mut offset = 0;
        for (ours, track) in tracks {
            let here = &positions[offset..offset + track.moments.len()];
            offset += track.moments.len();
            let before = self.by_hypothesis();
            let left: f64 = self.survived.iter().sum();
            for (i, (group, since)) in groups.iter().enumerate() {
                let seen = track.detects(*group, *since, |moment| here[moment][i]);
                self.survived[i] *= 1.0 - seen;
            }
            let still: f64 = self.survived.iter().sum();
            let pos = if left > 0.0 { (1.0 - still / left).clamp(0.0, 1.0) } else { 0.0 };
            if !ours && pos < 1e-4 {
                continue;
            }
            self.pos_so_far = (1.0 - still).clamp(0.0, 1.0);
            let against: Vec<String> = self
                .hypotheses
                .iter()
                .enumerate()
                .map(|(g, held)| format!("{} ({})", miles(track.mean_width_m(g)), held.hypothesis.name))
                .collect();
            self.searches.push(Searched {
                sru: track.sru,
                area: track.area,
                began_at: track.began_at,
                until: track.until,
                running: track.running,
                pos,
                cumulative: self.pos_so_far,
                before,
                after: self.by_hypothesis(),
                note: format!("sweep width {}", against.join(", ")),
            });
        }
        for (track, flies) in ahead {
            let here = &positions[offset..offset + track.moments.len()];
            offset += track.moments.len();
            let missed = |(i, (group, since)): (usize, &(usize, Tick))| {
                1.0 - track.detects(*group, *since, |moment| here[moment][i])
            };
            let missed = groups.iter().enumerate().map(missed).collect();
            self.in_hand.push(InHand { sru: track.sru, area: track.area, flies, missed });
        }
        let weights = self.by_hypothesis();
        for uncounted in unknown {
            let place = self.searches.partition_point(|other| other.began_at <= uncounted.began_at);
            let before = self.searches[..place].last();
            let cumulative = before.map_or(0.0, |s| s.cumulative);
            let shares = before.map_or_else(|| self.priors(), |s| s.after.clone());
            let told = Searched { cumulative, before: shares.clone(), after: shares, ..uncounted };
            self.searches.insert(place, told);
        }
        self.hypotheses.iter_mut().zip(weights).for_each(|(held, weight)| held.weight = weight);
    }

    /// The present weight of each hypothesis.
    fn by_hypothesis(&self) -> Vec<f64> {
        let weights = self.weights();
        let mut all = Vec::with_capacity(self.counts.len());
        let mut rest = weights.as_slice();
        for n in &self.counts {
            let (own, others) = rest.split_at((*n).min(rest.len()));
            all.push(own.iter().sum());
            rest = others;
        }
        all
    }

    /// The weights that will be left when searches in hand by others than some units have found nothing either, and the
    /// areas of those searches with whether each is flown.
    pub(super) fn after_those_in_hand(&self, but: &[SruId]) -> (Vec<f64>, Vec<(Rectangle, bool)>) {
        let others = || self.in_hand.iter().filter(|search| !but.contains(&search.sru));
        let mut left = self.survived.clone();
        for search in others() {
            left.iter_mut().zip(&search.missed).for_each(|(left, missed)| *left *= missed);
        }
        let areas = others().map(|search| (search.area, search.flies)).collect();
        (normal(&left, &self.counts, &self.priors()), areas)
    }

    /// The prediction for shortly after now, with other weights: for where to send units at first.
    pub(super) fn shortly(&self, weights: &[f64]) -> Prediction {
        let (at, particles) = self.shortly.clone();
        let path = vec![(at, mean(&particles, weights))];
        let afloat = vec![false; particles.len()];
        self.predicted(at, particles, weights.to_vec(), &afloat, path)
    }
}

/// Weights that sum to one; the priors' own if nothing at all has survived.
fn normal(survived: &[f64], counts: &[usize], priors: &[f64]) -> Vec<f64> {
    let sum: f64 = survived.iter().sum();
    if sum > f64::MIN_POSITIVE {
        return survived.iter().map(|x| (x / sum).min(1.0)).collect();
    }
    priors.iter().zip(counts).flat_map(|(prior, n)| vec![prior / (*n).max(1) as f64; *n]).collect()
}

/// The weighted mean of positions; without any, where the equator meets Greenwich.
fn mean(positions: &[Position], weights: &[f64]) -> Position {
    let Some(origin) = positions.first() else { return Position::clamped(0.0, 0.0) };
    let (mut north, mut east, mut sum) = (0.0, 0.0, 0.0);
    for (position, weight) in positions.iter().zip(weights) {
        north += weight * (position.lat_deg() - origin.lat_deg());
        east += weight * math::wrap_180(position.lon_deg() - origin.lon_deg());
        sum += weight;
    }
    if sum <= 0.0 {
        return *origin;
    }
    Position::clamped(origin.lat_deg() + north / sum, origin.lon_deg() + east / sum)
}
