//! The palette and the size of text somebody chose, kept with the window, and the controls that choose them.

use egui::{Context, Id, Ui};

use super::kit;
use super::theme::{self, Palette, Theme};

/// What was chosen at this window. `None` until somebody did.
pub fn palette(ctx: &Context) -> Option<Palette> {
    ctx.data(|data| data.get_temp::<u8>(key())).and_then(|n| Palette::ALL.into_iter().find(|p| *p as u8 == n))
}

/// Chooses a palette for this window; the next frame has it.
pub fn choose(ctx: &Context, palette: Palette) {
    ctx.data_mut(|data| data.insert_temp(key(), palette as u8));
    ctx.request_repaint();
}

/// The theme a desk shows: the palette chosen at this window, else the one given.
pub fn theme(ctx: &Context, given: &Theme) -> Theme {
    palette(ctx).map_or(*given, Theme::of)
}

fn key() -> Id {
    Id::new("sarex palette chosen")
}

/// Buttons for the palette and the size of text.
pub fn controls(ui: &mut Ui, theme: &Theme) {
    for choice in Palette::ALL {
        if kit::toggle(ui, theme.palette == choice, choice.name(), &format!("{} colours", choice.name())) {
            choose(ui.ctx(), choice);
        }
    }
    let percent = theme::percent(ui.ctx());
    if kit::press(ui, "A-", "Smaller text") {
        theme::scale(ui.ctx(), percent.saturating_sub(10));
    }
    if kit::press(ui, "A+", "Larger text") {
        theme::scale(ui.ctx(), percent.saturating_add(10));
    }
}
