//! `sarex drift`: where something adrift will be, or came from, without an exercise about it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{NO, say, stop};
use crate::base::{self, Position, Span, Tick, Utc};
use crate::chart::Coast;
use crate::drift::{Advance, Convention, Ensemble, Hypothesis, Moments, Settings, Whence};
use crate::sar::leeway::{self, JIBES_PER_HOUR, LeewayClass};
use crate::sea::forcing::{self, Quantity, Window};
use crate::sea::{Field, Flow};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What drifts: a key of the leeway table, as in PIW-1 or FISHING-VESSEL-2; "list" lists all 85
    #[arg(long, value_name = "KEY")]
    object: String,
    /// Where it began, latitude first, in any notation: "8,96" or "08-36.4S 105-24.0E"
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true, required_unless_present = "area")]
    at: Option<String>,
    /// The other end of a line it may have begun on
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true, requires = "at")]
    line: Option<String>,
    /// The corners of an area it may have begun in, three or more, with ";" between them
    #[arg(long, value_name = "LAT,LON;LAT,LON;...", allow_hyphen_values = true, conflicts_with_all = ["at", "line"])]
    area: Option<String>,
    /// Standard deviation of the position per axis, in metres
    #[arg(long, value_name = "M", default_value_t = 0.0)]
    radius: f64,
    /// When it began, as in 2015-05-14T00:00Z
    #[arg(long, value_name = "TIME")]
    start: String,
    /// The latest it may have begun; any moment between is as likely
    #[arg(long, value_name = "TIME")]
    latest: Option<String>,
    /// How many hours it drifts
    #[arg(long, value_name = "H")]
    hours: f64,
    /// Wind at 10 m, eastward and northward [m/s]; where forcing files have none, if both are given
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    wind: Option<String>,
    /// Surface current, eastward and northward [m/s]; where forcing files have none, if both are given
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    current: Option<String>,
    /// NetCDF files with wind and current (CF conventions), the one to be preferred first
    #[arg(long, value_name = "FILE.nc", num_args = 1..)]
    forcing: Vec<PathBuf>,
    /// How many particles
    #[arg(long, value_name = "N", default_value_t = 5000, value_parser = clap::value_parser!(u32).range(1..=50_000_000))]
    particles: u32,
    /// Length of a step in seconds, a multiple of 10
    #[arg(long, value_name = "S", default_value_t = 600)]
    step: i64,
    /// Share that jibes within an hour
    #[arg(long, value_name = "P", default_value_t = JIBES_PER_HOUR)]
    jibes: f64,
    /// Lasting error of the wind, one standard deviation per component [m/s]
    #[arg(long, value_name = "M_S", default_value_t = 0.0)]
    wind_error: f64,
    /// Lasting error of the current, one standard deviation per component [m/s]
    #[arg(long, value_name = "M_S", default_value_t = 0.0)]
    current_error: f64,
    /// Diffusivity [m2/s]; each axis spreads by the root of 2 K t
    #[arg(long, value_name = "K", default_value_t = 0.0)]
    diffusivity: f64,
    /// Let strong wind capsize it, which slows its leeway to 0.4
    #[arg(long)]
    capsizing: bool,
    /// The chance of the run
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Backwards in time: --start is when it was found, and the result is where it was so many hours before
    #[arg(long)]
    backward: bool,
    /// No coast: nothing strands
    #[arg(long)]
    no_land: bool,
    /// Count crosswind leeway and jibes as OpenDrift 1.14 does, to compare with it
    #[arg(long)]
    opendrift: bool,
    /// Threads to use; the result is the same
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Where the particles go, as a table (.csv) or a map (.geojson)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn drift(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.object == "list" {
        let lines: Vec<String> =
            leeway::classes().iter().map(|class| format!("{:<20} {}", class.key, class.description)).collect();
        say(&lines.join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let case = Case::of(arguments)?;
    let (wind, current) = case.flows(arguments)?;
    let coast = (!arguments.no_land).then(Coast::region);

    let clock = Stopwatch::start();
    let particles = arguments.particles as usize;
    let mut ensemble = Ensemble::new(vec![case.hypothesis()], case.settings, particles, arguments.seed, coast);
    let seeding_s = clock.seconds();
    let stop = stop::stoppable()?;
    let threads = match arguments.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    };
    let by = Advance { wind: &wind, current: &current, coast, threads };
    let bar = progress();
    // Made before the clock starts: it is the same for every run of the program.
    if let Some(coast) = coast {
        let _ = coast.open_water();
    }
    let clock = Stopwatch::start();
    let done = ensemble.advance(&by, case.until, &mut |share| {
        bar.set_position((share * 1000.0) as u64);
        !stop.load(Ordering::Relaxed)
    });
    let seconds = clock.seconds();
    bar.finish_and_clear();

    let moments = ensemble.moments().context("there are no particles")?;
    let at = case.time_of(ensemble.at());
    if let Some(path) = &arguments.out {
        write(path, arguments, &ensemble, &moments, at)?;
    }
    let told = Told { case: &case, ensemble: &ensemble, moments, at, seeding_s, seconds, threads };
    say(&if arguments.json { told.json() } else { told.words(arguments) })?;
    if !done {
        eprintln!("sarex: stopped at {at}, before the end");
        return Ok(ExitCode::from(NO));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is asked, read and found sound.
struct Case {
    class: &'static LeewayClass,
    whence: Whence,
    settings: Settings,
    /// The moment of tick 0.
    epoch: Utc,
    from: Tick,
    to: Tick,
    until: Tick,
}

impl Case {
    fn of(arguments: &Arguments) -> Result<Self> {
        let class = class(&arguments.object)?;
        let number = |name: &str, x: f64, most: f64| -> Result<f64> {
            if (0.0..=most).contains(&x) { Ok(x) } else { bail!("--{name} {x}: type a number from 0 to {most}") }
        };
        let radius_m = number("radius", arguments.radius, 2e6)?;
        let hours = number("hours", arguments.hours, 24.0 * 60.0)?;
        let jibes_per_hour = arguments.jibes;
        if !(0.0..1.0).contains(&jibes_per_hour) {
            bail!("--jibes {jibes_per_hour}: type a share from 0 to below 1, as in 0.04");
        }
        let step = Span(arguments.step);
        if !Ensemble::is_step(step) {
            bail!("--step {}: type a multiple of 10 s from 10 to 21600, as in 600", arguments.step);
        }
        let place = |name: &str, text: &str| Position::parse(text).map_err(|why| anyhow!("--{name}: {why}"));
        let whence = match (&arguments.at, &arguments.line, &arguments.area) {
            (Some(from), Some(to), _) => Whence::Line {
                from: place("at", from)?,
                from_sigma_m: radius_m,
                to: place("line", to)?,
                to_sigma_m: radius_m,
            },
            (Some(at), None, _) => Whence::Point { position: place("at", at)?, sigma_m: radius_m },
            (None, _, Some(area)) => {
                let corners = area.split(';').map(|corner| place("area", corner.trim())).collect::<Result<Vec<_>>>()?;
                if corners.len() < 3 {
                    bail!("--area: {} corners are no area; type three or more, with \";\" between them", corners.len());
                }
                Whence::Area { corners }
            }
            (None, _, None) => bail!("where does it begin? type --at LAT,LON"),
        };
        let time = |name: &str, text: &str| Utc::parse(text).map_err(|why| anyhow!("--{name}: {why}"));
        let start = time("start", &arguments.start)?;
        let latest = arguments.latest.as_deref().map(|text| time("latest", text)).transpose()?.unwrap_or(start);
        if latest < start {
            bail!("--latest {latest} is before --start {start}");
        }
        // Tick 0 is where the drift begins, or ends when it goes backwards.
        let length = Span::from_hours(hours);
        let epoch = if arguments.backward { start.before(length) } else { start };
        let tick = |at: Utc| epoch.tick_of(at).with_context(|| format!("{at} is too far off to reckon with"));
        let (from, to) = (tick(start)?, tick(latest)?);
        let until = if arguments.backward { Tick::START } else { from.after(length) };
        Ok(Self {
            class,
            whence,
            settings: Settings {
                step,
                wind_error_mps: number("wind-error", arguments.wind_error, 50.0)?,
                current_error_mps: number("current-error", arguments.current_error, 10.0)?,
                diffusivity_m2_s: number("diffusivity", arguments.diffusivity, 1e5)?,
                jibes_per_hour,
                capsizing: arguments.capsizing,
                convention: if arguments.opendrift { Convention::OpenDrift } else { Convention::Right },
                backward: arguments.backward,
            },
            epoch,
            from,
            to,
            until,
        })
    }

    fn hypothesis(&self) -> Hypothesis {
        Hypothesis {
            name: self.class.description.clone(),
            weight: 1.0,
            whence: self.whence.clone(),
            from: self.from,
            to: self.to,
            object: Some(self.class),
            kept: None,
        }
    }

    fn time_of(&self, tick: Tick) -> Utc {
        self.epoch.at(tick)
    }

    /// Wind and current, from the files and from what was typed.
    fn flows(&self, arguments: &Arguments) -> Result<(Field<Flow>, Field<Flow>)> {
        let typed = |name: &str, text: &Option<String>, most: f64| text.as_deref().map(|text| pair(name, text, most));
        let wind = typed("wind", &arguments.wind, 100.0).transpose()?;
        let current = typed("current", &arguments.current, 10.0).transpose()?;
        if arguments.forcing.is_empty() {
            let need = |name: &str, flow: Option<Flow>| {
                flow.map(Field::Constant).with_context(|| {
                    format!("there is no {name}: type --{name} X,Y (m/s eastward, northward), or --forcing FILE.nc")
                })
            };
            return Ok((need("wind", wind)?, need("current", current)?));
        }
        let mut files = Vec::new();
        for path in &arguments.forcing {
            let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            files.push(forcing::read(&path.display().to_string(), bytes)?);
        }
        let layers = forcing::layers(&files, self.epoch, &self.window(DRIFTS_MPS))?;
        // A particle that leaves what the files cover is not guessed at: it stops, and is counted.
        let unknown = Flow { east_mps: f64::NAN, north_mps: f64::NAN };
        let needed = self.window(0.0);
        let missing = |quantity| layers.missing(quantity, &needed);
        let fallback = |name: &str, quantity, typed: Option<Flow>| match (missing(quantity), typed) {
            (_, Some(flow)) => Ok(Field::Constant(flow)),
            (None, None) if !layers.has(quantity) => {
                Err(anyhow!("none of the files has {name} in it; give another file, or type --{name} X,Y"))
            }
            (None, None) => Ok(Field::Constant(unknown)),
            (Some(missing), None) => {
                Err(anyhow!("{missing}; give another file for the rest, or type --{name} X,Y to be used there"))
            }
        };
        let wind = fallback("wind", Quantity::Wind, wind)?;
        let current = fallback("current", Quantity::Current, current)?;
        Ok((Field::layered(layers.wind, wind), Field::layered(layers.current, current)))
    }

    /// Where and when forcing is needed: where it begins, with its error, and as far from there as this speed \[m/s\]
    /// takes it.
    fn window(&self, speed_mps: f64) -> Window {
        let (places, sigma_m) = match &self.whence {
            Whence::Point { position, sigma_m } => (vec![*position], *sigma_m),
            Whence::Line { from, from_sigma_m, to, .. } => (vec![*from, *to], *from_sigma_m),
            Whence::Area { corners } => (corners.clone(), 0.0),
        };
        let [from, to] = [self.from.min(self.until), self.to.max(self.until)];
        let margin_deg = (3.0 * sigma_m + speed_mps * to.since(from).seconds() as f64) / 111_195.0;
        let range = |of: fn(&Position) -> f64| {
            let values = places.iter().map(of);
            (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
        };
        let ((south, north), (west, east)) = (range(|p| p.lat_deg()), range(|p| p.lon_deg()));
        let shrinks = base::math::cos(south.abs().max(north.abs()).to_radians()).max(0.05);
        Window {
            south_deg: (south - margin_deg).max(-90.0),
            north_deg: (north + margin_deg).min(90.0),
            west_deg: west - margin_deg / shrinks,
            east_deg: east + margin_deg / shrinks,
            from: self.time_of(from),
            to: self.time_of(to),
        }
    }
}

/// No wind and current take anything farther than this \[m/s\], day in, day out.
const DRIFTS_MPS: f64 = 3.0;

/// A class of the leeway table by its key, or an error with the nearest ones.
fn class(key: &str) -> Result<&'static LeewayClass> {
    if let Some(class) = leeway::class(key) {
        return Ok(class);
    }
    let wanted = key.trim().to_uppercase();
    let mut keys: Vec<&str> = leeway::classes().iter().map(|class| class.key.as_str()).collect();
    keys.sort_by(|a, b| strsim::jaro_winkler(&wanted, b).total_cmp(&strsim::jaro_winkler(&wanted, a)));
    bail!(
        "--object \"{key}\": there is no such class; did you mean {}? \"--object list\" lists them all",
        keys.iter().take(3).copied().collect::<Vec<_>>().join(", ")
    )
}

/// A flow typed as "eastward,northward" \[m/s\].
fn pair(name: &str, text: &str, most: f64) -> Result<Flow> {
    let help = || {
        anyhow!(
            "--{name} \"{text}\": type two numbers of m/s from -{most} to {most}, eastward and northward, as in \"-3.5,2\""
        )
    };
    let (east, north) = text.split_once(',').ok_or_else(help)?;
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|x| x.abs() <= most);
    match (number(east), number(north)) {
        (Some(east_mps), Some(north_mps)) => Ok(Flow { east_mps, north_mps }),
        _ => Err(help()),
    }
}

/// What came of it.
struct Told<'a> {
    case: &'a Case,
    ensemble: &'a Ensemble,
    moments: Moments,
    at: Utc,
    seeding_s: f64,
    seconds: f64,
    threads: usize,
}

impl Told<'_> {
    fn stranded(&self) -> usize {
        self.ensemble.aground().filter(|aground| *aground).count()
    }

    fn per_second(&self) -> f64 {
        self.ensemble.particle_steps() as f64 / self.seconds.max(1e-9)
    }

    fn json(&self) -> String {
        let m = &self.moments;
        let told = json!({
            "exercise": "EXERCISE",
            "object": self.case.class.key,
            "at": self.at.to_string(),
            "particles": self.ensemble.len(),
            "mean_lon": m.mean.lon_deg(),
            "mean_lat": m.mean.lat_deg(),
            "std_lon": m.std_lon_deg,
            "std_lat": m.std_lat_deg,
            "corr": m.correlation,
            "stranded": self.stranded(),
            "beyond_forcing": self.ensemble.lost(),
            "particle_steps": self.ensemble.particle_steps(),
            "seconds": self.seconds,
            "seeding_seconds": self.seeding_s,
            "threads": self.threads,
            "particle_steps_per_s": self.per_second(),
        });
        format!("{told:#}")
    }

    fn words(&self, arguments: &Arguments) -> String {
        let m = &self.moments;
        let n = self.ensemble.len();
        let metres = |lon: f64, lat: f64| {
            let east = lon * 111_195.0 * base::math::cos(m.mean.lat_deg().to_radians());
            (east / 1852.0, lat * 111_195.0 / 1852.0)
        };
        let (east_nmi, north_nmi) = metres(m.std_lon_deg, m.std_lat_deg);
        let mut off: Vec<f64> = self.ensemble.positions().map(|p| p.distance_m(m.mean)).collect();
        off.sort_by(f64::total_cmp);
        let holds = |share: f64| off[((share * n as f64).ceil().max(1.0) as usize - 1).min(n - 1)] / 1852.0;
        let begin = self.case.whence.middle();
        let mut text = format!(
            "EXERCISE\n{} ({}), {n} particles\n{} {}\n",
            self.case.class.key,
            self.case.class.description,
            if arguments.backward { "found about" } else { "began about" },
            begin
        );
        let _ = writeln!(text, "at {}: datum {}", self.at, m.mean);
        let _ = writeln!(
            text,
            "  {:.1} NM in {:03.0} true from there; half of them within {:.1} NM of the datum, 95 % within {:.1} NM",
            begin.distance_m(m.mean) / 1852.0,
            begin.bearing_true(m.mean),
            holds(0.5),
            holds(0.95)
        );
        let _ = writeln!(
            text,
            "  standard deviation {east_nmi:.2} NM east, {north_nmi:.2} NM north, correlation {:.2}",
            m.correlation
        );
        let _ = writeln!(text, "  {} stranded", self.stranded());
        if self.ensemble.lost() > 0 {
            let _ = writeln!(text, "  {} left what the forcing covers, and were left there", self.ensemble.lost());
        }
        let _ = writeln!(
            text,
            "{} particle-steps in {:.3} s ({:.1} million a second, threads allowed: {})",
            self.ensemble.particle_steps(),
            self.seconds,
            self.per_second() / 1e6,
            self.threads
        );
        text
    }
}

/// Writes the particles as a table or a map, by the name's ending.
fn write(path: &Path, arguments: &Arguments, ensemble: &Ensemble, moments: &Moments, at: Utc) -> Result<()> {
    let particles = ensemble.places().zip(ensemble.aground());
    let mut text = String::new();
    match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
        Some("csv") => {
            text.push_str("particle,lat_deg,lon_deg,weight,stranded\n");
            for (i, ((lat, lon, weight), aground)) in particles.enumerate() {
                let _ =
                    writeln!(text, "{i},{lat:.6},{:.6},{weight:.9},{}", base::math::wrap_180(lon), u8::from(aground));
            }
        }
        Some("geojson" | "json") => {
            let point = |lat: f64, lon: f64| json!([round(base::math::wrap_180(lon)), round(lat)]);
            let feature = |geometry: serde_json::Value, properties: serde_json::Value| json!({ "type": "Feature", "geometry": geometry, "properties": properties });
            let mean = point(moments.mean.lat_deg(), moments.mean.lon_deg());
            let (stranded, afloat): (Vec<_>, Vec<_>) = particles.partition(|(_, aground)| *aground);
            let many = |of: &[((f64, f64, f64), bool)]| json!({ "type": "MultiPoint", "coordinates": of.iter().map(|((lat, lon, _), _)| point(*lat, *lon)).collect::<Vec<_>>() });
            let about = |what: &str| json!({ "what": what, "object": arguments.object, "at": at.to_string(), "exercise": "EXERCISE" });
            let map = json!({
                "type": "FeatureCollection",
                "features": [
                    feature(json!({ "type": "Point", "coordinates": mean }), about("datum")),
                    feature(many(&afloat), about("adrift")),
                    feature(many(&stranded), about("stranded")),
                ],
            });
            text = map.to_string();
        }
        _ => bail!("--out {}: end the name in .csv or .geojson", path.display()),
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// A degree to a tenth of a metre.
fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn progress() -> ProgressBar {
    let bar = ProgressBar::new(1000);
    let style = ProgressStyle::with_template("{bar:40} {percent} % {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// Real time, for the speed it tells.
struct Stopwatch(std::time::Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the speed it tells is of the real world")]
    fn start() -> Self {
        Self(std::time::Instant::now())
    }

    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
