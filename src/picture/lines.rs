//! The lines of a seat: by what it can send, and which of them are dead.

use serde::{Deserialize, Serialize};

use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::scenario::Channel;
use crate::sim::signals::{LineFact, sends_by};
use crate::sim::{Theatre, World};

/// By what a seat can send something to another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LinesView {
    /// The means it has, in the order in which one would try them: VHF while it has a coast station or a unit out.
    pub has: Vec<Channel>,
    /// Its lines that are dead, and since when, in the order in which they died.
    pub dead: Vec<(Channel, Tick)>,
}

impl LinesView {
    /// Whether a line is dead.
    pub fn is_dead(&self, channel: Channel) -> bool {
        self.dead.iter().any(|(dead, _)| *dead == channel)
    }

    /// The means that it has and that are not dead.
    pub fn open(&self) -> impl Iterator<Item = Channel> {
        self.has.iter().copied().filter(|channel| !self.is_dead(*channel))
    }
}

/// The means a seat has now, of its own antennas and units.
pub(super) fn present(theatre: &Theatre, world: &World, seat: SeatId) -> LinesView {
    LinesView { has: sends_by(theatre, world, seat), dead: Vec::new() }
}

/// Reads what a seat learnt of its own lines, and gives it in words.
pub(super) fn read(lines: &mut LinesView, fact: LineFact, at: Tick) -> String {
    match fact {
        LineFact::Dead { channel } => {
            if !lines.is_dead(channel) {
                lines.dead.push((channel, at));
            }
            format!("Our {} is dead: nothing goes out and nothing comes in", channel.words())
        }
        LineFact::Works { channel } => {
            lines.dead.retain(|(dead, _)| *dead != channel);
            format!("Our {} works again", channel.words())
        }
    }
}
