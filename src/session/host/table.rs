//! The exercise's thread: owns the exercise, its recording and its clock, reads letters, and shows what came of it.
//!
//! **Nothing a desk does makes this thread wait**: letters come through a bounded channel whose senders do the
//! waiting, and what goes out is left on the board or in outboxes that are given up when full.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use tokio::sync::mpsc;

use super::answers::{Answers, Key, Known};
use super::board::{Board, Letter, Newcomer, Out, Parting};
use super::fallen::Fallen;
use super::family::Part;
use super::gauge::Gauge;
use super::keep::Keep;
use super::room::Room;
use super::seats::Seat;
use super::show::Shown;
use super::tape::Tape;
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::picture;
use crate::record::Ending;
use crate::session::Exercise;
use crate::session::happening::{Narrator, is_news, worth_stopping};
use crate::session::pacer::{Pace, Pacer, now};
use crate::session::wire::{Chair, PROTOCOL, ToDesk, ToHost, Welcome};
use crate::sim::{Command, Intervention, Theatre};

/// Ticks are made for so long before letters are read again.
const BATCH: Duration = Duration::from_millis(20);
/// Letters read before ticks are made again.
const LETTERS: usize = 512;
/// What somebody is told whose code is worth nothing any more.
pub(super) const WITHDRAWN: &str = "EXCON has withdrawn this code; ask EXCON for the new one";
/// The thread looks round at least this often.
const IDLE: Duration = Duration::from_secs(1);

/// How a host stands, for whoever waits for it.
#[derive(Debug, Default, Clone)]
pub(super) struct Standing {
    pub(super) over: bool,
    pub(super) failure: Option<String>,
    pub(super) recording: PathBuf,
    /// Whether the host has closed.
    pub(super) closed: bool,
}

/// A connection.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) key: Key,
    pub(super) name: String,
    pub(super) outbox: mpsc::Sender<Out>,
}

/// A command of people that waits for the next tick.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) key: Key,
    pub(super) seq: u32,
    pub(super) seat: Option<SeatId>,
    pub(super) command: Command,
    // Its length.
    pub(super) bytes: usize,
}

/// Everything the thread owns.
pub(super) struct Table {
    pub(super) exercise: Exercise,
    pub(super) theatre: Arc<Theatre>,
    pub(super) tape: Tape,
    pub(super) pacer: Pacer,
    pub(super) board: Arc<Board>,
    pub(super) gauge: Arc<Gauge>,
    pub(super) standing: Arc<(Mutex<Standing>, std::sync::Condvar)>,
    pub(super) letters: Receiver<Letter>,
    pub(super) mail: Sender<Letter>,
    pub(super) keep: Keep,
    pub(super) grace: Duration,
    pub(super) run: u64,
    pub(super) seats: Vec<Seat>,
    pub(super) links: BTreeMap<u64, Link>,
    pub(super) answers: Answers,
    pub(super) waiting: Vec<Waiting>,
    pub(super) room: Room,
    // What the host itself writes in the margin at the next tick.
    pub(super) margin: Vec<Intervention>,
    // Whether what is kept beside the recording may have changed, and what it was when it was last written.
    pub(super) unsaved: bool,
    pub(super) saved: String,
    // Whether who sits where must be shown anew.
    pub(super) moved: bool,
    // Says stop to whoever looks ahead. Exists while somebody does.
    pub(super) ahead: Option<Arc<AtomicBool>>,
    // Why nothing can be recorded any more. Exists when and only when that is so.
    pub(super) failure: Option<String>,
    // What was recorded before a host that was killed goes on. Exists until it was told.
    past: Vec<Part>,
    pub(super) shown: Vec<Shown>,
    pub(super) shown_excon: Shown,
    pub(super) clock_at: Instant,
    // Seats whose news stop the clock while it goes on to the next news.
    pub(super) awaiting: Vec<SeatId>,
}

/// What a table begins with.
pub(super) struct Start {
    pub(super) exercise: Exercise,
    pub(super) tape: Tape,
    pub(super) pacer: Pacer,
    pub(super) board: Arc<Board>,
    pub(super) gauge: Arc<Gauge>,
    pub(super) standing: Arc<(Mutex<Standing>, std::sync::Condvar)>,
    pub(super) letters: Receiver<Letter>,
    pub(super) mail: Sender<Letter>,
    pub(super) keep: Keep,
    pub(super) grace: Duration,
    pub(super) run: u64,
    pub(super) seats: Vec<Seat>,
    pub(super) answers: Answers,
    pub(super) past: Vec<Part>,
}

impl Table {
    pub(super) fn new(start: Start) -> Self {
        let at = now();
        let unseen = Shown { at, tick: None, entries: 0, wanted: false };
        Self {
            theatre: start.exercise.shared_theatre(),
            shown: vec![unseen; start.seats.len()],
            shown_excon: unseen,
            clock_at: at,
            exercise: start.exercise,
            tape: start.tape,
            pacer: start.pacer,
            board: start.board,
            gauge: start.gauge,
            standing: start.standing,
            letters: start.letters,
            mail: start.mail,
            keep: start.keep,
            grace: start.grace,
            run: start.run,
            seats: start.seats,
            links: BTreeMap::new(),
            answers: start.answers,
            past: start.past,
            waiting: Vec::new(),
            room: Room::default(),
            margin: Vec::new(),
            unsaved: false,
            saved: String::new(),
            moved: true,
            ahead: None,
            failure: None,
            awaiting: Vec::new(),
        }
    }

    /// Plays until the host closes.
    pub(super) fn play(mut self) {
        let _fallen = Fallen { standing: Arc::clone(&self.standing), board: Arc::clone(&self.board) };
        let theatre = Arc::clone(&self.theatre);
        let mut narrator = Narrator::new(&theatre.scenario);
        for part in std::mem::take(&mut self.past) {
            let told = part.steps().flat_map(|step| narrator.tell(&step.events)).collect();
            self.board.tell(self.run, told);
        }
        if self.exercise.is_over() {
            self.finish(Ending::Finished);
        }
        loop {
            match self.letters.recv_timeout(self.wait()) {
                Ok(letter) => {
                    if !self.read(letter) {
                        break;
                    }
                    let more: Vec<Letter> = self.letters.try_iter().take(LETTERS).collect();
                    if !more.into_iter().all(|letter| self.read(letter)) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.settle_seats();
            self.save_changes();
            self.show_table();
            let began = now();
            self.pacer.elapse(began);
            while self.pacer.is_due() && !self.is_over() && self.failure.is_none() {
                let before = now();
                self.tick(&mut narrator);
                let shown = self.show(now());
                self.gauge.took(now().saturating_duration_since(before));
                if shown || now().saturating_duration_since(began) > BATCH {
                    break;
                }
            }
            self.show(now());
            self.show_clock(now());
        }
        self.close();
    }

    /// Whether no tick will be made any more.
    pub(super) fn is_over(&self) -> bool {
        self.exercise.is_over() || self.tape.is_finished()
    }

    fn wait(&self) -> Duration {
        let now = now();
        let stands = self.is_over() || self.failure.is_some();
        let tick = self.pacer.wait().filter(|_| !stands).unwrap_or(IDLE);
        let takeover = self.seats.iter().filter_map(|seat| seat.crew_takes_over_in(now, self.grace)).min();
        let shows = self.seats_watched().filter_map(|i| self.seat_due_in(i, now)).chain(self.excon_due_in(now)).min();
        tick.min(takeover.unwrap_or(IDLE)).min(shows.unwrap_or(IDLE)).min(IDLE)
    }

    /// Reads a letter. `false` says to close.
    fn read(&mut self, letter: Letter) -> bool {
        match letter {
            Letter::Came(newcomer) => self.came(newcomer),
            Letter::Left(link) => {
                self.moved |= self.links.remove(&link).is_some();
            }
            Letter::Asked(link, message) => self.asked(link, message),
            Letter::Outlook(sign, outlook) => {
                // One that was broken off was about a time that is no more, even if it had its answer already.
                let wanted = self.ahead.take_if(|ahead| Arc::ptr_eq(ahead, &sign)).is_some();
                if let Some(outlook) = outlook.filter(|_| wanted) {
                    self.say_to(|chair| chair == Chair::Excon, &ToDesk::Outlook(Box::new(outlook)));
                }
            }
            Letter::Close => return false,
        }
        true
    }

    fn came(&mut self, newcomer: Newcomer) {
        let Newcomer { link, chair, withdrawn, desk, name, outbox } = newcomer;
        if withdrawn != self.board.withdrawn(chair) {
            // The code was right when it was looked at, and is not any more.
            let parting = Parting { why: WITHDRAWN.to_owned(), again_after_s: None };
            let _ = outbox.try_send(Out::Part(parting));
            return;
        }
        if let Some(why) = self.keeps_apart(chair, desk) {
            let _ = outbox.try_send(Out::Part(Parting { why, again_after_s: None }));
            return;
        }
        let key = Key { chair, desk };
        let old: Vec<u64> = self.links.iter().filter(|(_, old)| old.key == key).map(|(id, _)| *id).collect();
        for id in old {
            self.part(id, "this desk came in again by another connection", Some(1));
        }
        self.answers.greet(key);
        self.links.insert(link, Link { key, name, outbox });
        // At once: its first command may be the next letter.
        self.settle_seats();
        let welcome = self.welcome(key);
        self.say(link, welcome);
        match chair.seat() {
            Some(seat) => self.shown[seat.index()].wanted = true,
            None => self.shown_excon.wanted = true,
        }
        self.moved = true;
        self.show_clock(now());
    }

    pub(super) fn welcome(&self, key: Key) -> ToDesk {
        let everything = key.chair == Chair::Excon;
        ToDesk::Welcome(Box::new(Welcome {
            protocol: PROTOCOL,
            chair: key.chair,
            briefing: picture::briefing(&self.theatre, key.chair.seat()),
            plan: everything.then(|| picture::plan(&self.theatre)),
            taken: self.answers.highest(key),
            run: self.run,
        }))
    }

    fn asked(&mut self, id: u64, message: ToHost) {
        let (Some(link), Some(seq)) = (self.links.get(&id), message.seq()) else { return };
        let key = link.key;
        match self.answers.look(key, seq) {
            Known::Waiting => return,
            Known::Decided(refusal) => return self.answer(key, seq, refusal),
            Known::No => {}
        }
        let (seat, command) = match self.consider(key, message) {
            Ok(Some(enters)) => enters,
            Ok(None) => return self.decide(key, seq, None),
            Err(why) => return self.decide(key, seq, Some(why)),
        };
        match self.room.make(seat, &command, self.exercise.world().tick, &self.waiting) {
            Ok(bytes) => {
                self.answers.wait(key, seq);
                self.waiting.push(Waiting { key, seq, seat, command, bytes });
            }
            Err(why) => self.decide(key, seq, Some(why)),
        }
    }

    /// What a request comes to: a command that enters with the next tick, or nothing more.
    fn consider(&mut self, key: Key, message: ToHost) -> Result<Option<(Option<SeatId>, Command)>, String> {
        match (key.chair, message) {
            (Chair::Observer(_), _) => Err("an observer looks on and asks for nothing".to_owned()),
            (Chair::Excon, ToHost::Steer { steer, .. }) => self.steer(key, steer),
            (_, ToHost::Steer { .. }) => Err("only EXCON may do that".to_owned()),
            // This crew acts on the truth, so that a seat would see from its orders where everybody is.
            (Chair::Seat(_), ToHost::Crew { crew: Some(Crew::Informed), .. }) => {
                Err("only EXCON can give a seat to the informed crew".to_owned())
            }
            (Chair::Seat(seat), ToHost::Crew { crew, .. }) => {
                self.give_seat(seat, crew, false)?;
                Ok(None)
            }
            (Chair::Seat(seat), ToHost::Do { command, .. }) => {
                self.may_enter()?;
                if !self.seats[seat.index()].is_for_people() {
                    return Err("a crew plays this seat now; take it back first".to_owned());
                }
                Ok(Some((Some(seat), command)))
            }
            (Chair::Excon, _) => Err("EXCON sits in no seat: intervene, or give a seat to somebody".to_owned()),
            (_, ToHost::Hello { .. }) => Err("you are in already".to_owned()),
        }
    }

    /// # Errors
    /// Why nothing can enter any more.
    pub(super) fn may_enter(&self) -> Result<(), String> {
        match &self.failure {
            Some(failure) => Err(failure.clone()),
            None if self.is_over() => Err("the exercise is over".to_owned()),
            None => Ok(()),
        }
    }

    /// Makes one tick.
    fn tick(&mut self, narrator: &mut Narrator<'_>) {
        let entering = std::mem::take(&mut self.waiting);
        let margin = std::mem::take(&mut self.margin);
        let mut commands: Vec<_> = margin.into_iter().map(|what| (None, Command::Excon(Box::new(what)))).collect();
        commands.extend(entering.iter().map(|waiting| (waiting.seat, waiting.command.clone())));
        let next = self.exercise.world().tick.next();
        let intended = entering.iter().map(|waiting| (waiting.key, waiting.seq));
        let intended = if entering.is_empty() { Ok(()) } else { self.tape.intend(next, intended) };
        let moment = self.exercise.advance_with(commands);
        let recorded = intended.and_then(|()| self.tape.record(self.exercise.world(), &moment, !entering.is_empty()));
        if let Err(error) = recorded {
            return self
                .fail(&format!("the recording cannot be written, so nothing more can happen: {error}"), entering);
        }
        self.pacer.made_one();
        for waiting in entering {
            if let Some(seat) = waiting.seat {
                self.seats[seat.index()].last_action = Some(next);
                self.moved = true;
                self.shown[seat.index()].wanted = true;
            }
            self.decide(waiting.key, waiting.seq, None);
        }
        let told = narrator.tell(&moment.events);
        if !told.is_empty() {
            self.board.tell(self.run, told);
        }
        let stop = match self.pacer.pace() {
            Pace::ToNextEvent => moment.events.iter().any(|event| worth_stopping(&event.body)),
            Pace::ToNews => self.awaiting.iter().any(|seat| {
                let entries = self.exercise.world().ledgers[seat.index()].entries();
                entries.iter().rev().take_while(|entry| entry.known_at == next).any(|entry| is_news(&entry.fact))
            }),
            Pace::Paused | Pace::Running => false,
        };
        if stop {
            self.set_pace(Pace::Paused);
        }
        if self.exercise.is_over() {
            self.finish(Ending::Finished);
        }
    }

    /// Nothing can be recorded any more: whoever asked must know that nothing was done.
    fn fail(&mut self, why: &str, entering: Vec<Waiting>) {
        tracing::error!("{why}");
        self.failure = Some(why.to_owned());
        self.set_pace(Pace::Paused);
        for waiting in entering {
            self.decide(waiting.key, waiting.seq, Some(why.to_owned()));
        }
        self.stand(|standing| standing.failure = Some(why.to_owned()));
    }

    /// Ends the exercise and its recording.
    pub(super) fn finish(&mut self, why: Ending) {
        if let Err(error) = self.tape.finish(why, self.exercise.world()) {
            self.fail(&format!("the end of the recording cannot be written: {error}"), Vec::new());
        }
        self.set_pace(Pace::Paused);
        self.drop_waiting("the exercise is over", |_| true);
        if let Some(stop) = self.ahead.take() {
            stop.store(true, Ordering::Relaxed);
        }
        self.stand(|standing| standing.over = true);
    }

    fn close(&mut self) {
        let over = self.is_over();
        if !self.tape.is_finished() {
            self.finish(if self.exercise.is_over() { Ending::Finished } else { Ending::Interrupted });
        }
        self.save_changes();
        self.show_clock(now());
        let parting = if over {
            Parting { why: "the exercise is over and the host has closed".to_owned(), again_after_s: None }
        } else {
            Parting {
                why: "the host has closed; this desk looks whether it comes back".to_owned(),
                again_after_s: Some(2),
            }
        };
        self.board.closing.send_replace(Some(parting));
    }

    pub(super) fn stand(&self, change: impl FnOnce(&mut Standing)) {
        change(&mut self.standing.0.lock().unwrap_or_else(PoisonError::into_inner));
        self.standing.1.notify_all();
    }

    pub(super) fn set_pace(&mut self, pace: Pace) {
        self.pacer.set_pace(pace, now());
        self.show_clock(now());
    }

    /// Decides a request, and says so.
    pub(super) fn decide(&mut self, key: Key, seq: u32, refusal: Option<String>) {
        self.answers.decide(key, seq, refusal.clone());
        self.answer(key, seq, refusal);
    }

    fn answer(&mut self, key: Key, seq: u32, refusal: Option<String>) {
        let Some(id) = self.links.iter().find(|(_, link)| link.key == key).map(|(id, _)| *id) else { return };
        let message = match refusal {
            None => ToDesk::Taken { seq },
            Some(why) => ToDesk::NotTaken { seq, why },
        };
        self.say(id, message);
    }

    pub(super) fn say(&mut self, id: u64, message: ToDesk) {
        let Some(link) = self.links.get(&id) else { return };
        if link.outbox.try_send(Out::Say(message)).is_err() {
            // It does not read. Dropping its outbox ends it; when it comes back it gets everything.
            self.links.remove(&id);
            self.moved = true;
        }
    }

    pub(super) fn say_to(&mut self, chairs: impl Fn(Chair) -> bool, message: &ToDesk) {
        let ids: Vec<u64> = self.links.iter().filter(|(_, link)| chairs(link.key.chair)).map(|(id, _)| *id).collect();
        for id in ids {
            self.say(id, message.clone());
        }
    }

    pub(super) fn part(&mut self, id: u64, why: &str, again_after_s: Option<u32>) {
        if let Some(link) = self.links.remove(&id) {
            // A full outbox ends with the link all the same.
            let _ = link.outbox.try_send(Out::Part(Parting { why: why.to_owned(), again_after_s }));
        }
    }

    /// Commands that may not enter any more: whoever gave them is told why.
    pub(super) fn drop_waiting(&mut self, why: &str, which: impl Fn(&Waiting) -> bool) {
        let (dropped, left) = std::mem::take(&mut self.waiting).into_iter().partition(|waiting| which(waiting));
        self.waiting = left;
        let dropped: Vec<Waiting> = dropped;
        for waiting in dropped {
            self.decide(waiting.key, waiting.seq, Some(why.to_owned()));
        }
    }
}
