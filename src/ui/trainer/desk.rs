//! What every panel of the trainer's desk gets, and what it may ask for: **panels know each other only by this**.

use super::tell::Names;
use crate::base::ids::{CraftId, ExpectationId, InjectId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::picture::{Briefing, CasualtyTruth, Overview, Picture, Plan, SruView};
use crate::session::wire::Steer;
use crate::session::{Intent, LinkStatus, View};
use crate::sim::Intervention;
use crate::ui::chart::Selected;
use crate::ui::theme::Theme;

/// One panel: it shows what it is given and says what the person wants.
///
/// A new panel is a new file with this trait and one line in `panels()`; nothing else is touched.
pub(super) trait Panel: Send + Sync {
    /// Its name, on its heading and in the Ctrl-K palette.
    fn name(&self) -> &'static str;

    /// Where it stands.
    fn slot(&self) -> Slot;

    /// Whether it is open when the desk opens.
    fn open_at_first(&self) -> bool {
        true
    }

    /// Shows it.
    fn show(&mut self, ui: &mut egui::Ui, desk: &Desk<'_>, out: &mut Vec<Act>);

    /// Hears what another panel, or it itself, asked for, and may ask for more.
    fn hear(&mut self, _act: &Act, _desk: &Desk<'_>, _out: &mut Vec<Act>) {}
}

/// Where panels stand. Those in one place stand below each other, those at the bottom beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// Left of the chart.
    Left,
    /// Right of it.
    Right,
    /// Under it.
    Below,
}

/// What a panel is given.
pub(super) struct Desk<'a> {
    /// All the chair sees.
    pub(super) view: &'a View,
    /// The shelf.
    pub(super) briefing: &'a Briefing,
    /// The plan.
    pub(super) plan: &'a Plan,
    /// The truth and every seat's picture.
    pub(super) overview: &'a Overview,
    /// Colours.
    pub(super) theme: &'a Theme,
    /// What is selected.
    pub(super) selected: Option<Selected>,
    /// An earlier moment chosen on the time line. Exists when and only when one was.
    pub(super) moment: Option<Tick>,
    /// How seats join: the address to put before the code. Exists when and only when this desk's program hosts.
    pub(super) join_address: Option<&'a str>,
}

impl<'a> Desk<'a> {
    /// The moment.
    pub(super) fn now(&self) -> Tick {
        self.overview.truth.tick
    }

    /// The names a sentence needs.
    pub(super) fn names(&self) -> Names<'a> {
        Names { briefing: self.briefing, plan: self.plan }
    }

    /// Whether EXCON may still do anything: connected, and the exercise is not over.
    pub(super) fn may_act(&self) -> bool {
        self.view.link == LinkStatus::Live && !self.view.clock.over
    }

    /// What a seat sees.
    pub(super) fn picture(&self, seat: SeatId) -> Option<&'a Picture> {
        self.overview.pictures.get(seat.index())
    }

    /// A vessel in distress, in truth.
    pub(super) fn casualty(&self, case: CraftId) -> Option<&'a CasualtyTruth> {
        self.overview.truth.casualties.iter().find(|c| c.case == case)
    }

    /// A unit, in truth.
    pub(super) fn sru(&self, sru: SruId) -> Option<&'a SruView> {
        self.overview.truth.srus.iter().find(|view| view.sru == sru)
    }
}

/// What a panel asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    /// This leaves the desk.
    Out(Intent),
    /// Select this.
    Select(Selected),
    /// Look through a seat, or with none at the truth alone.
    LookThrough(Option<SeatId>),
    /// Show these places on the chart; the first is pointed at.
    PointAt(Vec<Position>),
    /// This moment was chosen on the time line.
    Moment(Option<Tick>),
    /// Ask whether to go back to this moment and play on from there.
    Branch(Tick),
    /// Play on in private and compare.
    LookAhead(Option<Intervention>),
    /// The next position pressed on the chart is for this panel.
    Pick(&'static str),
    /// That position, and whose it is.
    Picked(&'static str, Position),
    /// Open a panel, by its name.
    Open(&'static str),
    /// Bring a planned inject into view.
    ShowInject(InjectId),
    /// Open or close the sheet of keys.
    Help,
    /// Bring an expectation into view.
    ShowExpectation(ExpectationId),
}

impl Act {
    /// Something asked of the host.
    pub(super) fn steer(steer: Steer) -> Self {
        Self::Out(Intent::Steer(steer))
    }

    /// An intervention.
    pub(super) fn intervene(what: Intervention) -> Self {
        Self::steer(Steer::Intervene(what))
    }
}
