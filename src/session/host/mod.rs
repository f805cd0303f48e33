//! The host: plays an exercise, records it, and lets desks in.
//!
//! One thread owns the exercise and is never made to wait; the sockets are served by tasks beside it. Everything
//! speaks one protocol over WebSocket on one TCP port, encrypted or not; there are no web pages.
//!
//! ```text
//! desk -> task -> letters (bounded) -> table: exercise, recording, clock
//! desk <- task <- board (the latest of everything), outbox (what may not be left out)
//! ```

mod ahead;
mod answers;
mod board;
mod desk;
mod door;
mod fallen;
mod family;
mod gauge;
mod keep;
mod net;
mod pipe;
mod room;
mod seats;
mod settle;
mod sharing;
mod show;
mod steer;
mod table;
mod tape;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;

use self::answers::Answers;
use self::board::{Board, Letter};
use self::desk::Hall;
use self::door::Door;
use self::family::Part;
use self::keep::Keep;
use self::net::{accept, listen, reachable, runtime};
use self::seats::Seat;
use self::table::{Standing, Start, Table};
use self::tape::{GoneOn, Tape};
use super::code::SeatCode;
use super::pacer::{Pacer, SPEEDS, now};
use super::tls::{Fingerprint, Identity, Tls};
use super::wire::{Chair, Clock};
use super::{Exercise, Seating};
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::record::Header;
use crate::scenario::{self, Files, Scenario, Severity};
use crate::sim::Theatre;

pub use gauge::Gauge;

/// The port a host listens on unless told otherwise.
pub const DEFAULT_PORT: u16 = 7878;

/// How long a seat waits for its people before its crew takes over, unless told otherwise.
pub const DEFAULT_GRACE: Duration = Duration::from_secs(90);

/// Letters that may wait for the exercise's thread.
const LETTERS: usize = 4096;

/// What to host and how.
#[derive(Debug, Clone)]
pub struct HostOptions {
    /// The scenario's short name, the folder's.
    pub name: String,
    /// The scenario's text.
    pub text: String,
    /// The files the text names.
    pub files: Files,
    /// The briefing for people. Exists when and only when the scenario has one.
    pub brief: Option<String>,
    /// The seed of all chance.
    pub seed: u64,
    /// Where to listen; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Whether and how to encrypt.
    pub tls: Tls,
    /// Exercise seconds per second.
    pub speed: f64,
    /// Whether time goes on at once, and not only when EXCON says so.
    pub running: bool,
    /// Where the recording goes; nothing may be there yet.
    pub recording: PathBuf,
    /// The crew of each seat while nobody sits there, in order of `SeatId`.
    pub crews: Vec<Crew>,
    /// How long a seat waits for its people before its crew takes over.
    pub grace: Duration,
}

impl HostOptions {
    /// To host a scenario on this machine's port 7878, at real time and paused, with the doctrine crew in every seat
    /// nobody claims.
    pub fn new(scenario: &Scenario, source: &scenario::Source, recording: PathBuf) -> Self {
        Self {
            name: scenario.id.clone(),
            text: source.text.clone(),
            files: source.files.clone(),
            brief: source.brief.clone(),
            seed: 1,
            listen: SocketAddr::from((Ipv4Addr::UNSPECIFIED, DEFAULT_PORT)),
            tls: Tls::Off,
            speed: 1.0,
            running: false,
            recording,
            crews: vec![Crew::Doctrine; scenario.seats.len()],
            grace: DEFAULT_GRACE,
        }
    }
}

/// How to go on with an exercise whose host was stopped by force. Everything else is as it was: the codes, the
/// certificate, who plays what, the speed.
#[derive(Debug, Clone, Default)]
pub struct ResumeOptions {
    /// Where to listen. Exists when and only when it shall be elsewhere than before.
    pub listen: Option<SocketAddr>,
    /// Whether time goes on at once. Exists when and only when it shall be otherwise than before.
    pub running: Option<bool>,
    /// How long a seat waits for its people before its crew takes over. Exists when and only when it shall be another
    /// time than `DEFAULT_GRACE`.
    pub grace: Option<Duration>,
}

/// Why an exercise cannot be hosted. Nothing is running then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
    /// The scenario has mistakes.
    #[error("the scenario cannot be played: {0}")]
    Scenario(String),
    /// An option makes no sense.
    #[error("{0}")]
    Option(String),
    /// The port cannot be had.
    #[error("cannot listen on {address}: {source}; choose another address or port")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The certificate cannot be used.
    #[error("cannot encrypt: {0}")]
    Tls(String),
    /// The recording cannot be written, or not be read to go on from.
    #[error("{what}: {path}", path = path.display())]
    Recording {
        /// What is the matter.
        what: String,
        /// The file.
        path: PathBuf,
    },
    /// The system gives no thread, or no chance for secrets.
    #[error("this machine cannot host: {0}")]
    System(#[from] std::io::Error),
}

/// A hosted exercise. Dropping it stops it.
pub struct Host {
    board: Arc<Board>,
    gauge: Arc<Gauge>,
    standing: Arc<(Mutex<Standing>, Condvar)>,
    mail: crossbeam_channel::Sender<Letter>,
    thread: Option<JoinHandle<()>>,
    runtime: Option<Runtime>,
    address: SocketAddr,
    fingerprint: Option<Fingerprint>,
    scenario: Scenario,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("address", &self.address).finish_non_exhaustive()
    }
}

/// What a host begins with, new or going on.
struct Beginning {
    exercise: Exercise,
    tape: Tape,
    keep: Keep,
    seats: Vec<Seat>,
    answers: Answers,
    grace: Duration,
    past: Vec<Part>,
}

impl Host {
    /// Starts an exercise from its beginning.
    ///
    /// # Errors
    /// If the scenario, an option, the address, the certificate or the recording does not do.
    pub fn start(options: HostOptions) -> Result<Self, HostError> {
        let scenario = read(&options)?;
        if options.crews.len() != scenario.seats.len() {
            return Err(HostError::Option(format!(
                "the scenario has {} seats, and {} crews were given",
                scenario.seats.len(),
                options.crews.len()
            )));
        }
        if !SPEEDS.contains(&options.speed) {
            return Err(HostError::Option(format!(
                "the speed is {}; it must be {} to {}",
                options.speed,
                SPEEDS.start(),
                SPEEDS.end()
            )));
        }
        let identity = match &options.tls {
            Tls::Off => None,
            Tls::Generated => Some(Identity::generate().map_err(HostError::Tls)?),
            Tls::Files { cert, key } => Some(
                Identity::load(cert, key)
                    .map_err(|error| HostError::Tls(format!("{error}: {} or {}", cert.display(), key.display())))?,
            ),
        };
        encryption(identity.as_ref())?;
        let runtime = runtime()?;
        let (listener, address) = listen(&runtime, options.listen)?;
        let mut codes = Vec::new();
        for chair in chairs(&scenario) {
            codes.push((chair, SeatCode::draw()?.to_string()));
        }
        let seats: Vec<Seat> = options.crews.iter().map(|crew| Seat::new(*crew)).collect();
        let labels = options.crews.iter().map(Crew::to_string).collect();
        let header = Header::new(&options.name, &options.text, options.brief.as_deref(), options.seed, labels)
            .with_files(options.files.clone());
        let seating = Seating { crews: options.crews.clone(), script: None };
        let exercise = Exercise::new(scenario, options.seed, seating);
        let tape = Tape::begin(&options.recording, header, exercise.world(), std::iter::empty())
            .map_err(|error| no_recording(&options.recording, &error))?;
        let keep = Keep {
            format: Keep::FORMAT,
            address,
            codes,
            identity,
            speed: options.speed,
            running: options.running,
            seats: seats.iter().map(Seat::keep).collect(),
        };
        let answers = Answers::default();
        let grace = options.grace;
        // What cannot be hosted leaves nothing behind, or the same command typed again would find a recording there.
        Self::open(runtime, listener, Beginning { exercise, tape, keep, seats, answers, grace, past: Vec::new() })
            .inspect_err(|_| keep::forget(&options.recording))
    }

    /// Goes on with an exercise whose host was killed, from the last moment that was recorded, in the same recording.
    /// Requests that were answered are not done again, and those that were not are.
    ///
    /// # Errors
    /// If the recording is finished or cannot be gone on with, if what was kept beside it is missing, or if another
    /// host has it.
    pub fn resume(run: &Path, options: &ResumeOptions) -> Result<Self, HostError> {
        let unfit = |what: String| HostError::Recording { what, path: run.to_owned() };
        let mut keep = Keep::load(run).map_err(|error| HostError::Recording {
            what: format!("what the host kept beside the recording cannot be read: {error}"),
            path: keep::table_path(run),
        })?;
        keep.running = options.running.unwrap_or(keep.running);
        let GoneOn { tape, recording, world, entered } = Tape::resume(run).map_err(unfit)?;
        let scenario = recording.scenario().map_err(|error| unfit(error.to_string()))?;
        if keep.seats.len() != scenario.seats.len() {
            return Err(unfit("what the host kept is of another scenario".to_owned()));
        }
        let runtime = runtime()?;
        let (listener, address) = listen(&runtime, options.listen.unwrap_or(keep.address))?;
        keep.address = address;
        let mut answers = Answers::default();
        entered.iter().for_each(|(_, key, seq)| answers.decide(*key, *seq, None));
        let mut seats: Vec<Seat> = keep.seats.iter().map(|kept| Seat::kept(kept, now())).collect();
        // Those a branch began with entered at moments of their own, which are not written here.
        for (tick, key, _) in entered.iter().filter(|(tick, ..)| *tick > recording.first_tick()) {
            if let Chair::Seat(seat) = key.chair
                && let Some(seat) = seats.get_mut(seat.index())
            {
                seat.last_action = seat.last_action.max(Some(*tick));
            }
        }
        let crews = seats.iter().map(|seat| seat.crew().unwrap_or(Crew::Absent)).collect();
        let seating = Seating { crews, script: None };
        let exercise = Exercise::from_moment(Arc::new(Theatre::new(scenario)), world, seating);
        let grace = options.grace.unwrap_or(DEFAULT_GRACE);
        let past = family::history(run, recording);
        Self::open(runtime, listener, Beginning { exercise, tape, keep, seats, answers, grace, past })
    }

    fn open(runtime: Runtime, listener: TcpListener, begin: Beginning) -> Result<Self, HostError> {
        let Beginning { exercise, tape, keep, seats, answers, grace, past } = begin;
        let recording = tape.path().to_owned();
        keep.save(&recording).map_err(|error| no_recording(&keep::table_path(&recording), &error))?;
        let scenario = exercise.theatre().scenario.clone();
        let run = getrandom::u64().map_err(std::io::Error::other)?;
        let codes = keep.codes.iter().filter_map(|(chair, code)| Some((*chair, SeatCode::read(code)?))).collect();
        let clock = Clock {
            tick: exercise.world().tick,
            running: keep.running,
            speed: keep.speed,
            behind_s: 0.0,
            over: exercise.is_over(),
        };
        let board = Arc::new(Board::new(clock, run, codes, seats.len()));
        let gauge = Arc::new(Gauge::default());
        let standing = Standing { over: exercise.is_over(), failure: None, recording, closed: false };
        let standing = Arc::new((Mutex::new(standing), Condvar::new()));
        let (mail, letters) = crossbeam_channel::bounded(LETTERS);
        let (tls, fingerprint) = encryption(keep.identity.as_ref())?.unzip();
        let address = keep.address;
        answers.taken().for_each(|(key, _)| board.remember(key.desk));
        let table = Table::new(Start {
            exercise,
            tape,
            pacer: Pacer::new(keep.speed, keep.running, now()),
            board: Arc::clone(&board),
            gauge: Arc::clone(&gauge),
            standing: Arc::clone(&standing),
            letters,
            mail: mail.clone(),
            keep,
            grace,
            run,
            seats,
            answers,
            past,
        });
        let thread = std::thread::Builder::new().name("sarex-exercise".to_owned()).spawn(move || table.play())?;
        let host = Self {
            board,
            gauge,
            standing,
            mail,
            thread: Some(thread),
            runtime: Some(runtime),
            address,
            fingerprint,
            scenario,
        };
        let hall = Arc::new(Hall {
            board: Arc::clone(&host.board),
            gauge: Arc::clone(&host.gauge),
            mail: host.mail.clone(),
            door: Mutex::new(Door::new(now())),
            tls,
            links: AtomicU64::new(0),
            join: format!("sarex join {} --seat-code YOUR-CODE", host.url()),
        });
        if let Some(runtime) = &host.runtime {
            runtime.spawn(accept(listener, hall));
        }
        Ok(host)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every chair and the code that opens it: the seats, their observers, EXCON.
    pub fn chairs(&self) -> Vec<(Chair, String)> {
        self.board.codes()
    }

    /// The certificate's fingerprint. Exists when and only when the host encrypts.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// What a desk on another machine connects to, as far as this machine knows its own address.
    pub fn url(&self) -> String {
        self.url_at(reachable(self.address.ip()))
    }

    /// What a desk on this machine connects to.
    pub fn local_url(&self) -> String {
        let ip = self.address.ip();
        let local = if ip.is_unspecified() { IpAddr::from(Ipv4Addr::LOCALHOST) } else { ip };
        self.url_at(local)
    }

    fn url_at(&self, ip: IpAddr) -> String {
        let address = SocketAddr::new(ip, self.address.port());
        match self.fingerprint {
            None => format!("ws://{address}"),
            Some(fingerprint) => format!("wss://{address}#sha256-{fingerprint}"),
        }
    }

    /// What somebody types to come in; with the code, so for one pair of eyes.
    pub fn join_line(&self, chair: Chair) -> String {
        let code = self.chairs().into_iter().find(|(of, _)| *of == chair).map(|(_, code)| code).unwrap_or_default();
        format!("sarex join '{}' --seat-code {code}", self.url())
    }

    /// What a chair is called: "rcc-jakarta", "rcc-jakarta (observer)", "EXCON".
    pub fn chair_name(&self, chair: Chair) -> String {
        let seat =
            |seat: SeatId| self.scenario.seats.get(seat.index()).map_or_else(|| seat.to_string(), |s| s.id.clone());
        match chair {
            Chair::Seat(id) => seat(id),
            Chair::Observer(id) => format!("{} (observer)", seat(id)),
            Chair::Excon => "EXCON".to_owned(),
        }
    }

    /// The exercise's scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The recording being written; another after EXCON went back in time.
    pub fn recording(&self) -> PathBuf {
        self.standing().recording
    }

    /// Calls `tell` with the name of every recording the exercise goes on in after EXCON went back in time, from a
    /// thread that ends with the host.
    ///
    /// # Errors
    /// If this machine gives no thread.
    pub fn tell_branches(&self, tell: impl Fn(&Path) + Send + 'static) -> std::io::Result<()> {
        let standing = Arc::clone(&self.standing);
        let mut known = self.recording();
        let follow = move || {
            loop {
                let now = standing.0.lock().unwrap_or_else(PoisonError::into_inner);
                let now = standing
                    .1
                    .wait_while(now, |now| !now.closed && now.recording == known)
                    .unwrap_or_else(PoisonError::into_inner);
                if now.recording == known {
                    return;
                }
                known.clone_from(&now.recording);
                drop(now);
                tell(&known);
            }
        };
        std::thread::Builder::new().name("sarex-branches".to_owned()).spawn(follow).map(drop)
    }

    /// Whether the exercise has ended.
    pub fn is_over(&self) -> bool {
        self.standing().over
    }

    /// Measurements.
    pub fn gauge(&self) -> &Gauge {
        &self.gauge
    }

    /// Waits until the exercise has ended, or so long at most. Whether it has.
    ///
    /// # Errors
    /// If it cannot go on because the recording cannot be written.
    pub fn wait(&self, at_most: Duration) -> Result<bool, HostError> {
        let standing = self.standing.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (standing, _) = self
            .standing
            .1
            .wait_timeout_while(standing, at_most, |standing| !standing.over && standing.failure.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        match &standing.failure {
            Some(what) => Err(HostError::Recording { what: what.clone(), path: standing.recording.clone() }),
            None => Ok(standing.over),
        }
    }

    /// Finishes the recording, tells all desks, and closes. Does nothing the second time.
    pub fn stop(&mut self) {
        let Some(thread) = self.thread.take() else { return };
        // If the channel is closed the thread has ended already.
        let _ = self.mail.send(Letter::Close);
        if thread.join().is_err() {
            tracing::error!("the exercise's thread broke off; the recording goes up to the last minute written");
        }
        if let Some(runtime) = self.runtime.take() {
            // Desks are told why, and have a moment to hear it.
            let until = now() + Duration::from_secs(1);
            while self.board.closing.receiver_count() > 0 && now() < until {
                std::thread::sleep(Duration::from_millis(5));
            }
            runtime.shutdown_timeout(Duration::from_millis(200));
        }
        self.standing.0.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.standing.1.notify_all();
    }

    fn standing(&self) -> Standing {
        self.standing.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop();
    }
}

fn read(options: &HostOptions) -> Result<Scenario, HostError> {
    let (scenario, findings) = scenario::read_with(&options.text, &options.files);
    scenario.ok_or_else(|| {
        let mistake = findings.into_iter().find(|finding| finding.severity == Severity::Error);
        HostError::Scenario(mistake.map_or_else(|| "it is none".to_owned(), |finding| finding.message))
    })
}

/// How to encrypt. `None` for not at all.
fn encryption(identity: Option<&Identity>) -> Result<Option<(TlsAcceptor, Fingerprint)>, HostError> {
    let Some(identity) = identity else { return Ok(None) };
    let (config, fingerprint) = identity.server().map_err(HostError::Tls)?;
    Ok(Some((TlsAcceptor::from(config), fingerprint)))
}

fn chairs(scenario: &Scenario) -> Vec<Chair> {
    let seats = || (0..scenario.seats.len()).map(SeatId::new);
    seats().map(Chair::Seat).chain(seats().map(Chair::Observer)).chain([Chair::Excon]).collect()
}

fn no_recording(path: &Path, error: &std::io::Error) -> HostError {
    let what = match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            "there is a recording already; name another file, or go on with it by --resume".to_owned()
        }
        _ => format!("cannot be written: {error}"),
    };
    HostError::Recording { what, path: path.to_owned() }
}
