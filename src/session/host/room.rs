//! How much people may ask for, so that nobody fills the memory, or the recording, by asking.
//!
//! Everything here is far beyond what anybody types; who reaches it is told so in words, and nothing else happens.

use std::collections::BTreeMap;

use super::table::Waiting;
use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::base::time::TICKS_PER_MINUTE;
use crate::sim::Command;

/// The longest command \[bytes\]: twice the longest text the exercise takes.
const COMMAND: usize = 8 * 1024;
/// Commands of one seat that may wait for the next tick.
const WAITING: usize = 128;
/// Bytes of everybody's commands that may wait. What comes of them in one step has to fit in one frame.
const WAITING_BYTES: usize = 2 << 20;
/// Commands of one seat in a minute of the exercise.
const A_MINUTE: u32 = 240;
/// Bytes of one seat's commands in the whole exercise: some ten thousand orders.
const IN_ALL: usize = 2 << 20;

/// What a seat has asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    minute: u32,
    in_minute: u32,
    bytes: usize,
}

/// What everybody has asked for; what has no seat is EXCON's.
#[derive(Debug, Default)]
pub(super) struct Room {
    asked: BTreeMap<Option<SeatId>, Asked>,
}

impl Room {
    /// Makes room for a command, and says how many bytes it has.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub(super) fn make(
        &mut self,
        seat: Option<SeatId>,
        command: &Command,
        now: Tick,
        waiting: &[Waiting],
    ) -> Result<usize, String> {
        let bytes = postcard::to_stdvec(command).map_err(|error| error.to_string())?.len();
        if bytes > COMMAND {
            return Err(format!("it is too long: {bytes} bytes, and at most {COMMAND} can be taken; send it in parts"));
        }
        let theirs = waiting.iter().filter(|waiting| waiting.seat == seat).count();
        let lying: usize = waiting.iter().map(|waiting| waiting.bytes).sum();
        if theirs >= WAITING || lying + bytes > WAITING_BYTES {
            return Err("too much waits already; let the clock run".to_owned());
        }
        let minute = now.0 / TICKS_PER_MINUTE;
        let mut asked = self.asked.get(&seat).copied().unwrap_or_default();
        if asked.minute != minute {
            (asked.minute, asked.in_minute) = (minute, 0);
        }
        if asked.in_minute >= A_MINUTE {
            return Err(format!("{A_MINUTE} commands in one minute of the exercise are enough; let the clock run"));
        }
        if asked.bytes + bytes > IN_ALL {
            return Err("this seat has said more than one exercise can hold".to_owned());
        }
        asked.in_minute += 1;
        asked.bytes += bytes;
        self.asked.insert(seat, asked);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::Key;
    use super::*;
    use crate::session::wire::Chair;

    fn log(length: usize) -> Command {
        Command::Log { text: "x".repeat(length) }
    }

    fn waiting(seat: SeatId, bytes: usize) -> Waiting {
        let key = Key { chair: Chair::Seat(seat), desk: 1 };
        Waiting { key, seq: 1, seat: Some(seat), command: log(1), bytes }
    }

    #[test]
    fn a_seat_that_asks_too_much_is_told_so_and_its_neighbour_is_not() {
        let (one, other) = (SeatId(0), SeatId(1));
        let mut room = Room::default();
        assert!(room.make(Some(one), &log(4000), Tick(0), &[]).is_ok());
        assert!(room.make(Some(one), &log(COMMAND), Tick(0), &[]).unwrap_err().contains("too long"));
        let full: Vec<_> = (0..WAITING).map(|_| waiting(one, 10)).collect();
        assert!(room.make(Some(one), &log(1), Tick(0), &full).unwrap_err().contains("let the clock run"));
        assert!(room.make(Some(other), &log(1), Tick(0), &full).is_ok());
        let heavy = [waiting(one, WAITING_BYTES)];
        assert!(room.make(Some(other), &log(1), Tick(0), &heavy).is_err());
        let taken = (0..1000).filter(|_| room.make(Some(one), &log(1), Tick(7), &[]).is_ok()).count();
        assert_eq!(taken, A_MINUTE as usize);
        assert!(room.make(Some(one), &log(1), Tick(12), &[]).is_ok(), "another minute");
        let taken = (0..100_000).filter(|i| room.make(None, &log(4000), Tick(i * 6), &[]).is_ok()).count();
        assert_eq!(taken, IN_ALL / 4003);
    }
}
