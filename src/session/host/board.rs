//! The board: what the exercise's thread shows to the desks' tasks, and the letters they send it.
//!
//! Everything a desk may miss lies here as its latest state, so that a slow reader holds nobody up; what it may not
//! miss goes through its own outbox, and a desk whose outbox is full is sent away to come back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, watch};

use crate::session::code::{self, SeatCode};
use crate::session::wire::{Chair, ChairStatus, Clock, Happening, Outlook, ToDesk, ToHost};

/// What a chair sees at one moment, in bytes.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The run it belongs to.
    pub(super) run: u64,
    /// The view's postcard form.
    pub(super) bytes: Vec<u8>,
}

/// Everything a desk may look up at any time.
#[derive(Debug)]
pub(super) struct Board {
    pub(super) clock: watch::Sender<Clock>,
    pub(super) table: watch::Sender<Arc<Vec<ChairStatus>>>,
    pub(super) seats: Vec<watch::Sender<Option<Arc<Sheet>>>>,
    pub(super) excon: watch::Sender<Option<Arc<Sheet>>>,
    /// The run, and how many happenings it has.
    pub(super) told: watch::Sender<(u64, usize)>,
    happenings: Mutex<Vec<Happening>>,
    codes: Mutex<Vec<(Chair, SeatCode)>>,
    // How many codes of a chair have been withdrawn.
    withdrawn: Mutex<BTreeMap<Chair, u32>>,
    // Desks that have been in.
    desks: Mutex<BTreeSet<u64>>,
    /// The last words of the host. Exists when and only when it closes.
    pub(super) closing: watch::Sender<Option<Parting>>,
}

impl Board {
    pub(super) fn new(clock: Clock, run: u64, codes: Vec<(Chair, SeatCode)>, seats: usize) -> Self {
        Self {
            clock: watch::Sender::new(clock),
            table: watch::Sender::new(Arc::default()),
            seats: (0..seats).map(|_| watch::Sender::new(None)).collect(),
            excon: watch::Sender::new(None),
            told: watch::Sender::new((run, 0)),
            happenings: Mutex::default(),
            codes: Mutex::new(codes),
            withdrawn: Mutex::default(),
            desks: Mutex::default(),
            closing: watch::Sender::new(None),
        }
    }

    /// Where a chair's view is shown.
    pub(super) fn sheet(&self, chair: Chair) -> &watch::Sender<Option<Arc<Sheet>>> {
        match chair.seat() {
            Some(seat) => &self.seats[seat.index()],
            None => &self.excon,
        }
    }

    /// The chair a code opens, and how many codes of it had been withdrawn then.
    pub(super) fn chair_of(&self, typed: &str) -> Option<(Chair, u32)> {
        let codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        code::chair_of(&codes, typed).map(|chair| (chair, self.withdrawn(chair)))
    }

    /// How many codes of a chair have been withdrawn.
    pub(super) fn withdrawn(&self, chair: Chair) -> u32 {
        let withdrawn = self.withdrawn.lock().unwrap_or_else(PoisonError::into_inner);
        withdrawn.get(&chair).copied().unwrap_or_default()
    }

    /// Whether a desk has been in before.
    pub(super) fn knows(&self, desk: u64) -> bool {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner).contains(&desk)
    }

    /// A desk is in.
    pub(super) fn remember(&self, desk: u64) {
        /// As many as are remembered.
        const DESKS: usize = 4096;
        let mut desks = self.desks.lock().unwrap_or_else(PoisonError::into_inner);
        if desks.len() < DESKS {
            desks.insert(desk);
        }
    }

    /// The codes now, as they are handed out.
    pub(super) fn codes(&self) -> Vec<(Chair, String)> {
        let codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.iter().map(|(chair, code)| (*chair, code.to_string())).collect()
    }

    /// Gives a chair another code.
    pub(super) fn set_code(&self, chair: Chair, code: SeatCode) {
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = codes.iter_mut().find(|(of, _)| *of == chair) {
            entry.1 = code;
            *self.withdrawn.lock().unwrap_or_else(PoisonError::into_inner).entry(chair).or_default() += 1;
        }
    }

    /// Adds happenings of a run.
    pub(super) fn tell(&self, run: u64, told: Vec<Happening>) {
        let mut happenings = self.happenings.lock().unwrap_or_else(PoisonError::into_inner);
        happenings.extend(told);
        self.told.send_replace((run, happenings.len()));
    }

    /// Goes back: forgets what happened later, and begins a new run.
    pub(super) fn untell(&self, run: u64, keep: impl Fn(&Happening) -> bool) {
        let mut happenings = self.happenings.lock().unwrap_or_else(PoisonError::into_inner);
        happenings.retain(keep);
        self.told.send_replace((run, happenings.len()));
    }

    /// The next few happenings of a run after the first `known`.
    pub(super) fn told_since(&self, run: u64, known: usize) -> Vec<Happening> {
        /// As many as go in one message.
        const FEW: usize = 400;
        if self.told.borrow().0 != run {
            return Vec::new();
        }
        let happenings = self.happenings.lock().unwrap_or_else(PoisonError::into_inner);
        happenings.iter().skip(known).take(FEW).cloned().collect()
    }
}

/// Why a desk is sent away, in words, and when it may come again \[s\], if it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parting {
    pub(super) why: String,
    pub(super) again_after_s: Option<u32>,
}

/// What goes to one desk and may not be left out.
#[derive(Debug)]
pub(super) enum Out {
    /// Say this.
    Say(ToDesk),
    /// Say why, and close.
    Part(Parting),
}

/// Somebody whose code was right.
#[derive(Debug)]
pub(super) struct Newcomer {
    /// Names the connection.
    pub(super) link: u64,
    pub(super) chair: Chair,
    // How many codes of the chair had been withdrawn when this one was looked at.
    pub(super) withdrawn: u32,
    pub(super) desk: u64,
    pub(super) name: String,
    pub(super) outbox: mpsc::Sender<Out>,
}

/// What the exercise's thread is told.
#[derive(Debug)]
pub(super) enum Letter {
    /// Somebody came in.
    Came(Newcomer),
    /// A connection ended.
    Left(u64),
    /// A desk asks for something.
    Asked(u64, ToHost),
    /// What looking ahead showed, and whose stop sign it had; nothing if it was broken off.
    Outlook(Arc<AtomicBool>, Option<Outlook>),
    /// The host closes.
    Close,
}
