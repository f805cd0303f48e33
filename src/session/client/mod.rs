//! A desk's end of the line: keeps a `View` up to date, sends what the person wants, and comes back after every cut.
//!
//! A thread of its own does the waiting; a front end calls `poll` whenever it likes and never waits.

mod line;
mod target;
mod words;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use super::view::{Intent, LinkStatus, View};
use super::wire::{ChairStatus, Clock, Happening, Outlook, Seen, ToHost, Welcome};

pub use target::Target;

/// Requests that may be on their way; a host closes a desk that sends more at once.
const PENDING: usize = 80;
/// Notices kept.
const NOTICES: usize = 50;

/// A connection to a host, which mends itself.
pub struct Client {
    state: Arc<State>,
    view: Option<View>,
    link: LinkStatus,
    notices: Vec<String>,
    pending: Vec<String>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("link", &self.link).finish_non_exhaustive()
    }
}

/// What both threads share.
struct State {
    news: Mutex<News>,
    // Something is to be sent, or to be ended.
    stir: Notify,
    received: AtomicU64,
    wake: Box<dyn Fn() + Send + Sync>,
}

/// What the line's thread has for the front end, and the other way round.
#[derive(Default)]
struct News {
    changed: bool,
    welcome: Option<Box<Welcome>>,
    // Whether the welcome is to another run than the last.
    anew: bool,
    seen: Option<Seen>,
    clock: Option<Clock>,
    table: Option<Vec<ChairStatus>>,
    // The first says whether all known before are void.
    happened: (bool, Vec<Happening>),
    outlook: Option<Outlook>,
    link: Option<LinkStatus>,
    notices: Vec<String>,
    pending: VecDeque<Pending>,
    next_seq: u32,
    leave: bool,
}

impl News {
    /// Adds a notice; of those nobody has looked at yet, only the last are kept.
    fn note(&mut self, notice: String) {
        if self.notices.len() >= NOTICES {
            self.notices.remove(0);
        }
        self.notices.push(notice);
    }
}

/// A request on its way.
#[derive(Debug, Clone)]
struct Pending {
    seq: u32,
    words: String,
    message: ToHost,
}

impl State {
    fn with<T>(&self, change: impl FnOnce(&mut News) -> T) -> T {
        change(&mut self.news.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes what the front end will see, and wakes it.
    fn tell(&self, change: impl FnOnce(&mut News)) {
        self.with(|news| {
            change(news);
            news.changed = true;
        });
        (self.wake)();
    }
}

impl Client {
    /// Connects to a host with a seat code; returns at once. `name` is what the person is called at the table; `wake`
    /// is called from another thread whenever `poll` has something new.
    pub fn connect(url: &str, code: &str, name: &str, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self::connect_as(url, code, name, desk_number(), wake)
    }

    /// The same with the number of a desk that has other connections as well.
    pub(super) fn connect_as(
        url: &str,
        code: &str,
        name: &str,
        desk: Result<u64, String>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let state = Arc::new(State {
            news: Mutex::default(),
            stir: Notify::new(),
            received: AtomicU64::new(0),
            wake: Box::new(wake),
        });
        let mut link = LinkStatus::Connecting;
        let target: Result<Target, String> = url.parse();
        let started = target.and_then(|target| Ok((target, desk?))).and_then(|(target, desk)| {
            let (code, name) = (code.to_owned(), name.to_owned());
            let state = Arc::clone(&state);
            let run = move || line::run(&target, &code, &name, desk, &state);
            let thread = std::thread::Builder::new().name("sarex-desk".to_owned()).spawn(run);
            thread.map(drop).map_err(|error| format!("this machine gives no thread: {error}"))
        });
        if let Err(why) = started {
            link = LinkStatus::Refused(why);
        }
        Self { state, view: None, link, notices: Vec::new(), pending: Vec::new() }
    }

    /// Takes over what has come since the last time. Whether anything has.
    pub fn poll(&mut self) -> bool {
        let news = self.state.with(|news| {
            if !news.changed {
                return None;
            }
            self.pending = news.pending.iter().map(|pending| pending.words.clone()).collect();
            news.changed = false;
            Some(News {
                changed: true,
                welcome: news.welcome.take(),
                anew: std::mem::take(&mut news.anew),
                seen: news.seen.take(),
                clock: news.clock.take(),
                table: news.table.take(),
                happened: std::mem::take(&mut news.happened),
                outlook: news.outlook.take(),
                link: news.link.take(),
                notices: std::mem::take(&mut news.notices),
                ..News::default()
            })
        });
        let Some(news) = news else { return false };
        if let Some(link) = news.link {
            self.link = link;
        }
        self.notices.extend(news.notices);
        let old = self.notices.len().saturating_sub(NOTICES);
        self.notices.drain(..old);
        if let Some(welcome) = news.welcome {
            self.welcome(*welcome, news.anew);
        }
        let Some(view) = &mut self.view else { return true };
        match news.seen {
            Some(Seen::Picture(picture)) => view.picture = Some(*picture),
            Some(Seen::Overview(overview)) => view.overview = Some(*overview),
            None => {}
        }
        view.clock = news.clock.unwrap_or(view.clock);
        view.table = news.table.unwrap_or_else(|| std::mem::take(&mut view.table));
        let (void, happened) = news.happened;
        if void {
            view.happenings.clear();
        }
        view.happenings.extend(happened);
        if news.outlook.is_some() {
            view.outlook = news.outlook;
        }
        view.link = self.link.clone();
        view.notices.clone_from(&self.notices);
        view.pending.clone_from(&self.pending);
        true
    }

    /// A welcome, the first or another. What is seen stays until the new is there, unless time went back.
    fn welcome(&mut self, welcome: Welcome, anew: bool) {
        let old = self.view.take().filter(|old| !anew && old.chair == welcome.chair);
        let (picture, overview, table, clock, outlook) = match old {
            Some(old) => (old.picture, old.overview, old.table, Some(old.clock), old.outlook),
            None => Default::default(),
        };
        let standing = Clock { tick: crate::base::Tick::START, running: false, speed: 1.0, behind_s: 0.0, over: false };
        self.view = Some(View {
            chair: welcome.chair,
            briefing: welcome.briefing,
            plan: welcome.plan,
            picture,
            overview,
            clock: clock.unwrap_or(standing),
            table,
            happenings: Vec::new(),
            outlook,
            link: self.link.clone(),
            pending: Vec::new(),
            notices: Vec::new(),
        });
    }

    /// What the desk shows. Nothing before the host has let it in for the first time.
    pub fn view(&self) -> Option<&View> {
        self.view.as_ref()
    }

    /// How the connection stands.
    pub fn link(&self) -> &LinkStatus {
        &self.link
    }

    /// What was said last that the person should read: newest last. Also there before the first view is.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Requests sent and not yet answered, in a few words, oldest first.
    pub fn pending(&self) -> &[String] {
        &self.pending
    }

    /// Bytes received over the network so far, encryption and all.
    pub fn received_bytes(&self) -> u64 {
        self.state.received.load(Ordering::Relaxed)
    }

    /// Asks the host for what the person wants. Whether this was something to ask a host for; a replay's intents are
    /// not.
    pub fn send(&mut self, intent: Intent) -> bool {
        if intent == Intent::Leave {
            self.leave();
            return true;
        }
        let briefing = self.view.as_ref().map(|view| &view.briefing);
        let picture = self.view.as_ref().and_then(|view| view.picture.as_ref());
        let asked = self.state.with(|news| {
            let seq = news.next_seq + 1;
            let message = match intent {
                Intent::Do(command) => ToHost::Do { seq, command },
                Intent::Steer(steer) => ToHost::Steer { seq, steer },
                Intent::Crew(crew) => ToHost::Crew { seq, crew },
                _ => return false,
            };
            news.changed = true;
            if news.pending.len() >= PENDING {
                news.note("Too much is on its way already; this was not sent. Wait a moment.".to_owned());
            } else {
                let words = words::of(&message, briefing, picture);
                self.pending.push(words.clone());
                news.next_seq = seq;
                news.pending.push_back(Pending { seq, words, message });
            }
            true
        });
        self.state.stir.notify_one();
        asked
    }

    fn leave(&self) {
        self.state.with(|news| news.leave = true);
        self.state.stir.notify_one();
    }
}

/// A number for a desk, that no other has and nobody guesses.
///
/// # Errors
/// In words, if the system has no source of chance.
pub(super) fn desk_number() -> Result<u64, String> {
    getrandom::u64().map_err(|error| format!("this machine gives no chance for a number of its own: {error}"))
}

impl Drop for Client {
    /// Leaves the table; the thread ends by itself.
    fn drop(&mut self) {
        self.leave();
    }
}
