//! Waters that the coast shows open and that no ship passes.

use crate::base::Position;

/// Lines that routes do not cross, from land to land, as latitudes and longitudes \[degrees\].
///
/// Adam's Bridge, between Rameswaram and Mannar and on to Sri Lanka: shoals with one to a few metres of water, so that
/// ships go round Sri Lanka. `recalled` (Sailing Directions); the ends are on the land of this coast. Without it the
/// way from Colombo to Trincomalee would lead through Palk Strait.
const CLOSED_DEG: [[(f64, f64); 2]; 2] = [[(9.165, 79.435), (9.09, 79.71)], [(8.985, 79.885), (8.97, 80.0)]];

/// Both ends of each closed line.
pub(super) fn closed_lines() -> impl Iterator<Item = (Position, Position)> {
    CLOSED_DEG.iter().map(|ends| {
        let [a, b] = ends.map(|(lat, lon)| Position::clamped(lat, lon));
        (a, b)
    })
}
