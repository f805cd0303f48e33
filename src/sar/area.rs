//! How large an area to search for an effort: the worksheet from datum and probable error to area, coverage and
//! success.
//!
//! Method: IAMSAR Vol. II worksheet L-7 (*read* in two open implementations, sar-models.md 3.4), with the optimal
//! search factor computed and not read off a graph ([`super::planning`]).

use super::pattern::Rectangle;
use super::planning::{Datum, OptimalSearch, SearchConditions, optimal_search, optimum_pos};
use crate::base::Position;
use crate::base::quantity::{metres, nmi};

/// The search of an area as the worksheet has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaSearch {
    /// A point, or a line.
    pub datum: Datum,
    /// How orderly the search is.
    pub conditions: SearchConditions,
    /// Effort factor \[m2\]: `E^2` for a point, `E L` for a line of length L.
    pub effort_factor_m2: f64,
    /// Effort over effort factor.
    pub relative_effort: f64,
    /// The optimal search factor with coverage, containment and success.
    pub best: OptimalSearch,
    /// Optimal search radius \[m\]: half the side of the square, half the breadth of the strip.
    pub radius_m: f64,
    /// The area: a square with its sides north and east about a point, a strip along a line and E beyond its ends.
    pub area: Rectangle,
    /// Probability of detection.
    pub pod: f64,
    /// The most that the same effort could achieve however it were spread.
    pub optimum_pos: f64,
}

impl AreaSearch {
    /// Track spacing \[m\] for a sweep width \[m\]: `S = W / C`, the same coverage for every unit.
    pub fn spacing_m(&self, sweep_width_m: f64) -> f64 {
        sweep_width_m / self.best.coverage
    }

    /// This plan's success over the optimum's.
    pub fn efficiency(&self) -> f64 {
        if self.optimum_pos > 0.0 { (self.best.pos / self.optimum_pos).min(1.0) } else { 0.0 }
    }
}

/// Total probable errors and efforts beyond which a number is a slip of the pen: half round the Earth, all its seas.
const MOST_ERROR_NMI: f64 = 5_000.0;
const MOST_EFFORT_NMI2: f64 = 1e8;

/// Works out the area to search about a datum (or along the line from it to another position) of a total probable error
/// \[m\], for a search effort `Z = W V T` \[m2\].
///
/// # Errors
/// A sentence, when a number is none, is not positive, or is beyond all reason.
pub fn search_area(
    datum: Position,
    line_to: Option<Position>,
    error_m: f64,
    effort_m2: f64,
    conditions: SearchConditions,
) -> Result<AreaSearch, String> {
    let error_nmi = nmi(error_m);
    if !(error_nmi > 0.0 && error_nmi <= MOST_ERROR_NMI) {
        return Err(format!(
            "a total probable error of {error_nmi} NM: type more than 0 and at most {MOST_ERROR_NMI:.0} NM"
        ));
    }
    let effort_nmi2 = nmi(nmi(effort_m2));
    if !(effort_nmi2 > 0.0 && effort_nmi2 <= MOST_EFFORT_NMI2) {
        return Err(format!(
            "a search effort of {effort_nmi2} NM2: type more than 0 and at most {MOST_EFFORT_NMI2:.0} NM2 (sweep width x \
             speed x time searching)"
        ));
    }
    let line = line_to.map(|end| (end, datum.distance_m(end)));
    if let Some((end, base_m)) = line
        && base_m < 1.0
    {
        return Err(format!("the line from {datum} to {end} has no length: type two positions, or leave the line out"));
    }
    let (kind, length_m, effort_factor_m2) = match line {
        None => (Datum::Point, 0.0, error_m * error_m),
        Some((_, base_m)) => {
            let length_m = base_m + 2.0 * error_m;
            (Datum::Line, length_m, error_m * length_m)
        }
    };
    let relative_effort = effort_m2 / effort_factor_m2;
    let best = optimal_search(relative_effort, kind, conditions);
    let radius_m = best.factor * error_m;
    let area = match line {
        None => Rectangle { centre: datum, length_m: 2.0 * radius_m, width_m: 2.0 * radius_m, axis_true_deg: 0.0 },
        Some((end, base_m)) => {
            let centre = datum.destination(datum.bearing_true(end), base_m / 2.0);
            Rectangle { centre, length_m, width_m: 2.0 * radius_m, axis_true_deg: centre.bearing_true(end) }
        }
    };
    Ok(AreaSearch {
        datum: kind,
        conditions,
        effort_factor_m2,
        relative_effort,
        best,
        radius_m,
        area,
        pod: conditions.pod(best.coverage),
        optimum_pos: optimum_pos(relative_effort, kind, conditions),
    })
}

/// An effort \[m2\] from square nautical miles.
pub fn square_metres(nmi2: f64) -> f64 {
    metres(metres(nmi2))
}

/// An area \[NM2\] from square metres.
pub fn square_nmi(m2: f64) -> f64 {
    nmi(nmi(m2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    #[test]
    fn a_point_by_worksheet_l_7() {
        // E = 10 NM, Z = 1,000 NM2: relative effort 10, fs 1.30, radius 13 NM, area 4 R^2 (sar-models.md 3.4).
        let plan = search_area(at(-8.6, 105.4), None, metres(10.0), square_metres(1000.0), SearchConditions::Normal);
        let plan = plan.unwrap();
        assert!((plan.relative_effort - 10.0).abs() < 1e-9);
        assert!((nmi(plan.radius_m) - 13.0).abs() < 0.1);
        let area_nmi2 = square_nmi(plan.area.area_m2());
        assert!((area_nmi2 - 4.0 * nmi(plan.radius_m) * nmi(plan.radius_m)).abs() < 1e-6);
        assert!((plan.best.coverage - 1000.0 / area_nmi2).abs() < 1e-9);
        assert!((plan.best.pos - plan.best.poc * plan.pod).abs() < 1e-12 && (plan.best.pos - 0.59).abs() < 0.006);
        assert!(plan.optimum_pos > plan.best.pos && plan.efficiency() > 0.9);
        assert!((plan.spacing_m(1000.0) * plan.best.coverage - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn a_line_is_lengthened_by_the_error_at_both_ends() {
        let (a, b) = (at(5.0, 95.0), at(5.0, 96.0));
        let plan = search_area(a, Some(b), metres(6.0), square_metres(2000.0), SearchConditions::Ideal).unwrap();
        let length_nmi = a.distance_nmi(b) + 12.0;
        assert!((nmi(plan.area.length_m) - length_nmi).abs() < 1e-6);
        assert!((plan.relative_effort - 2000.0 / (6.0 * length_nmi)).abs() < 1e-9);
        assert!((square_nmi(plan.area.area_m2()) - 2.0 * nmi(plan.radius_m) * length_nmi).abs() < 1e-6);
        assert!((plan.area.axis_true_deg - 90.0).abs() < 0.1 && plan.area.contains(a) && plan.area.contains(b));
        assert!(plan.optimum_pos >= plan.best.pos);
    }

    #[test]
    fn what_is_no_number_is_refused_in_words() {
        let a = at(5.0, 95.0);
        for (error, effort, word) in [
            (0.0, 1e6, "probable error"),
            (-5.0, 1e6, "probable error"),
            (f64::NAN, 1e6, "probable error"),
            (1e9, 1e6, "probable error"),
            (1e4, 0.0, "effort"),
            (1e4, f64::INFINITY, "effort"),
        ] {
            let why = search_area(a, None, error, effort, SearchConditions::Normal).unwrap_err();
            assert!(why.contains(word) && why.contains("type"), "{why}");
        }
        assert!(search_area(a, Some(a), 1e4, 1e9, SearchConditions::Normal).unwrap_err().contains("no length"));
    }
}
