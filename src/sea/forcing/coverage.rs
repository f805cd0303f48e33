//! Where and when files have values, and what is missing of what is wanted, in words.

use std::sync::Arc;

use super::layout::Layout;
use super::quantity::Quantity;
use super::window::Window;
use super::{Flow, Forcing, Gridded};
use crate::base::Utc;

/// Where and when a file has values of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The file.
    pub file: String,
    /// Southernmost latitude \[degrees north\].
    pub south_deg: f64,
    /// Northernmost latitude \[degrees north\].
    pub north_deg: f64,
    /// Westernmost and easternmost longitude \[degrees east\]. Exists when and only when it does not go round the
    /// globe.
    pub lons_deg: Option<(f64, f64)>,
    /// First and last moment. Exists when and only when the values change with time.
    pub times: Option<(Utc, Utc)>,
}

impl Coverage {
    pub(super) fn of(file: &str, layout: &Layout) -> Self {
        let last = layout.lats.len() - 1;
        Self {
            file: file.to_owned(),
            south_deg: layout.lats[0],
            north_deg: layout.lats[last],
            lons_deg: layout.lons.edges(),
            times: layout.times.first().copied().zip(layout.times.last().copied()),
        }
    }

    /// By how much its area falls short of a window on each side \[degrees\]: south, north, west, east.
    fn short(&self, window: &Window) -> [f64; 4] {
        let (west, east) = self.lons_deg.map_or((0.0, 0.0), |(west, east)| {
            // The same meridian may be written a turn apart; what counts is the best fit.
            let short =
                |turn: f64| ((west + turn - window.west_deg).max(0.0), (window.east_deg - east - turn).max(0.0));
            let fits = [short(0.0), short(360.0), short(-360.0)];
            fits.into_iter().min_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1))).unwrap_or_default()
        });
        [(self.south_deg - window.south_deg).max(0.0), (window.north_deg - self.north_deg).max(0.0), west, east]
    }

    /// What is missing of the area of a window, in words.
    fn missing_area(&self, window: &Window) -> Vec<String> {
        let [south, north, west, east] = self.short(window);
        let is_beside = south.max(north) >= window.north_deg - window.south_deg
            || west.max(east) >= window.east_deg - window.west_deg;
        let sides = [("south", south), ("north", north), ("west", west), ("east", east)];
        let sides = sides.into_iter().filter(|(_, short)| *short > 0.0);
        let sides: Vec<String> = sides.map(|(side, short)| format!("{} in the {side}", degrees(short))).collect();
        let (south, north) = (lat(window.south_deg), lat(window.north_deg));
        let needed = format!("{south} to {north}, {}", lons(window.west_deg, window.east_deg));
        let lack = if is_beside { "all of it".to_owned() } else { sides.join(", ") };
        vec![format!("for {}; needed is {needed}: {lack} missing", self.area())]
    }

    /// The area in words: "12 S to 4 S, 100 E to 110 E".
    fn area(&self) -> String {
        let lons = self.lons_deg.map_or_else(|| "all longitudes".to_owned(), |(west, east)| lons(west, east));
        format!("{} to {}, {lons}", lat(self.south_deg), lat(self.north_deg))
    }
}

/// The layers of some files, in order of priority, cut to a window.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// Wind at 10 m.
    pub wind: Vec<Arc<Gridded<Flow>>>,
    /// Surface current.
    pub current: Vec<Arc<Gridded<Flow>>>,
    /// Significant wave height \[m\].
    pub wave_height_m: Vec<Arc<Gridded<f64>>>,
    /// Visibility \[m\].
    pub visibility_m: Vec<Arc<Gridded<f64>>>,
    /// Water temperature at the surface \[degrees C\].
    pub water_c: Vec<Arc<Gridded<f64>>>,
    /// Air temperature \[degrees C\].
    pub air_c: Vec<Arc<Gridded<f64>>>,
    /// Rain \[mm/h\].
    pub rain_mm_h: Vec<Arc<Gridded<f64>>>,
    pub(in crate::sea) covered: Vec<(Quantity, Coverage)>,
}

impl Layers {
    pub(super) fn cover(&mut self, file: &Forcing) {
        self.covered.extend(file.quantities().filter_map(|quantity| Some((quantity, file.coverage(quantity)?))));
    }

    /// How many numbers all layers hold.
    pub(crate) fn numbers(&self) -> usize {
        let flows = self.wind.iter().chain(&self.current).map(|layer| 2 * layer.values().len());
        let plain = [&self.wave_height_m, &self.visibility_m, &self.water_c, &self.air_c, &self.rain_mm_h];
        flows.sum::<usize>() + plain.into_iter().flatten().map(|layer| layer.values().len()).sum::<usize>()
    }

    /// Puts the layers of others behind these.
    pub(crate) fn append(&mut self, others: Self) {
        self.wind.extend(others.wind);
        self.current.extend(others.current);
        self.wave_height_m.extend(others.wave_height_m);
        self.visibility_m.extend(others.visibility_m);
        self.water_c.extend(others.water_c);
        self.air_c.extend(others.air_c);
        self.rain_mm_h.extend(others.rain_mm_h);
        self.covered.extend(others.covered);
    }

    /// Whether any of the files has a quantity, wherever and whenever.
    pub fn has(&self, quantity: Quantity) -> bool {
        self.covered.iter().any(|(of, _)| *of == quantity)
    }

    /// What the files lack of a quantity in a window, in words that name the file; `None` if the window is covered, or
    /// if no file has the quantity at all. Holes over land do not count.
    pub fn missing(&self, quantity: Quantity, window: &Window) -> Option<String> {
        self.lack(quantity, window).map(|lack| lack.words(&quantity.to_string()))
    }

    /// The same, before it is said of which quantity.
    pub(crate) fn lack(&self, quantity: Quantity, window: &Window) -> Option<Lack> {
        let of: Vec<&Coverage> =
            self.covered.iter().filter(|(of, _)| *of == quantity).map(|(_, found)| found).collect();
        let whole: Vec<&Coverage> = of.iter().filter(|c| c.short(window) == [0.0; 4]).copied().collect();
        if !whole.is_empty() {
            let what = missing_time(&whole, window)?;
            return Some(Lack { files: names(&whole), what });
        }
        let lack = |coverage: &&&Coverage| coverage.short(window).iter().sum::<f64>();
        let best = *of.iter().min_by(|a, b| lack(a).total_cmp(&lack(b)))?;
        let mut what = best.missing_area(window);
        what.extend(missing_time(&[best], window).into_iter().flatten());
        Some(Lack { files: vec![best.file.clone()], what })
    }
}

/// What files lack of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lack {
    /// The files that are in question, never none.
    pub(crate) files: Vec<String>,
    /// Each thing that is missing, in words after "… has wind ".
    what: Vec<String>,
}

impl Lack {
    /// "wind.nc has wind to …: 42 h missing"; `quantities` says of what.
    pub(crate) fn words(&self, quantities: &str) -> String {
        let have = if self.files.len() > 1 { "have" } else { "has" };
        format!("{} {have} {quantities} {}", self.files.join(" and "), self.what.join("; and "))
    }
}

fn names(of: &[&Coverage]) -> Vec<String> {
    let mut names: Vec<String> = of.iter().map(|coverage| coverage.file.clone()).collect();
    names.dedup();
    names
}

/// What is missing of the time of a window, of files that cover its area.
fn missing_time(files: &[&Coverage], window: &Window) -> Option<Vec<String>> {
    // A file without times holds always.
    let mut spans = files.iter().map(|coverage| coverage.times).collect::<Option<Vec<_>>>()?;
    spans.sort_unstable();
    let (mut gaps, mut until) = (Vec::new(), spans.first()?.0);
    if window.from < until {
        let short = hours(window.from, until);
        gaps.push(format!("from {}; it is needed from {}: {short} missing", minute(until), minute(window.from)));
    }
    for (from, to) in spans {
        if from > until && from > window.from && until < window.to {
            gaps.push(format!("none between {} and {}: {} missing", minute(until), minute(from), hours(until, from)));
        }
        until = until.max(to);
    }
    if until < window.to {
        let short = hours(until.max(window.from), window.to);
        gaps.push(format!("to {}; it is needed to {}: {short} missing", minute(until), minute(window.to)));
    }
    (!gaps.is_empty()).then_some(gaps)
}

/// "42 h", "30 min".
fn hours(from: Utc, to: Utc) -> String {
    crate::base::Span(to.0.saturating_sub(from.0)).to_string()
}

/// "2012-06-20T12:00Z".
fn minute(moment: Utc) -> String {
    let text = moment.to_string();
    match text.strip_suffix(":00Z") {
        Some(minute) => format!("{minute}Z"),
        None => text,
    }
}

/// "12 S".
fn lat(deg: f64) -> String {
    side(deg, ["N", "S"])
}

/// "100 E to 110.25 E".
fn lons(west: f64, east: f64) -> String {
    let lon = |deg: f64| side(crate::base::Position::clamped(0.0, deg).lon_deg(), ["E", "W"]);
    format!("{} to {}", lon(west), lon(east))
}

fn side(deg: f64, [positive, negative]: [&str; 2]) -> String {
    let rounded = (deg.abs() * 100.0).round() / 100.0;
    format!("{rounded} {}", if deg < 0.0 { negative } else { positive })
}

fn degrees(deg: f64) -> String {
    let rounded = (deg * 100.0).round() / 100.0;
    match rounded {
        0.0 => "a hair".to_owned(),
        1.0 => "1 degree".to_owned(),
        _ => format!("{rounded} degrees"),
    }
}
