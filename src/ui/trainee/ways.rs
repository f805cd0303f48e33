//! By what means a one-press act goes: by its usual one, or, where that line is dead, by the first of the seat's that
//! works, which its button then says. **Nothing is sent into a refusal**: what no means is left for cannot be pressed, and
//! the reason stands beside it.
//!
//! Answers, agreements and withdrawals need nothing of this: they find their own way back.

use egui::Ui;

use crate::scenario::Channel;
use crate::sim::{Command, mail};
use crate::ui::words;

use super::desk::{Act, DeskData};
use super::kit;

/// Why nothing can be sent at all.
pub(super) const ALL_DEAD: &str = "All your lines are dead.";

/// The means by which something goes that usually goes by this one. None when every line of the seat is dead.
pub(super) fn by(desk: &DeskData<'_>, usual: Channel) -> Option<Channel> {
    let lines = &desk.picture.lines;
    if !lines.is_dead(usual) {
        return Some(usual);
    }
    lines.open().next()
}

/// That a line is dead, and since when.
pub(super) fn dead(desk: &DeskData<'_>, channel: Channel) -> String {
    let line = words::sentence(words::channel(channel));
    let since = desk.picture.lines.dead.iter().find(|(dead, _)| *dead == channel).map(|(_, at)| *at);
    since.map_or(format!("{line} is dead."), |at| format!("{line} is dead since {}.", words::clock(desk.briefing, at)))
}

/// Commands as they would go now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Going {
    /// The commands, each by a means that works.
    pub(super) commands: Vec<Command>,
    /// By what the first goes that could not go by its usual means. Exists when and only when one of them could not.
    pub(super) instead: Option<Channel>,
}

impl Going {
    /// The words on the button that sends them.
    pub(super) fn face(&self, face: &str) -> String {
        let Some(by) = self.instead else { return face.to_owned() };
        // What asks for words first ends in dots.
        match face.strip_suffix("...") {
            Some(begun) => format!("{begun}, by {}...", words::channel(by)),
            None => format!("{face}, by {}", words::channel(by)),
        }
    }
}

/// Commands by lines that work, or why they cannot go.
pub(super) fn going(desk: &DeskData<'_>, commands: &[Command]) -> Result<Going, String> {
    let mut instead = None;
    let mut turned = Vec::with_capacity(commands.len());
    for command in commands {
        let (command, other) = turn(desk, command)?;
        instead = instead.or(other);
        turned.push(command);
    }
    Ok(Going { commands: turned, instead })
}

/// A command by a line that works, and which line that is if it is not its own.
fn turn(desk: &DeskData<'_>, command: &Command) -> Result<(Command, Option<Channel>), String> {
    let lines = &desk.picture.lines;
    let find = |usual: Channel| {
        let by = by(desk, usual).ok_or(ALL_DEAD)?;
        Ok::<_, String>((by, (by != usual).then_some(by)))
    };
    let mut command = command.clone();
    let other = match &mut command {
        Command::Send { channel, .. } | Command::Ask { channel, .. } => {
            let (by, other) = find(*channel)?;
            *channel = by;
            other
        }
        Command::Mail(what) => match &mut **what {
            mail::Command::SendForReceipt { channel, .. } => {
                let (by, other) = find(*channel)?;
                *channel = by;
                other
            }
            mail::Command::MarkRead { .. } => None,
        },
        // A vessel is called by telephone, or by VHF.
        Command::CallCasualty { .. } if lines.is_dead(Channel::Phone) => {
            if !lines.open().any(|by| by == Channel::Vhf) {
                let why = dead(desk, Channel::Phone);
                return Err(format!("{why} Only one of your units or a coast station on VHF could call it."));
            }
            Some(Channel::Vhf)
        }
        Command::BroadcastDistress { .. } if lines.is_dead(Channel::SafetyNet) => {
            let why = dead(desk, Channel::SafetyNet);
            return Err(format!("{why} Tell the masters of ships by a MAYDAY relay."));
        }
        _ => None,
    };
    Ok((command, other))
}

/// A button that sends a command at one press. Whether it was pressed.
pub(super) fn press(
    ui: &mut Ui,
    desk: &DeskData<'_>,
    face: &str,
    name: &str,
    command: &Command,
    out: &mut Vec<Act>,
) -> bool {
    press_all(ui, desk, face, name, std::slice::from_ref(command), true, out)
}

/// A button that sends commands at one press, if they may be sent. Whether it was pressed.
pub(super) fn press_all(
    ui: &mut Ui,
    desk: &DeskData<'_>,
    face: &str,
    name: &str,
    commands: &[Command],
    able: bool,
    out: &mut Vec<Act>,
) -> bool {
    match going(desk, commands) {
        Ok(going) => {
            let pressed = kit::press_if(ui, able, &going.face(face), &going.face(name));
            if pressed {
                out.extend(going.commands.into_iter().map(Act::command));
            }
            pressed
        }
        Err(why) => {
            kit::press_if(ui, false, face, name);
            kit::small(ui, desk.theme, why);
            false
        }
    }
}
