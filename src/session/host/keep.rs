//! What a host keeps beside the recording, so that it can go on after it was killed: `RUN.sarex.table` with the codes, the
//! certificate and who sits where, and `RUN.sarex.taken` with the requests that have entered.
//!
//! Both hold secrets and are readable by their owner only. `RUN.sarex.table` is replaced whole, `RUN.sarex.taken` is appended to
//! **before** the step it belongs to is recorded: a line counts if and only if the recording reaches its tick, so
//! that after `kill -9` it is known exactly which requests were done, whichever of the two files was written last.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::answers::Key;
use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::session::tls::Identity;
use crate::session::wire::Chair;

/// Who shall play a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Given {
    /// People while they are there, else the crew.
    Whoever,
    /// This crew, whoever is there.
    Crew(Crew),
    /// People, and nobody while there are none.
    People,
}

/// One seat's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptSeat {
    /// The crew that plays when people are away.
    pub(super) crew: Crew,
    /// What was decided about it.
    pub(super) given: Given,
    /// Whether people held it when this was written.
    pub(super) people: bool,
}

/// Everything `RUN.sarex.table` holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Keep {
    /// The version of this file.
    pub(super) format: u16,
    /// Where the host listens.
    pub(super) address: SocketAddr,
    /// Each chair's code.
    pub(super) codes: Vec<(Chair, String)>,
    /// The certificate and its key. Exists when and only when the host encrypts.
    pub(super) identity: Option<Identity>,
    /// Exercise seconds per second.
    pub(super) speed: f64,
    /// Whether time went on.
    pub(super) running: bool,
    /// The seats, in order of `SeatId`.
    pub(super) seats: Vec<KeptSeat>,
}

const FORMAT: u16 = 1;

impl Keep {
    /// The version this program writes.
    pub(super) const FORMAT: u16 = FORMAT;

    /// Writes it beside a recording, whole or not at all.
    pub(super) fn save(&self, recording: &Path) -> io::Result<()> {
        replace(&table_path(recording), self.text()?.as_bytes())
    }

    /// As it is written.
    pub(super) fn text(&self) -> io::Result<String> {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).map_err(io::Error::other)
    }

    /// Reads what lies beside a recording.
    pub(super) fn load(recording: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(table_path(recording))?;
        let keep: Self = ron::from_str(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        if keep.format != FORMAT {
            let what = format!("it has format {}, and this program reads {FORMAT}", keep.format);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(keep)
    }
}

/// The file with the codes beside a recording.
pub(super) fn table_path(recording: &Path) -> PathBuf {
    beside(recording, ".table")
}

/// The file with the requests taken beside a recording.
fn taken_path(recording: &Path) -> PathBuf {
    beside(recording, ".taken")
}

/// A name with something after it: two recordings that differ in any part of theirs share nothing.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Takes away a recording that was begun and came to nothing, and what lies beside it.
pub(super) fn forget(recording: &Path) {
    for path in [recording.to_owned(), table_path(recording), taken_path(recording)] {
        // What was not begun is not there.
        let _ = std::fs::remove_file(path);
    }
}

/// A request that entered: with the step to which moment, whose, and its number.
pub(super) type Entered = (Tick, Key, u32);

/// The list of requests that have entered, or are about to.
#[derive(Debug)]
pub(super) struct TakenList {
    file: File,
}

impl TakenList {
    /// Begins a list beside a recording with requests that have entered already. While it lives no other host can
    /// have one there.
    pub(super) fn begin(recording: &Path, entered: impl Iterator<Item = Entered>) -> io::Result<Self> {
        let _old = hold(&taken_path(recording))?;
        Self::renew(recording, entered)
    }

    /// Goes on with the list beside a recording that goes up to a moment, and says what has entered up to there. A
    /// last line that was cut off says nothing. As with `begin` nobody else can have it meanwhile.
    pub(super) fn resume(recording: &Path, last: Tick) -> io::Result<(Self, Vec<Entered>)> {
        let mut old = hold(&taken_path(recording))?;
        let mut bytes = Vec::new();
        old.read_to_end(&mut bytes)?;
        let entered = entered(&bytes, last);
        Ok((Self::renew(recording, entered.iter().copied())?, entered))
    }

    fn renew(recording: &Path, entered: impl Iterator<Item = Entered>) -> io::Result<Self> {
        let path = taken_path(recording);
        let text: String = entered.map(|(tick, key, seq)| line(tick, key, seq)).collect();
        replace(&path, text.as_bytes())?;
        Ok(Self { file: hold(&path)? })
    }

    /// Writes down what will enter the step to `tick`, and waits until it lies on the disk: otherwise the power might
    /// fail with the step written and this not, and its requests would be done a second time.
    pub(super) fn intend(&mut self, tick: Tick, requests: impl Iterator<Item = (Key, u32)>) -> io::Result<()> {
        let text: String = requests.map(|(key, seq)| line(tick, key, seq)).collect();
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()
    }
}

fn entered(bytes: &[u8], last: Tick) -> Vec<Entered> {
    let text = String::from_utf8_lossy(bytes);
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().filter_map(parse).filter(|(tick, ..)| *tick <= last).collect()
}

/// Opens a list, and keeps everybody else from holding it. Windows locks only what is also open for reading.
fn hold(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    owner_only(&mut options);
    let file = options.open(path).map_err(taken)?;
    lock(&file)?;
    Ok(file)
}

fn another_host() -> io::Error {
    io::Error::other("another host is playing this exercise")
}

/// What it means that a file cannot be had because somebody else has it.
fn taken(error: io::Error) -> io::Error {
    /// Windows' ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    const VIOLATIONS: [i32; 2] = [32, 33];
    let violated = cfg!(windows) && error.raw_os_error().is_some_and(|code| VIOLATIONS.contains(&code));
    if violated { another_host() } else { error }
}

fn lock(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(std::fs::TryLockError::WouldBlock) => Err(another_host()),
        // A file system without locks: then nobody can be kept out.
        Err(std::fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(std::fs::TryLockError::Error(error)) => Err(taken(error)),
    }
}

fn line(tick: Tick, key: Key, seq: u32) -> String {
    let chair = match key.chair {
        Chair::Excon => "excon".to_owned(),
        Chair::Seat(seat) => format!("seat{}", seat.0),
        Chair::Observer(seat) => format!("observer{}", seat.0),
    };
    format!("{} {chair} {:016x} {seq}\n", tick.0, key.desk)
}

fn parse(line: &str) -> Option<(Tick, Key, u32)> {
    let mut words = line.split(' ');
    let tick = Tick(words.next()?.parse().ok()?);
    let chair = match words.next()? {
        "excon" => Chair::Excon,
        word => match (word.strip_prefix("seat"), word.strip_prefix("observer")) {
            (Some(seat), _) => Chair::Seat(SeatId(seat.parse().ok()?)),
            (_, Some(seat)) => Chair::Observer(SeatId(seat.parse().ok()?)),
            _ => return None,
        },
    };
    let desk = u64::from_str_radix(words.next()?, 16).ok()?;
    Some((tick, Key { chair, desk }, words.next()?.parse().ok()?))
}

/// Writes a file that only its owner may read, in place of what was there, whole or not at all.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = beside(path, ".new");
    // One that was left behind might be readable by others.
    match std::fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options);
    let mut file = options.open(&fresh)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    if let Err(error) = written.and_then(|()| std::fs::rename(&fresh, path)) {
        // It holds secrets and is of no use.
        let _ = std::fs::remove_file(&fresh);
        return Err(taken(error));
    }
    sync_folder(path);
    Ok(())
}

/// A file made with these options is its owner's only.
fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    // Elsewhere a file is as readable as its folder.
    #[cfg(not(unix))]
    let _ = options;
}

/// Brings a file's new name to the disk, where the system lets a folder be written out by itself.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Some network file systems cannot; the file itself is safe either way.
        if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
            tracing::debug!("{} cannot be written out: {error}", folder.display());
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep() -> Keep {
        Keep {
            format: FORMAT,
            address: "127.0.0.1:7878".parse().unwrap(),
            codes: vec![(Chair::Observer(SeatId(3)), "ABCD".to_owned()), (Chair::Excon, "EFGH".to_owned())],
            identity: Some(Identity::generate().unwrap()),
            speed: 60.0,
            running: true,
            seats: vec![
                KeptSeat { crew: Crew::Doctrine, given: Given::Whoever, people: true },
                KeptSeat { crew: Crew::Absent, given: Given::Crew(Crew::Informed), people: false },
            ],
        }
    }

    #[test]
    fn what_is_kept_is_found_again_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("run.sarex");
        let keep = keep();
        keep.save(&run).unwrap();
        keep.save(&run).unwrap();
        let again = Keep::load(&run).unwrap();
        assert_eq!(again.codes, keep.codes);
        assert_eq!(again.identity, keep.identity);
        assert_eq!(again.seats, keep.seats);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(table_path(&run)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
    }

    #[test]
    fn a_request_counts_if_and_only_if_its_step_was_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("run.sarex");
        let key = Key { chair: Chair::Seat(SeatId(4)), desk: u64::MAX };
        let mut list = TakenList::begin(&run, [(Tick(1), key, 1)].into_iter()).unwrap();
        list.intend(Tick(7), [(key, 2), (Key { chair: Chair::Excon, desk: 1 }, 1)].into_iter()).unwrap();
        list.intend(Tick(8), [(key, 3)].into_iter()).unwrap();
        list.file.write_all(b"8 seat4 00").unwrap();
        let second = TakenList::begin(&run, std::iter::empty()).unwrap_err().to_string();
        assert!(second.contains("another host"), "{second}");
        let second = TakenList::resume(&run, Tick(7)).unwrap_err().to_string();
        assert!(second.contains("another host"), "{second}");
        let bytes = std::fs::read(taken_path(&run)).unwrap();
        let read = entered(&bytes, Tick(7));
        let numbers: Vec<_> = read.iter().map(|(tick, key, seq)| (tick.0, key.chair, *seq)).collect();
        assert_eq!(numbers, [(1, key.chair, 1), (7, key.chair, 2), (7, Chair::Excon, 1)]);
        assert_eq!(read[1].1, key);
        drop(list);
        let (list, read) = TakenList::resume(&run, Tick(8)).unwrap();
        assert_eq!(read.len(), 4);
        assert!(TakenList::resume(&run, Tick(8)).is_err(), "it is held while {list:?} lives");
    }

    #[test]
    fn recordings_whose_names_differ_in_their_ending_share_nothing() {
        let (one, other) = (Path::new("run.v1.sarex"), Path::new("run.v1.rec"));
        assert_ne!(table_path(one), table_path(other));
        assert_eq!(taken_path(one), Path::new("run.v1.sarex.taken"));
    }
}
