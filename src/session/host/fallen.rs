//! What happens when the exercise's thread breaks off: nobody is left in front of a host that does nothing any more.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::board::{Board, Parting};
use super::table::Standing;

/// Watches over the exercise's thread, which owns it. Dropped while that thread breaks off, it says so to whoever waits for
/// the host and to every desk, and closes the door.
pub(super) struct Fallen {
    pub(super) standing: Arc<(Mutex<Standing>, Condvar)>,
    pub(super) board: Arc<Board>,
}

impl Drop for Fallen {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let why = "the host broke off because of a mistake in the program; what was recorded so far is kept";
        {
            let mut standing = self.standing.0.lock().unwrap_or_else(PoisonError::into_inner);
            standing.failure = Some(format!("{why}; go on with it by --resume"));
        }
        self.standing.1.notify_all();
        let parting = Parting { why: format!("{why}; this desk looks whether it comes back"), again_after_s: Some(5) };
        self.board.closing.send_replace(Some(parting));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Tick;
    use crate::session::wire::Clock;

    #[test]
    fn a_thread_that_breaks_off_is_not_waited_for() {
        let clock = Clock { tick: Tick(0), running: true, speed: 1.0, behind_s: 0.0, over: false };
        let board = Arc::new(Board::new(clock, 1, Vec::new(), 0));
        let standing = Arc::new((Mutex::new(Standing::default()), Condvar::new()));
        let play = |fails: bool| {
            let fallen = Fallen { standing: Arc::clone(&standing), board: Arc::clone(&board) };
            std::thread::spawn(move || {
                let _fallen = fallen;
                // Quietly: a panic that nobody has to read about.
                if fails {
                    std::panic::resume_unwind(Box::new("broken off"));
                }
            })
            .join()
        };
        assert!(play(false).is_ok());
        assert!(standing.0.lock().unwrap().failure.is_none() && board.closing.borrow().is_none());
        assert!(play(true).is_err());
        let failure = standing.0.lock().unwrap().failure.clone().unwrap();
        assert!(failure.contains("--resume"), "{failure}");
        assert!(board.closing.borrow().is_some(), "desks are told, and nobody else is let in");
    }
}
