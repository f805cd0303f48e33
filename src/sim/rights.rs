//! Who may do what: one table of rights and roles, which every command is held against.
//!
//! What a role may do says nothing of whether it can: that the unit is its own, that the case is known to it, that the
//! place is in its country is judged where the thing is done. Rights as sar-models.md 5.1 and 6.2 have them; those of
//! the seats ashore are *proposed*.

use serde::{Deserialize, Serialize};

use super::command::{Ask, Rejection};
use super::means::Wanted;
use crate::scenario::Role;

/// Something that a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Right {
    /// Declare a phase of emergency.
    DeclarePhase,
    /// Take responsibility for a case.
    TakeResponsibility,
    /// Ask another centre to take a case over.
    HandOver,
    /// Be asked to take a case over.
    Coordinate,
    /// Call the casualty's telephone.
    CallVessel,
    /// Broadcast distress to shipping.
    Broadcast,
    /// Order units: one's own, or those at one's disposal.
    OrderUnits,
    /// Ask for units, or for a ship to divert.
    AskForUnits,
    /// Be asked for units.
    SendUnits,
    /// Ask that people may come ashore.
    AskLanding,
    /// Let people come ashore.
    GrantLanding,
    /// Ask for the national decision about a landing.
    AskDecision,
    /// Decide for the state whether people may be landed.
    DecideLanding,
    /// Ask for leave to enter another state's territorial sea.
    AskEntry,
    /// Give that leave.
    GrantEntry,
    /// Ask for another's unit.
    AskLoan,
    /// Place a unit at another's disposal.
    LendUnit,
    /// Give a unit back, or call it back.
    ReleaseUnit,
    /// Undertake that one's state will resettle people.
    Pledge,
    /// Send messages, answer what one was asked, write in the log.
    Correspond,
    /// Do what only the trainer does.
    Excon,
    /// Run a reception site and decide about the people in its care. Of those that may, the one that the scenario says.
    RunReception,
    /// Take statements, secure evidence, charge: the police, or where a state has none whoever runs its sites.
    Police,
    /// Undertake that one's state will bear a share of what a landing costs.
    ShareCost,
    /// Ask the trust fund for money.
    AskDraw,
    /// Decide about it. Of those that may, the one that the scenario says.
    GrantDraw,
    /// Pay into the trust fund.
    Contribute,
    /// Convene a consultation.
    Convene,
    /// Take part in one.
    TakePart,
    /// Ask for staff for a reception site.
    AskStaff,
    /// Lend them.
    LendStaff,
    /// Ask that others undertake to resettle people.
    AskResettlement,
    /// Undertake that, or pass such undertakings on.
    Resettle,
    /// Post to the focal points' portal, and read there.
    UsePortal,
    /// Speak to the press for a state or an organisation.
    Speak,
    /// Decide which reports are of one vessel, and when a case is closed.
    KeepPlot,
    /// Ask another state to receive people in one's care.
    AskAdmission,
    /// Receive people whom another state brings. Of those that may, its foreign ministry where it has one.
    Admit,
    /// Ask another state for legal assistance: who acts for the police.
    AskAssistance,
    /// Grant it. Of those that may, the state's police, or where it has none its ministry, its focal point or its
    /// immigration service.
    GrantAssistance,
}

impl Right {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 40] = [
        Self::DeclarePhase,
        Self::TakeResponsibility,
        Self::HandOver,
        Self::Coordinate,
        Self::CallVessel,
        Self::Broadcast,
        Self::OrderUnits,
        Self::AskForUnits,
        Self::SendUnits,
        Self::AskLanding,
        Self::GrantLanding,
        Self::AskDecision,
        Self::DecideLanding,
        Self::AskEntry,
        Self::GrantEntry,
        Self::AskLoan,
        Self::LendUnit,
        Self::ReleaseUnit,
        Self::Pledge,
        Self::Correspond,
        Self::Excon,
        Self::RunReception,
        Self::Police,
        Self::ShareCost,
        Self::AskDraw,
        Self::GrantDraw,
        Self::Contribute,
        Self::Convene,
        Self::TakePart,
        Self::AskStaff,
        Self::LendStaff,
        Self::AskResettlement,
        Self::Resettle,
        Self::UsePortal,
        Self::Speak,
        Self::KeepPlot,
        Self::AskAdmission,
        Self::Admit,
        Self::AskAssistance,
        Self::GrantAssistance,
    ];

    fn row(self) -> &'static Row {
        let row = &TABLE[self as usize];
        debug_assert_eq!(row.right, self, "the table is in the order of the rights");
        row
    }

    /// What it is, to follow "may".
    pub fn words(self) -> &'static str {
        self.row().words
    }

    /// The roles that have it.
    pub fn holders(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| may(*role, self))
    }
}

/// One right: in words, and whether each role has it, in the order of `Role::ALL`.
struct Row {
    right: Right,
    words: &'static str,
    may: [bool; Role::ALL.len()],
}

const fn row(right: Right, words: &'static str, may: [u8; Role::ALL.len()]) -> Row {
    let mut has = [false; Role::ALL.len()];
    let mut i = 0;
    while i < has.len() {
        has[i] = may[i] != 0;
        i += 1;
    }
    Row { right, words, may: has }
}

/// The table. Columns: rescue coordination centre, operations, masters, foreign ministry, immigration, police, focal
/// point, UNHCR, IOM. Who is refused is told to ask those who have the right.
static TABLE: [Row; Right::ALL.len()] = [
    row(Right::DeclarePhase, "declare a phase of emergency", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::TakeResponsibility, "take responsibility", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::HandOver, "hand a case over", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::Coordinate, "coordinate a case", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::CallVessel, "call the vessel", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::Broadcast, "broadcast distress", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::OrderUnits, "order units", [1, 1, 1, 0, 0, 0, 0, 0, 0]),
    row(Right::AskForUnits, "ask for units", [1, 1, 1, 0, 0, 0, 0, 0, 0]),
    row(Right::SendUnits, "send units", [1, 1, 1, 0, 0, 0, 0, 0, 0]),
    row(Right::AskLanding, "ask that people may come ashore", [1, 1, 1, 0, 0, 0, 0, 0, 0]),
    row(Right::GrantLanding, "let people come ashore", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::AskDecision, "ask for the national decision about a landing", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::DecideLanding, "decide for the state about a landing", [0, 0, 0, 1, 0, 0, 0, 0, 0]),
    row(Right::AskEntry, "ask for leave to enter territorial waters", [1, 1, 0, 1, 0, 0, 0, 0, 0]),
    row(Right::GrantEntry, "give leave to enter territorial waters", [1, 0, 0, 1, 0, 0, 0, 0, 0]),
    row(Right::AskLoan, "ask for the loan of a unit", [1, 1, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::LendUnit, "place a unit at another's disposal", [0, 1, 1, 0, 0, 0, 0, 0, 0]),
    row(Right::ReleaseUnit, "release a unit", [1, 1, 1, 0, 0, 0, 0, 0, 0]),
    row(Right::Pledge, "undertake to resettle people", [1, 0, 0, 1, 0, 0, 0, 0, 0]),
    row(Right::Correspond, "send messages", [1, 1, 1, 1, 1, 1, 1, 1, 1]),
    row(Right::Excon, "act as EXCON", [0, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::RunReception, "decide about people in reception", [1, 0, 0, 0, 1, 0, 0, 0, 0]),
    row(Right::Police, "act for the police", [1, 0, 0, 0, 1, 1, 0, 0, 0]),
    row(Right::ShareCost, "undertake to bear a share of the cost", [1, 0, 0, 1, 0, 0, 0, 0, 0]),
    row(Right::AskDraw, "ask the fund for money", [1, 0, 0, 1, 1, 0, 0, 0, 0]),
    row(Right::GrantDraw, "pay from the fund", [1, 1, 1, 1, 1, 1, 1, 1, 1]),
    row(Right::Contribute, "pay into the fund", [0, 0, 0, 1, 0, 0, 0, 0, 0]),
    row(Right::Convene, "convene a consultation", [0, 0, 0, 1, 0, 0, 1, 0, 0]),
    row(Right::TakePart, "take part in a consultation", [0, 0, 0, 1, 0, 0, 1, 1, 1]),
    row(Right::AskStaff, "ask for staff for a reception site", [1, 0, 0, 0, 1, 0, 0, 0, 0]),
    row(Right::LendStaff, "lend staff to a reception site", [0, 0, 0, 1, 1, 0, 0, 1, 1]),
    row(Right::AskResettlement, "ask for places for resettlement", [0, 0, 0, 1, 0, 0, 0, 1, 0]),
    row(Right::Resettle, "undertake to resettle people on request", [0, 0, 0, 1, 0, 0, 0, 1, 0]),
    row(Right::UsePortal, "post to the portal or read there", [0, 0, 0, 0, 0, 0, 1, 0, 0]),
    row(Right::Speak, "speak to the press", [0, 0, 0, 1, 0, 0, 0, 1, 1]),
    row(Right::KeepPlot, "decide which reports are of one vessel, or close a case", [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    row(Right::AskAdmission, "ask another state to receive people", [1, 0, 0, 0, 1, 0, 0, 0, 0]),
    row(Right::Admit, "receive people whom another state brings", [1, 0, 0, 1, 1, 0, 0, 0, 0]),
    row(Right::AskAssistance, "ask for legal assistance", [1, 0, 0, 0, 1, 1, 0, 0, 0]),
    row(Right::GrantAssistance, "grant legal assistance", [0, 0, 0, 1, 1, 1, 1, 0, 0]),
];

/// Whether a role has a right.
pub fn may(role: Role, right: Right) -> bool {
    right.row().may[role as usize]
}

/// Refuses who has not a right, and says who has it.
pub(super) fn must(role: Role, right: Right) -> Result<(), Rejection> {
    if may(role, right) {
        return Ok(());
    }
    Err(Rejection::NotYours {
        role: role_name(role).to_owned(),
        what: right.words().to_owned(),
        ask_whom: who_may(right),
    })
}

/// Who has a right, in words: "a rescue coordination centre or a foreign ministry". What nobody at the table may do is
/// the trainer's.
pub fn who_may(right: Right) -> String {
    let names: Vec<&str> = right.holders().map(role_name).collect();
    match names.split_last() {
        None => "the trainer".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// What asking for something takes: the right of whoever asks, and that of whoever is asked.
pub fn rights_of(ask: &Ask) -> (Right, Right) {
    match ask {
        Ask::Coordinate => (Right::HandOver, Right::Coordinate),
        Ask::Deploy { .. } | Ask::Divert { .. } => (Right::AskForUnits, Right::SendUnits),
        Ask::Land { .. } => (Right::AskLanding, Right::GrantLanding),
        Ask::Enter => (Right::AskEntry, Right::GrantEntry),
        Ask::Lend { .. } => (Right::AskLoan, Right::LendUnit),
        Ask::Clear(_) => (Right::AskDecision, Right::DecideLanding),
        Ask::Means(Wanted::Draw { .. }) => (Right::AskDraw, Right::GrantDraw),
        Ask::Means(Wanted::Consult) => (Right::Convene, Right::TakePart),
        Ask::Means(Wanted::Staff { .. }) => (Right::AskStaff, Right::LendStaff),
        Ask::Means(Wanted::Resettle { .. }) => (Right::AskResettlement, Right::Resettle),
        Ask::Means(Wanted::Admit { .. }) => (Right::AskAdmission, Right::Admit),
        Ask::Assist(_) => (Right::AskAssistance, Right::GrantAssistance),
    }
}

/// The role, in words.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Rcc => "a rescue coordination centre",
        Role::Operations => "an operations seat",
        Role::Masters => "a merchant master",
        Role::ForeignMinistry => "a foreign ministry",
        Role::Immigration => "an immigration service",
        Role::Police => "a police service",
        Role::FocalPoint => "a national focal point",
        Role::Unhcr => "UNHCR",
        Role::Iom => "IOM",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_right_finds_its_own_row_and_each_role_its_own_column() {
        for (i, right) in Right::ALL.into_iter().enumerate() {
            assert_eq!(TABLE[i].right, right);
            assert_eq!(right as usize, i);
        }
        for (i, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, i);
        }
    }

    #[test]
    fn who_is_refused_is_told_who_may() {
        assert_eq!(who_may(Right::Broadcast), "a rescue coordination centre");
        assert_eq!(who_may(Right::GrantEntry), "a rescue coordination centre or a foreign ministry");
        assert_eq!(who_may(Right::Excon), "the trainer");
        let refusal = must(Role::Unhcr, Right::GrantEntry).unwrap_err().to_string();
        let said = "UNHCR may not give leave to enter territorial waters; ask a rescue coordination centre or a foreign \
                    ministry to";
        assert_eq!(refusal, said);
    }
}
