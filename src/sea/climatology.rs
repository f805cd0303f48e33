//! The mean wind and temperatures of the season, for exercises without a forecast.
//!
//! COADS monthly means on two degrees, 60 to 160 E and 45 S to 30 N, read from an asset by the same reader as any file
//! (source and recipe: `assets/LICENCES.md`). A mean of winds that blow from different sides is weaker than each of
//! them, and no day is as steady as a month. **No current is in it**, and no wave.

use std::sync::Arc;

use super::field::Sampled;
use super::forcing::{self, Layers, Quantity, Window};
use super::gridded::Gridded;
use crate::base::Utc;

/// The asset's name, in words about it.
const NAME: &str = "the climatology";

/// The twelve months.
static ASSET: &[u8] = include_bytes!("../../assets/climatology/coads.nc");

/// The year to which the asset's moments belong \[s since 1970-01-01\]: 2001.
const ITS_YEAR: i64 = 978_307_200;

/// A year \[s\]: 365.2425 days.
const YEAR_S: i64 = 31_556_952;

/// What it has.
const HAS: [Quantity; 3] = [Quantity::Wind, Quantity::WaterTemperature, Quantity::AirTemperature];

/// Whether it has a quantity.
pub fn has(quantity: Quantity) -> bool {
    HAS.contains(&quantity)
}

/// Its layers for a window, with times from `start`. Where it has nothing (far inland, or beyond its region) there are
/// none.
pub fn layers(start: Utc, window: &Window) -> Layers {
    let year = Window { from: Utc(ITS_YEAR), to: Utc(ITS_YEAR + YEAR_S), ..*window };
    let months = forcing::read(NAME, ASSET)
        .and_then(|file| forcing::layers(&[file], Utc(ITS_YEAR), &year))
        .expect("the asset is sound");
    Layers {
        wind: months.wind.iter().filter_map(|layer| season(layer, start, window)).collect(),
        water_c: months.water_c.iter().filter_map(|layer| season(layer, start, window)).collect(),
        air_c: months.air_c.iter().filter_map(|layer| season(layer, start, window)).collect(),
        ..Layers::default()
    }
}

/// The months round a window's time, in its own years.
fn season<T: Sampled>(months: &Gridded<T>, start: Utc, window: &Window) -> Option<Arc<Gridded<T>>> {
    let new_year = start.0 - i64::from(start.day_of_year() - 1) * 86_400 - start.0.rem_euclid(86_400);
    let moment = |year: i64, of_year: &i64| Utc(new_year + year * YEAR_S + of_year);
    let moments: Vec<(Utc, usize)> = (-1..=1)
        .flat_map(|year| {
            months.times_s().iter().enumerate().map(move |(month, of_year)| (moment(year, of_year), month))
        })
        .collect();
    let first = moments.partition_point(|(moment, _)| *moment <= window.from).checked_sub(1)?;
    let last = moments.partition_point(|(moment, _)| *moment < window.to).min(moments.len() - 1);
    let wanted = &moments[first..=last.max(first + 1).min(moments.len() - 1)];
    let values = wanted.iter().flat_map(|(_, month)| months.plane(*month)).copied().collect();
    let times_s = wanted.iter().map(|(moment, _)| moment.0 - start.0).collect();
    let (lons, lats) = (months.lons().clone(), months.lats().clone());
    Gridded::new(months.source().to_owned(), lons, lats, times_s, values).map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Position;

    fn window(from: Utc, days: i64) -> Window {
        let to = Utc(from.0 + days * 86_400);
        Window { south_deg: -10.0, north_deg: -5.0, west_deg: 104.0, east_deg: 112.0, from, to }
    }

    #[test]
    fn the_monsoons_blow_in_their_seasons() {
        let java_sea = Position::clamped(-5.5, 110.0);
        for (moment, is_from_east) in [("2012-07-15T00:00Z", true), ("2013-01-20T00:00Z", false)] {
            let start = Utc::parse(moment).unwrap();
            let layers = layers(start, &window(start, 9));
            let wind = layers.wind[0].at(java_sea, 3.0 * 86_400.0).unwrap();
            assert_eq!(wind.east_mps < 0.0, is_from_east, "{moment}: {wind:?}");
            let water = layers.water_c[0].at(java_sea, 0.0).unwrap();
            assert!((26.5..30.5).contains(&water), "{moment}: {water} C");
            assert!(layers.current.is_empty(), "currents are not in it");
        }
    }

    #[test]
    fn it_holds_from_the_first_moment_to_the_last_on_every_day_of_a_year() {
        for day in 0..366 {
            let start = Utc(Utc::parse("2012-01-01T00:00Z").unwrap().0 + day * 86_400);
            let layers = layers(start, &window(start, 30));
            for seconds in [0.0, 15.0 * 86_400.0, 30.0 * 86_400.0] {
                assert!(layers.wind[0].at(Position::clamped(-8.0, 106.0), seconds).is_some(), "day {day}, {seconds} s");
            }
        }
    }

    #[test]
    fn the_middle_of_a_month_has_its_own_mean() {
        let start = Utc::parse("2011-06-16T00:00Z").unwrap();
        let june = layers(start, &window(start, 1)).air_c[0].at(Position::clamped(-7.0, 105.0), 0.0).unwrap();
        assert!((june - 28.0).abs() < 0.051, "{june}");
    }
}
