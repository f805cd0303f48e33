//! Seats played by the computer.
//!
//! A crew decides from its seat's `Picture` alone (the informed crew, a reference and no opponent, also sees the
//! truth), and answers with the same commands a person at that desk would give. **Nothing is remembered here**: a
//! crew knows what it has done from its picture (messages sent, requests, orders its units have, its decision
//! log), so that it can take over or hand back a desk at any minute. Decision times are those of sar-models.md 5.2.

mod advocacy;
mod assessment;
mod assistance;
mod clearance;
mod company;
mod datum;
mod delay;
mod desk;
mod direct;
mod entry;
mod feared;
mod fleet;
mod focal;
mod forms;
mod hearsay;
mod informed;
mod landing;
mod lending;
mod lines;
mod masters;
mod means;
mod ministry;
mod negotiation;
mod neighbours;
mod operations;
mod organisation;
mod outlook;
mod plotting;
mod rcc;
mod reception;
mod report;
mod responsibility;
pub mod script;
mod search;
mod stand_off;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::base::Noise;
use crate::picture::{Picture, Truth};
use crate::scenario::Role;
use crate::sim::{Command, Theatre};

use desk::Desk;

pub use script::Script;

/// Who plays a seat when nobody sits in it.
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Crew {
    /// Nobody: calls go unanswered, units stay where they are. The baseline of "no action".
    Absent,
    /// A competent, unhurried professional team that knows what its picture shows.
    Doctrine,
    /// The same units led by someone who knows where everybody is from the first alert on: the best to hope for.
    Informed,
}

impl Crew {
    /// All of them, from doing least to knowing most.
    pub const ALL: [Self; 3] = [Self::Absent, Self::Doctrine, Self::Informed];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Doctrine => "doctrine",
            Self::Informed => "informed",
        }
    }

    /// What a seat's crew does now; to be called once a minute of exercise time for each seat it plays.
    ///
    /// `truth` is for the informed crew; without it that crew plays as doctrine does, and the others never look at
    /// it. Asking twice at one moment gives the same answer.
    pub fn decide(self, theatre: &Theatre, noise: &Noise, picture: &Picture, truth: Option<&Truth>) -> Vec<Command> {
        if self == Self::Absent {
            return Vec::new();
        }
        let desk = Desk::new(theatre, noise, picture);
        let mut commands = forms::open(&desk);
        commands.extend(self.act(&desk, picture.role, truth));
        if matches!(picture.role, Role::Operations | Role::Masters) {
            commands.extend(lines::relay(&desk));
        }
        lines::by_what_works(picture, commands)
    }

    /// What it does beside opening what came in, and passing on what it heard.
    fn act(self, desk: &Desk<'_>, role: Role, truth: Option<&Truth>) -> Vec<Command> {
        match (self, truth) {
            (Self::Absent, _) => Vec::new(),
            (Self::Informed, Some(truth)) => with_reception(desk, informed::decide(desk, truth)),
            (Self::Doctrine | Self::Informed, _) => match role {
                Role::Rcc => with_reception(desk, rcc::decide(desk)),
                Role::Operations => operations::decide(desk),
                Role::Masters => masters::decide(desk),
                Role::ForeignMinistry => {
                    let mut commands = ministry::decide(desk);
                    commands.extend(advocacy::decide(desk));
                    commands
                }
                Role::Immigration => with_reception(desk, reception::answers(desk)),
                Role::Police => {
                    let mut commands = with_reception(desk, reception::answers(desk));
                    commands.extend(hearsay::pass_on(desk));
                    commands
                }
                Role::FocalPoint => {
                    let mut commands = reception::answers(desk);
                    commands.extend(focal::decide(desk));
                    commands
                }
                Role::Unhcr | Role::Iom => {
                    let mut commands = organisation::decide(desk);
                    commands.extend(advocacy::decide(desk));
                    commands
                }
            },
        }
    }
}

/// What a seat does, and what it does ashore if it runs or polices a reception site or has somebody to announce.
fn with_reception(desk: &Desk<'_>, mut commands: Vec<Command>) -> Vec<Command> {
    if desk.picture.role == Role::Rcc {
        commands.extend(reception::announce(desk));
    }
    commands.extend(reception::decide(desk));
    commands
}

impl fmt::Display for Crew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Crew {
    type Err = String;

    /// Reads "absent", "doctrine" or "informed"; case does not matter.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim();
        Self::ALL.into_iter().find(|crew| crew.name().eq_ignore_ascii_case(wanted)).ok_or_else(|| {
            format!("\"{text}\" is not a crew; type absent (does nothing), doctrine or informed (knows the truth)")
        })
    }
}

#[cfg(test)]
mod tests;
