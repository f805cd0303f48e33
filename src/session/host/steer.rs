//! What EXCON may ask of the host.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::Sender;

use super::ahead::{FARTHEST, look_ahead};
use super::answers::Key;
use super::board::Letter;
use super::keep::Given;
use super::table::{Table, WITHDRAWN};
use crate::base::ids::SeatId;
use crate::base::{Span, Tick};
use crate::crew::Crew;
use crate::record::Ending;
use crate::session::code::SeatCode;
use crate::session::pacer::{Pace, now};
use crate::session::wire::{Chair, Outlook, Steer};
use crate::session::{Exercise, Seating};
use crate::sim::{Command, Intervention};

/// Answers when it is dropped, so that somebody who looks ahead answers even if that breaks off.
struct Answer {
    mail: Sender<Letter>,
    sign: Arc<AtomicBool>,
    outlook: Option<Outlook>,
}

impl Drop for Answer {
    fn drop(&mut self) {
        // Nobody reads it any more if the host has closed.
        let _ = self.mail.send(Letter::Outlook(Arc::clone(&self.sign), self.outlook.take()));
    }
}

impl Table {
    /// Does what EXCON asks, or gives back the command that enters with the next tick.
    ///
    /// # Errors
    /// Why not, in words.
    pub(super) fn steer(&mut self, key: Key, steer: Steer) -> Result<Option<(Option<SeatId>, Command)>, String> {
        match steer {
            Steer::Run | Steer::NextEvent | Steer::NextNews(_) => {
                self.may_enter()?;
                let pace = match steer {
                    Steer::NextEvent => Pace::ToNextEvent,
                    Steer::NextNews(seats) => {
                        if let Some(nobody) = seats.iter().find(|seat| seat.index() >= self.seats.len()) {
                            return Err(format!("there is no {nobody}"));
                        }
                        if seats.is_empty() {
                            return Err("name a seat whose news shall stop the clock".to_owned());
                        }
                        self.awaiting = seats;
                        Pace::ToNews
                    }
                    _ => Pace::Running,
                };
                self.set_pace(pace);
                self.save();
            }
            Steer::Pause => {
                self.set_pace(Pace::Paused);
                self.save();
            }
            Steer::Speed(speed) => {
                self.pacer.set_speed(speed, now())?;
                self.show_clock(now());
                self.save();
            }
            Steer::Seat { seat, crew } => self.give_seat(seat, crew, true)?,
            Steer::Revoke(chair) => self.revoke(key, chair)?,
            Steer::Intervene(what) => {
                self.may_enter()?;
                if matches!(what, Intervention::Seated { .. }) {
                    return Err("who plays a seat is changed by giving the seat to somebody".to_owned());
                }
                return Ok(Some((None, Command::Excon(Box::new(what)))));
            }
            Steer::LookAhead { what, span } => self.look_ahead(what, span)?,
            Steer::Branch(tick) => self.branch(tick)?,
            Steer::Stop => {
                self.may_enter()?;
                self.finish(Ending::Interrupted);
                self.show_clock(now());
                self.save();
            }
        }
        Ok(None)
    }

    /// Hands a seat to a crew, or to people.
    ///
    /// # Errors
    /// If there is no such seat.
    pub(super) fn give_seat(&mut self, seat: SeatId, crew: Option<Crew>, by_excon: bool) -> Result<(), String> {
        let place = self.seats.get_mut(seat.index()).ok_or("there is no such seat")?;
        place.give(match crew {
            Some(crew) => Given::Crew(crew),
            None if by_excon => Given::People,
            None => Given::Whoever,
        });
        self.settle_seats();
        if !self.seats[seat.index()].is_for_people() {
            let why = "the seat was given to a crew before the clock went on; take it back and ask again";
            self.drop_waiting(why, |waiting| waiting.seat == Some(seat));
        }
        self.save();
        Ok(())
    }

    /// A new code for a chair; all who came by the old one are sent away, but for the desk that asks.
    fn revoke(&mut self, key: Key, chair: Chair) -> Result<(), String> {
        if !self.board.codes().iter().any(|(of, _)| *of == chair) {
            return Err("there is no such chair".to_owned());
        }
        let code = SeatCode::draw().map_err(|error| format!("no new code can be made: {error}"))?;
        self.board.set_code(chair, code);
        // At once: a code that was withdrawn must not come back after a crash.
        self.save();
        self.save_changes();
        self.drop_waiting(WITHDRAWN, |waiting| waiting.key.chair == chair && waiting.key != key);
        let sent_away = |(_, link): &(&u64, &super::table::Link)| link.key.chair == chair && link.key != key;
        let ids: Vec<u64> = self.links.iter().filter(sent_away).map(|(id, _)| *id).collect();
        for id in ids {
            self.part(id, WITHDRAWN, None);
        }
        self.moved = true;
        Ok(())
    }

    fn look_ahead(&mut self, what: Option<Intervention>, span: Span) -> Result<(), String> {
        self.may_enter()?;
        if self.ahead.is_some() {
            return Err("the host is looking ahead already; wait for its answer".to_owned());
        }
        if span.0 <= 0 || span > FARTHEST {
            return Err(format!("look ahead more than nothing and at most {FARTHEST}"));
        }
        let stop = Arc::new(AtomicBool::new(false));
        let (asked, mail, theatre) = (Arc::clone(&stop), self.mail.clone(), Arc::clone(&self.theatre));
        let world = self.exercise.world().clone();
        let crews: Vec<Crew> = self.seats.iter().map(|seat| seat.crew().unwrap_or(Crew::Doctrine)).collect();
        let work = move || {
            let mut answer = Answer { mail, sign: asked, outlook: None };
            let go_on = || !answer.sign.load(Ordering::Relaxed);
            answer.outlook = look_ahead(&theatre, &world, &crews, what, span, &go_on);
        };
        std::thread::Builder::new()
            .name("sarex-ahead".to_owned())
            .spawn(work)
            .map_err(|error| format!("there is no room to look ahead: {error}"))?;
        self.ahead = Some(stop);
        Ok(())
    }

    /// Goes back to an earlier moment.
    fn branch(&mut self, tick: Tick) -> Result<(), String> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let run = getrandom::u64().map_err(|error| error.to_string())?;
        let labels =
            self.seats.iter().map(|seat| seat.crew().map_or("people", |crew| crew.name()).to_owned()).collect();
        let taken: Vec<(Key, u32)> = self.answers.taken().collect();
        let (next, world) = self.tape.branch(tick, labels, taken.into_iter())?;
        // First everything that is needed to go on with the new recording, then the end of the old one: whenever the
        // power fails, one of them can be gone on with.
        self.saved.clear();
        if let Err(error) = self.save_beside(Some(next.path())) {
            next.forget();
            return Err(format!("what is needed to go on after a crash cannot be written: {error}"));
        }
        std::mem::replace(&mut self.tape, next).leave(self.exercise.world());
        let crews = self.exercise.seating().crews.clone();
        self.exercise = Exercise::from_moment(Arc::clone(&self.theatre), world, Seating { crews, script: None });
        if let Some(stop) = self.ahead.take() {
            stop.store(true, Ordering::Relaxed);
        }
        self.run = run;
        self.margin.clear();
        self.drop_waiting("EXCON went back to an earlier moment", |_| true);
        self.seats.iter_mut().for_each(|seat| seat.last_action = seat.last_action.filter(|at| *at <= tick));
        self.board.untell(run, |happening| happening.tick <= tick);
        self.set_pace(Pace::Paused);
        self.save();
        let recording = self.tape.path().to_owned();
        self.stand(|standing| {
            standing.over = false;
            standing.recording = recording;
        });
        self.show_anew();
        Ok(())
    }
}
