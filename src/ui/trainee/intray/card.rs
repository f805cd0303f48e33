//! A card of the in-tray: what is wanted, by whom, by when, what happens if nothing is done, and its answers.

use crate::base::ids::{CraftId, RequestId, SeatId};
use crate::base::{Position, Span, Tick};
use crate::picture::RequestView;
use crate::scenario::{Channel, Phase};
use crate::sim::{Answer, Ask, Command, MessageBody, Terms};

use super::super::desk::Act;

/// How much hangs on a card. The order is the tray's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Danger to life that somebody at this desk can lessen now.
    Life,
    /// Somebody waits for this desk, or nobody answers for people in danger.
    Asked,
    /// Work that is due.
    Due,
    /// Worth a thought.
    Thought,
}

impl Weight {
    /// Its sign, beside the colour.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Life => "‼",
            Self::Asked => "!",
            Self::Due => "•",
            Self::Thought => "·",
        }
    }

    /// Its word, for a screen reader and the sheet of help.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Life => "danger to life",
            Self::Asked => "asked of you",
            Self::Due => "due",
            Self::Thought => "worth a thought",
        }
    }
}

/// A card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    /// Names it as long as it is about the same thing, so that one put aside is known again.
    pub(super) key: String,
    /// How much hangs on it.
    pub(super) weight: Weight,
    /// By when. Past: overdue.
    pub(super) due: Tick,
    /// What is wanted, in a line.
    pub(super) title: String,
    /// Why it is here.
    pub(super) why: String,
    /// What happens if nothing is done. Empty when that says itself.
    pub(super) otherwise: String,
    /// What can be done about it; the first is the expected thing.
    pub(super) answers: Vec<Choice>,
}

/// One answer on a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    /// The words on its button.
    pub(super) label: String,
    /// What it does.
    pub(super) does: Does,
}

/// What an answer does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Does {
    /// Sends these commands.
    Send(Vec<Command>),
    /// Asks for words first, beginning with these, and sends the command made of them.
    Words(String, Words),
    /// Begins something on this desk that leads to a command.
    Begin(Act),
    /// Shows something.
    Look(Act),
    /// Accepts this request on terms, which are asked for first; within these where somebody else has set them.
    Terms(RequestId, Ask, Option<Terms>),
}

impl Does {
    /// The commands it would lead to at once, or once its words are written; for these no more than the beginning.
    pub(super) fn commands(&self) -> Vec<Command> {
        match self {
            Self::Send(commands) => commands.clone(),
            Self::Words(text, words) => vec![words.command(text)],
            Self::Begin(_) | Self::Look(_) | Self::Terms(..) => Vec::new(),
        }
    }
}

/// Commands that need words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Words {
    /// A request refused, with the reason.
    Refuse(RequestId),
    /// A phase declared, with the reason.
    Phase(CraftId, Phase),
    /// Words to a seat by telephone.
    Tell(SeatId, Option<CraftId>),
    /// Distress broadcast about a position, within a radius \[m\].
    Broadcast(CraftId, Position, f64),
}

impl Words {
    /// What to write, above the field.
    ///
    /// `instead` is the means by which they go. Exists when and only when it is not the usual one.
    pub(super) fn prompt(self, instead: Option<Channel>) -> String {
        match self {
            Self::Refuse(_) => "Reason, and what you would accept".to_owned(),
            Self::Phase(..) => "Reason, for the log".to_owned(),
            Self::Tell(..) => format!("Words, by {}", instead.unwrap_or(Channel::Phone).words()),
            Self::Broadcast(..) => "Words of the broadcast".to_owned(),
        }
    }

    /// The button that sends it.
    pub(super) fn send(self) -> &'static str {
        match self {
            Self::Refuse(_) => "Refuse",
            Self::Phase(..) => "Declare",
            Self::Tell(..) => "Say",
            Self::Broadcast(..) => "Broadcast",
        }
    }

    /// The command with its words.
    pub(super) fn command(self, text: &str) -> Command {
        let text = text.trim().to_owned();
        match self {
            Self::Refuse(request) => Command::Answer { request, answer: Answer::Refuse { reason: text } },
            Self::Phase(case, phase) => Command::SetPhase { case, phase, reason: text },
            Self::Tell(to, case) => {
                Command::Send { to, channel: Channel::Phone, body: MessageBody::Text { case, text } }
            }
            Self::Broadcast(case, position, radius_m) => Command::BroadcastDistress { case, position, radius_m, text },
        }
    }
}

impl Card {
    /// A card without answers yet, due a span after a moment.
    pub(super) fn new(
        key: impl Into<String>,
        weight: Weight,
        from: Tick,
        within: Span,
        title: impl Into<String>,
    ) -> Self {
        Self {
            key: key.into(),
            weight,
            due: from.after(within),
            title: title.into(),
            why: String::new(),
            otherwise: String::new(),
            answers: Vec::new(),
        }
    }

    /// Why it is here.
    pub(super) fn why(mut self, words: impl Into<String>) -> Self {
        self.why = words.into();
        self
    }

    /// What happens if nothing is done.
    pub(super) fn otherwise(mut self, words: impl Into<String>) -> Self {
        self.otherwise = words.into();
        self
    }

    /// An answer that sends commands at once.
    pub(super) fn send(self, label: impl Into<String>, commands: Vec<Command>) -> Self {
        self.answer(label, Does::Send(commands))
    }

    /// An answer that asks for words first.
    pub(super) fn words(self, label: impl Into<String>, text: impl Into<String>, words: Words) -> Self {
        self.answer(label, Does::Words(text.into(), words))
    }

    /// An answer that begins something.
    pub(super) fn begin(self, label: impl Into<String>, act: Act) -> Self {
        self.answer(label, Does::Begin(act))
    }

    /// An answer that only shows something.
    pub(super) fn look(self, label: impl Into<String>, act: Act) -> Self {
        self.answer(label, Does::Look(act))
    }

    /// An answer that asks for terms first.
    pub(super) fn terms(self, label: impl Into<String>, request: &RequestView, limit: Option<Terms>) -> Self {
        self.answer(label, Does::Terms(request.request, request.what.clone(), limit))
    }

    fn answer(mut self, label: impl Into<String>, does: Does) -> Self {
        self.answers.push(Choice { label: label.into(), does });
        self
    }
}
