//! Where the particles of an ensemble begin, and what each of them is.

use super::kernel::Drifter;
use crate::base::noise::Draws;
use crate::base::{Position, Span, Tick, math};
use crate::chart::Coast;
use crate::sar::leeway::{JIBES_PER_HOUR, LeewayClass, LeewayDraw, Side};

/// One account of what has happened: where and when it began, and what is adrift.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    /// What people call it.
    pub name: String,
    /// How likely it is against the others; any scale, not negative.
    pub weight: f64,
    /// Where it began.
    pub whence: Whence,
    /// The earliest moment it may have begun.
    pub from: Tick,
    /// The latest; not before `from`. Any moment between is as likely.
    pub to: Tick,
    /// What drifts. Exists when and only when it has leeway; without, it goes with the current.
    pub object: Option<&'static LeewayClass>,
    /// The way it may have kept under its own power. Exists when and only when it may have.
    pub kept: Option<Kept>,
}

/// Where something began to drift.
#[derive(Debug, Clone, PartialEq)]
pub enum Whence {
    /// About a point.
    Point {
        /// The point.
        position: Position,
        /// Standard deviation per axis \[m\].
        sigma_m: f64,
    },
    /// Somewhere along a line (a rhumb line on the chart), anywhere as likely; across it and at its ends by the errors
    /// there, which may differ, as those of a last and a next reported position do.
    Line {
        /// Where it begins.
        from: Position,
        /// Standard deviation per axis there \[m\].
        from_sigma_m: f64,
        /// Where it ends.
        to: Position,
        /// Standard deviation per axis there \[m\].
        to_sigma_m: f64,
    },
    /// Anywhere in an area, as likely.
    Area {
        /// The corners, in order round it; three or more.
        corners: Vec<Position>,
    },
}

/// A way that a vessel may have kept after the moment its drift is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept {
    /// Over the ground, eastward \[m/s\].
    pub east_mps: f64,
    /// Northward \[m/s\].
    pub north_mps: f64,
    /// Standard deviation of each \[m/s\].
    pub sigma_mps: f64,
    /// The longest it may have kept it.
    pub longest: Span,
    /// How long it has.
    pub until: KeptUntil,
}

/// How long a vessel has kept its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptUntil {
    /// Nobody knows: a third of the particles stop at once, a third keep on for the longest, a third stop some time
    /// between (the two extremes are JP 3-50's, s.516, *read*; the weights are *proposed*).
    Unknown,
    /// It stopped some time before the longest, at any moment as likely.
    Stopped,
    /// It kept on for the longest.
    Longest,
}

/// How crosswind leeway is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Convention {
    /// Positive is to the right of downwind, and a jibe swaps to the other side's coefficients.
    #[default]
    Right,
    /// As OpenDrift 1.14 does, to compare with it: what its table calls right is applied to the left, and a jibe
    /// changes the sign of the slope alone (sar-models.md 1.2, *derived*). Of use for nothing else.
    OpenDrift,
}

/// How an ensemble drifts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Length of a step; a whole number of ticks, at least one.
    pub step: Span,
    /// Lasting error of the wind \[m/s\], one standard deviation per component.
    pub wind_error_mps: f64,
    /// Lasting error of the current \[m/s\], one standard deviation per component.
    pub current_error_mps: f64,
    /// Diffusivity \[m2/s\]: each axis spreads by `sqrt(2 K t)`, whatever the step.
    pub diffusivity_m2_s: f64,
    /// Share of objects that jibe within an hour, from 0 to below 1.
    pub jibes_per_hour: f64,
    /// Whether strong wind capsizes what drifts (see [`crate::sar::leeway::capsizes_per_hour`]).
    pub capsizing: bool,
    /// How crosswind leeway is counted.
    pub convention: Convention,
    /// Whether time runs backwards, from where something was found to where it may have begun.
    pub backward: bool,
}

impl Default for Settings {
    /// Ten minutes a step, jibes as published, no error of the flows and no diffusion.
    fn default() -> Self {
        Self {
            step: Span::minutes(10),
            wind_error_mps: 0.0,
            current_error_mps: 0.0,
            diffusivity_m2_s: 0.0,
            jibes_per_hour: JIBES_PER_HOUR,
            capsizing: false,
            convention: Convention::Right,
            backward: false,
        }
    }
}

/// How often a start that lies on land, or outside its area, is drawn again.
const TRIES: u32 = 32;

impl Whence {
    /// A place by this account. What floats is at sea: a place on land is drawn again, a bounded number of times.
    pub(super) fn draw(&self, draws: &mut Draws, coast: Option<&Coast>) -> Position {
        let mut place = self.once(draws);
        for _ in 0..TRIES {
            match place {
                Some(position) if !coast.is_some_and(|coast| coast.is_land(position)) => return position,
                _ => place = self.once(draws),
            }
        }
        place.unwrap_or_else(|| self.middle())
    }

    /// One attempt; none when it fell outside the area.
    fn once(&self, draws: &mut Draws) -> Option<Position> {
        match self {
            Self::Point { position, sigma_m } => Some(scattered(*position, *sigma_m, draws)),
            Self::Line { from, from_sigma_m, to, to_sigma_m } => {
                let share = draws.unit();
                let position = Position::clamped(
                    from.lat_deg() + (to.lat_deg() - from.lat_deg()) * share,
                    from.lon_deg() + math::wrap_180(to.lon_deg() - from.lon_deg()) * share,
                );
                Some(scattered(position, sound(*from_sigma_m) * (1.0 - share) + sound(*to_sigma_m) * share, draws))
            }
            Self::Area { corners } => {
                let origin = corners.first()?;
                let local: Vec<(f64, f64)> = corners.iter().map(|c| origin.offset_to(*c)).collect();
                let range = |of: fn(&(f64, f64)) -> f64| {
                    let values = local.iter().map(of);
                    (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
                };
                let ((west, east), (south, north)) = (range(|p| p.0), range(|p| p.1));
                let place = (draws.between(west, east), draws.between(south, north));
                contains(&local, place).then(|| origin.shifted(place.0, place.1))
            }
        }
    }

    /// The middle, for want of a better place.
    pub fn middle(&self) -> Position {
        let mean = |places: &[Position]| {
            let origin = places[0];
            let n = places.len() as f64;
            let sum = places.iter().map(|p| origin.offset_to(*p)).fold((0.0, 0.0), |s, o| (s.0 + o.0, s.1 + o.1));
            origin.shifted(sum.0 / n, sum.1 / n)
        };
        match self {
            Self::Point { position, .. } => *position,
            Self::Line { from, to, .. } => mean(&[*from, *to]),
            Self::Area { corners } if corners.is_empty() => Position::clamped(0.0, 0.0),
            Self::Area { corners } => mean(corners),
        }
    }
}

/// Whether a polygon holds a place, by the even-odd rule.
fn contains(corners: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut inside = false;
    let mut last = corners[corners.len() - 1];
    for &corner in corners {
        let ((x1, y1), (x2, y2)) = (last, corner);
        if (y1 > y) != (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1) {
            inside = !inside;
        }
        last = corner;
    }
    inside
}

fn scattered(position: Position, sigma_m: f64, draws: &mut Draws) -> Position {
    let sigma_m = sound(sigma_m).min(1e7);
    let (east, north) = (draws.normal(), draws.normal());
    position.shifted(sigma_m * east, sigma_m * north)
}

/// A number that is one, and not negative.
pub(super) fn sound(x: f64) -> f64 {
    if x.is_finite() { x.max(0.0) } else { 0.0 }
}

/// The same for an error of a flow \[m/s\]: nothing on Earth goes faster than a thousand.
fn sound_mps(x: f64) -> f64 {
    sound(x).min(1e3)
}

/// What is rarely asked of a particle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fate {
    pub(super) hypothesis: u16,
    pub(super) draw: LeewayDraw,
    /// OpenDrift's jibe: the slope has changed its sign.
    pub(super) turned: bool,
    /// When it begins \[ticks since the ensemble's beginning\].
    pub(super) begins: u32,
    /// When it stops to keep its way \[ticks\]; at once for most.
    pub(super) stops: u32,
    /// When it jibes next \[ticks\].
    pub(super) jibe: u32,
    /// Jibes so far.
    pub(super) jibes: u32,
    pub(super) aground: bool,
    /// Where wind or current are not known.
    pub(super) lost: bool,
    pub(super) capsized: bool,
    /// Hazard of capsizing borne, and how much it will bear.
    pub(super) borne: f32,
    pub(super) bears: f32,
    pub(super) way: [f32; 2],
}

impl Hypothesis {
    /// One particle of this account: where it begins, how it drifts, and what is to befall it.
    #[expect(clippy::cast_possible_truncation, reason = "ticks of weeks fit; flows need no more than seven digits")]
    pub(super) fn particle(
        &self,
        hypothesis: u16,
        even: bool,
        settings: &Settings,
        coast: Option<&Coast>,
        draws: &mut Draws,
    ) -> (Position, Drifter, Fate) {
        let position = self.whence.draw(draws, coast);
        let side = if even { Side::Right } else { Side::Left };
        let draw = match self.object {
            Some(class) => class.draw_on(side, draws),
            None => LeewayClass::mean(side),
        };
        let mut error = |sigma: f64| {
            let (east, north) = (draws.normal(), draws.normal());
            [(sound_mps(sigma) * east) as f32, (sound_mps(sigma) * north) as f32]
        };
        let (wind_error, current_error) = (error(settings.wind_error_mps), error(settings.current_error_mps));
        let (mut way, mut kept) = ([0.0; 2], 0);
        if let Some(k) = self.kept {
            let (case, share) = (draws.unit() * 3.0, draws.unit());
            let longest = k.longest.ticks();
            let some = (share * f64::from(longest)) as u32;
            kept = match k.until {
                KeptUntil::Stopped => some,
                KeptUntil::Longest => longest,
                KeptUntil::Unknown if case < 1.0 => 0,
                KeptUntil::Unknown if case < 2.0 => some,
                KeptUntil::Unknown => longest,
            };
            let (east, north) = (draws.normal(), draws.normal());
            let sigma = sound_mps(k.sigma_mps);
            way = [(k.east_mps + sigma * east) as f32, (k.north_mps + sigma * north) as f32];
        }
        let span = self.to.0.saturating_sub(self.from.0);
        let late = if span > 0 { (draws.unit() * f64::from(span)) as u32 } else { 0 };
        let begins = if settings.backward { span - late } else { late };
        let wait = wait_ticks(settings.jibes_per_hour, draws);
        let fate = Fate {
            hypothesis,
            draw,
            turned: false,
            begins,
            stops: begins.saturating_add(kept),
            jibe: begins.saturating_add(wait),
            jibes: 0,
            aground: false,
            lost: false,
            capsized: false,
            borne: 0.0,
            bears: draws.exponential() as f32,
            way,
        };
        let mut drifter = Drifter { wind_error, current_error, ..Drifter::default() };
        self.lead(&fate, settings.convention, &mut drifter);
        (position, drifter, fate)
    }

    /// Gives a particle the leeway of what it is by now.
    #[expect(clippy::cast_possible_truncation, reason = "leeway needs no more than seven digits")]
    pub(super) fn lead(&self, fate: &Fate, convention: Convention, drifter: &mut Drifter) {
        let Some(class) = self.object else { return };
        let mut c = class.coefficients(&fate.draw);
        if convention == Convention::OpenDrift {
            if fate.turned {
                let side = if fate.draw.side == Side::Right { &class.right } else { &class.left };
                c.across -= 2.0 * side.slope_pct / 100.0;
            }
            c.across = -c.across;
            c.across_offset_mps = -c.across_offset_mps;
        }
        let factor = if fate.capsized { crate::sar::leeway::CAPSIZED_LEEWAY_FACTOR } else { 1.0 };
        drifter.along = (c.along * factor) as f32;
        drifter.along_offset = (c.along_offset_mps * factor) as f32;
        drifter.across = (c.across * factor) as f32;
        drifter.across_offset = (c.across_offset_mps * factor) as f32;
    }

    /// Makes a particle jibe.
    pub(super) fn jibe(&self, fate: &mut Fate, convention: Convention) {
        match (convention, self.object) {
            (Convention::OpenDrift, _) => fate.turned = !fate.turned,
            (Convention::Right, Some(class)) => fate.draw = class.jibe(fate.draw),
            (Convention::Right, None) => {}
        }
        fate.jibes += 1;
    }
}

/// Ticks until the next jibe: exponential, so that the share per hour is what it should be however time is cut.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float beyond the range is held at its end"
)]
pub(super) fn wait_ticks(jibes_per_hour: f64, draws: &mut Draws) -> u32 {
    let chance = draws.exponential();
    let share = sound(jibes_per_hour).min(0.999_999);
    if share <= 0.0 {
        return u32::MAX;
    }
    let per_hour = -math::ln(1.0 - share);
    (chance / per_hour * f64::from(crate::base::time::TICKS_PER_HOUR)) as u32 + 1
}
