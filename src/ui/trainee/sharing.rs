//! A desk as one of several on a screen: what waits at it while another is in front, and asking for another.

use super::Trainee;
use super::desk::DeskData;
use crate::picture::{Briefing, Picture};
use crate::session::View;
use crate::ui::theme::Theme;

/// What waits in the in-tray of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Waiting {
    /// Cards about danger to life.
    pub(super) life: usize,
    /// Cards on which somebody waits for this seat.
    pub(super) asked: usize,
    /// All cards.
    pub(super) all: usize,
    /// Messages that came in and were not opened.
    pub(super) unread: usize,
}

impl Trainee {
    /// What waits at this desk, whether it is shown or not: by its own picture, and by what was put aside and opened here.
    pub(super) fn waiting(&mut self, view: &View, theme: &Theme) -> Waiting {
        let Some(picture) = &view.picture else { return Waiting::default() };
        self.begin_once(&view.briefing, picture);
        let (selected, read) = (self.selected, &self.read);
        let desk = DeskData { view, briefing: &view.briefing, picture, theme, selected, read };
        self.panels.iter_mut().find_map(|panel| panel.tray(&desk)).unwrap_or_default()
    }

    /// Tells the desk how many seats are held on this screen, and whether there is a way to hold another.
    pub(super) fn shares(&mut self, held: usize, offers_seats: bool) {
        (self.top.held, self.top.offers_seats) = (held, offers_seats);
    }

    /// Whether another seat was asked for since the last time.
    pub(super) fn wants_another_seat(&mut self) -> bool {
        std::mem::take(&mut self.another_seat)
    }

    /// Takes the seat up when its first picture has come.
    pub(super) fn begin_once(&mut self, briefing: &Briefing, picture: &Picture) {
        if !std::mem::replace(&mut self.begun, true) {
            self.begin(briefing, picture);
        }
    }
}
