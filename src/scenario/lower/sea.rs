//! The sea and the air over it.

use std::sync::Arc;

use super::super::diagnostic::{FORM, MISSING_FIELD, ORDER, TOO_MANY};
use super::super::doc::{CurrentDoc, FieldDoc, Part, Quantity, Raw, SeaDoc, WindDoc};
use super::super::files::Files;
use super::super::leaf::{Leaf, Number};
use super::super::model::Craft;
use super::super::reading::Reading;
use super::super::values::Within;
use super::forcing;
use crate::base::math;
use crate::base::quantity::Kind;
use crate::sea::forcing::Quantity as Of;
use crate::sea::{Field, Flow, Grid, Gridded, Sampled, Sea};

/// Values of one grid at most; ten days of hourly wind on half a degree over the Andaman Sea are 40,000.
const GRID_VALUES: usize = 1_000_000;

/// Persistent error of the forecast wind and current where the scenario says nothing \[m/s\], one standard deviation
/// per component (sar-models.md 1.3, *proposed*).
const WIND_ERROR_MPS: f64 = 1.0;
const CURRENT_ERROR_MPS: f64 = 0.1;

/// The strongest wind and current accepted \[m/s\].
const STRONGEST_WIND_MPS: f64 = 60.0;
const STRONGEST_CURRENT_MPS: f64 = 5.0;

/// Reads the sea: the fields as written, under those that files and the climatology have for the water round `crafts`.
pub(super) fn sea<'a>(
    reading: &mut Reading<'a>,
    whole: Raw<'a>,
    form: &SeaDoc<'a>,
    crafts: &[&Craft],
    files: &Files,
) -> Option<Sea> {
    let wind = written(reading, form.wind, "the wind", wind);
    let current = written(reading, form.current, "the current", current);
    let wave_height_m = written(reading, form.wave_height, "the wave height", |reading, raw| {
        reading.quantity(Quantity::from(raw), Kind::Length, "a wave height", 0.0..=20.0, "0 to 20 m")
    });
    let visibility_m = written(reading, form.visibility, "the visibility", |reading, raw| {
        reading.quantity(Quantity::from(raw), Kind::Length, "a visibility", 10.0..=100_000.0, "10 m to 100 km")
    });
    let water_c = written(reading, form.water_temperature, "the water temperature", |reading, raw| {
        reading.quantity(Quantity::from(raw), Kind::Temperature, "a water temperature", -2.0..=40.0, "-2 to 40 C")
    });
    let air_c = written(reading, form.air_temperature, "the air temperature", |reading, raw| {
        reading.quantity(Quantity::from(raw), Kind::Temperature, "an air temperature", -40.0..=55.0, "-40 to 55 C")
    });
    let rain_mm_h = written(reading, form.rain, "the rain", |reading, raw| reading.rain_mm_h(Quantity::from(raw)));
    let mut error = |quantity: Option<Quantity<'a>>, default| match quantity {
        Some(quantity) => reading.quantity(quantity, Kind::Speed, "an error", 0.0..=20.0, "0 to 20 m/s"),
        None => Some(default),
    };
    let wind_error_mps = error(form.wind_error, WIND_ERROR_MPS);
    let current_error_mps = error(form.current_error, CURRENT_ERROR_MPS);

    let has_field = |quantity| match quantity {
        Of::Wind => form.wind.is_some(),
        Of::Current => form.current.is_some(),
        Of::WaveHeight => form.wave_height.is_some(),
        Of::Visibility => form.visibility.is_some(),
        Of::WaterTemperature => form.water_temperature.is_some(),
        Of::AirTemperature => form.air_temperature.is_some(),
        Of::Rain => form.rain.is_some(),
    };
    let layers = forcing::layers(reading, form, crafts, files, has_field)?;
    let mut over = Over { reading, whole };
    let wind = over.field("wind", layers.wind, wind);
    let current = over.field("current", layers.current, current);
    let wave_height_m = over.field("wave_height", layers.wave_height_m, wave_height_m);
    let visibility_m = over.field("visibility", layers.visibility_m, visibility_m);
    let water_c = over.field("water_temperature", layers.water_c, water_c);
    let air_c = over.field("air_temperature", layers.air_c, air_c);
    let rain_mm_h = over.field("rain", layers.rain_mm_h, rain_mm_h);
    Some(Sea {
        wind: wind?,
        current: current?,
        wave_height_m: wave_height_m?,
        visibility_m: visibility_m?,
        water_c: water_c?,
        air_c: air_c?,
        rain_mm_h: rain_mm_h?,
        wind_error_mps: wind_error_mps?,
        current_error_mps: current_error_mps?,
    })
}

/// A field as the scenario has it: written or not, and if written, well or not.
enum Fallback<T: Sampled> {
    Written(Option<Field<T>>),
    Absent,
}

fn written<'a, T: Sampled>(
    reading: &mut Reading<'a>,
    part: Option<Part<'a, FieldDoc<'a>>>,
    what: &str,
    value: impl Fn(&mut Reading<'a>, Raw<'a>) -> Option<T>,
) -> Fallback<T> {
    part.map_or(Fallback::Absent, |part| Fallback::Written(field(reading, part, what, value)))
}

/// Lays what files have over what is written.
struct Over<'r, 'a> {
    reading: &'r mut Reading<'a>,
    /// The sea as written.
    whole: Raw<'a>,
}

impl Over<'_, '_> {
    fn field<T: Sampled>(
        &mut self,
        name: &str,
        layers: Vec<Arc<Gridded<T>>>,
        written: Fallback<T>,
    ) -> Option<Field<T>> {
        let otherwise = match written {
            Fallback::Written(field) => field?,
            Fallback::Absent => match layers.last().and_then(|layer| layer.mean()) {
                Some(mean) => Field::Constant(mean),
                None => {
                    let message = format!("the sea needs the field `{name}`");
                    let help = format!("add {name}, or a forcing file that has it for the water round the craft");
                    return self.reading.error(MISSING_FIELD, first_character(self.whole), message, help);
                }
            },
        };
        Some(Field::layered(layers, otherwise))
    }
}

/// Where a bracket begins.
fn first_character(raw: Raw<'_>) -> Raw<'_> {
    Raw::whole(raw.text().get(..1).unwrap_or_default())
}

fn wind<'a>(reading: &mut Reading<'a>, raw: Raw<'a>) -> Option<Flow> {
    let form: WindDoc<'a> = reading.form(Part::from(raw), "a wind")?;
    let from = direction(reading, form.from);
    let range = 0.0..=STRONGEST_WIND_MPS;
    let speed = reading.quantity(form.speed, Kind::Speed, "a wind speed", range, "0 to 60 m/s");
    Some(flow(from? + 180.0, speed?))
}

fn current<'a>(reading: &mut Reading<'a>, raw: Raw<'a>) -> Option<Flow> {
    let form: CurrentDoc<'a> = reading.form(Part::from(raw), "a current")?;
    let towards = direction(reading, form.towards);
    let range = 0.0..=STRONGEST_CURRENT_MPS;
    let speed = reading.quantity(form.speed, Kind::Speed, "a current", range, "0 to 5 m/s");
    Some(flow(towards?, speed?))
}

fn direction<'a>(reading: &mut Reading<'a>, number: Number<'a>) -> Option<f64> {
    reading.number(number, "a direction", 0.0..=360.0)
}

fn flow(towards_deg: f64, speed_mps: f64) -> Flow {
    let (sin, cos) = math::sin_cos(towards_deg.to_radians());
    Flow { east_mps: speed_mps * sin, north_mps: speed_mps * cos }
}

/// Reads a field: a bare value, or one of the forms of [`FieldDoc`].
fn field<'a, T: Sampled>(
    reading: &mut Reading<'a>,
    part: Part<'a, FieldDoc<'a>>,
    what: &str,
    value: impl Fn(&mut Reading<'a>, Raw<'a>) -> Option<T>,
) -> Option<Field<T>> {
    let raw = part.raw();
    // A word in front tells a form from a bare value, which begins with a quote or a bracket.
    if !raw.text().starts_with(|c: char| c.is_alphabetic()) {
        return value(reading, raw).map(Field::Constant);
    }
    match reading.form(part, what)? {
        FieldDoc::Constant(raw) => value(reading, raw).map(Field::Constant),
        FieldDoc::Schedule(points) => {
            let points = reading.list(points, "points of this schedule", 1..=GRID_VALUES)?;
            let mut schedule = Vec::with_capacity(points.len().min(1024));
            let mut whole = true;
            for (moment, raw) in points {
                let tick = reading.tick(moment, Within::Future);
                let value = value(reading, raw);
                match (tick, value) {
                    (Some(tick), Some(value)) => {
                        if schedule.last().is_some_and(|(last, _)| *last >= tick) {
                            let message = "the moments of a schedule must rise, by ten seconds or more each";
                            return reading.error(ORDER, moment.raw(), message, "put the points in order of time");
                        }
                        schedule.push((tick, value));
                    }
                    _ => whole = false,
                }
            }
            whole.then_some(Field::Schedule(schedule))
        }
        FieldDoc::Grid { lats, lons, times, values } => {
            let at = values.raw();
            let lats_deg = axis(reading, lats, "a latitude", 90.0);
            let lons_deg = axis(reading, lons, "a longitude", 180.0);
            let moments = reading.list(times, "times of this grid", 1..=GRID_VALUES);
            let mut ticks = Vec::new();
            for moment in moments.iter().flatten() {
                let tick = reading.tick(*moment, Within::Future)?;
                if ticks.last().is_some_and(|last| *last >= tick) {
                    let message = "the times of a grid must rise, by ten seconds or more each";
                    return reading.error(ORDER, moment.raw(), message, "put them in order");
                }
                ticks.push(tick);
            }
            let cells = reading.list(values, "values of this grid", 1..=GRID_VALUES)?;
            let (lats_deg, lons_deg, _) = (lats_deg?, lons_deg?, moments?);
            let wanted = lats_deg.len().checked_mul(lons_deg.len()).and_then(|n| n.checked_mul(ticks.len()));
            if wanted.is_none_or(|wanted| wanted > GRID_VALUES) {
                let message = format!("this grid has more than {GRID_VALUES} values");
                return reading.error(TOO_MANY, at, message, "make it coarser");
            }
            if wanted != Some(cells.len()) {
                let (t, la, lo) = (ticks.len(), lats_deg.len(), lons_deg.len());
                let message = format!("this grid has {} values for {t} times x {la} lats x {lo} lons", cells.len());
                let help = format!("write {} values: for each time, for each latitude, all longitudes", t * la * lo);
                return reading.error(FORM, at, message, help);
            }
            let values: Vec<Option<T>> = cells.into_iter().map(|raw| value(reading, raw)).collect();
            let values = values.into_iter().collect::<Option<Vec<T>>>()?;
            Some(Field::Grid(Grid { lats_deg, lons_deg, ticks, values }))
        }
    }
}

/// Reads an axis of degrees, which must rise.
fn axis<'a>(
    reading: &mut Reading<'a>,
    list: Part<'a, Vec<Number<'a>>>,
    what: &str,
    bound_deg: f64,
) -> Option<Vec<f64>> {
    let numbers = reading.list(list, "points of this axis", 1..=GRID_VALUES)?;
    let mut axis: Vec<f64> = Vec::new();
    for number in numbers {
        let value = reading.number(number, what, -bound_deg..=bound_deg)?;
        if axis.last().is_some_and(|last| *last >= value) {
            let message = format!("the degrees of an axis must rise; {value} does not");
            return reading.error(ORDER, number.raw(), message, "put them in order, each once");
        }
        axis.push(value);
    }
    Some(axis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wind_blows_towards_the_other_side() {
        let north_easterly = flow(45.0 + 180.0, 10.0);
        assert!((north_easterly.east_mps + 7.071).abs() < 1e-3 && (north_easterly.north_mps + 7.071).abs() < 1e-3);
        let westward = flow(270.0, 1.0);
        assert!((westward.east_mps + 1.0).abs() < 1e-12 && westward.north_mps.abs() < 1e-12);
    }
}
