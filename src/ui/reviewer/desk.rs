//! What every panel of the reviewer's desk gets, and what it may ask for: **panels know each other only by this**.

use crate::base::Tick;
use crate::base::ids::{CraftId, RequestId, SruId};
use crate::picture::{Briefing, Overview, Plan};
use crate::session::Intent;
use crate::ui::chart::Selected;
use crate::ui::reviewer::ReviewData;
use crate::ui::theme::Theme;
use crate::ui::trainer::tell::Names;

/// One panel of the right column: it shows what it is given and says what the person wants.
///
/// A new panel is a new file with this trait and one line in `panels()`; nothing else is touched.
pub(super) trait Panel: Send + Sync {
    /// Its name, on its heading.
    fn name(&self) -> &'static str;

    /// Whether it is open when the desk opens.
    fn open_at_first(&self) -> bool {
        true
    }

    /// Shows it.
    fn show(&mut self, ui: &mut egui::Ui, desk: &Desk<'_>, out: &mut Vec<Act>);
}

/// What a panel is given.
pub(super) struct Desk<'a> {
    /// The recording.
    pub(super) data: &'a ReviewData<'a>,
    /// The shelf.
    pub(super) briefing: &'a Briefing,
    /// The plan.
    pub(super) plan: &'a Plan,
    /// The truth and every seat's picture at the cursor.
    pub(super) overview: &'a Overview,
    /// Colours.
    pub(super) theme: &'a Theme,
    /// What is selected.
    pub(super) selected: Option<Selected>,
    /// What is followed.
    pub(super) follow: Follow,
    /// The stretch that is played round. Exists when and only when one was chosen.
    pub(super) range: Option<(Tick, Tick)>,
    /// The case of which the time line shows who knew what when. Exists when and only when it shows that.
    pub(super) lanes_of: Option<CraftId>,
}

impl<'a> Desk<'a> {
    /// The cursor.
    pub(super) fn cursor(&self) -> Tick {
        self.data.view.clock.tick
    }

    /// The names a sentence needs.
    pub(super) fn names(&self) -> Names<'a> {
        Names { briefing: self.briefing, plan: self.plan }
    }
}

/// What is followed: the charts keep it in the middle, the time line shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Follow {
    /// Nothing.
    #[default]
    Nothing,
    /// A unit.
    Sru(SruId),
    /// A case.
    Case(CraftId),
    /// A request, from when it was asked to when its answer was known.
    Request(RequestId),
}

/// What a panel asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    /// This leaves the desk.
    Out(Intent),
    /// Select this.
    Select(Selected),
    /// Follow this.
    Follow(Follow),
    /// Play round this stretch, or no longer.
    Range(Option<(Tick, Tick)>),
    /// Show on the time line who knew what of this case, or what happened.
    Lanes(Option<CraftId>),
}

impl Act {
    /// Stand at this moment.
    pub(super) fn seek(tick: Tick) -> Self {
        Self::Out(Intent::Seek(tick))
    }
}
