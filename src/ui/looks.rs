//! The palette and the size of text somebody chose, kept with the window, and the controls that choose them.

use egui::{Context, Id, Key, Modifiers, Ui};

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

/// How much one key press changes the size of text \[%\].
const STEP: u16 = 20;

/// The keys that every screen has: F9 for the next palette, Ctrl-plus, Ctrl-minus and Ctrl-0 for the size of text.
pub fn keys(ctx: &Context, theme: &Theme) {
    // egui's own zoom knows no bounds, and is not remembered.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::F9) {
        choose(ctx, theme.palette.next());
    }
    let percent = theme::percent(ctx);
    let larger = pressed(Modifiers::COMMAND, Key::Plus) || pressed(Modifiers::COMMAND, Key::Equals);
    let wanted = if larger {
        percent.saturating_add(STEP)
    } else if pressed(Modifiers::COMMAND, Key::Minus) {
        percent.saturating_sub(STEP)
    } else if pressed(Modifiers::COMMAND, Key::Num0) {
        100
    } else {
        return;
    };
    theme::scale(ctx, wanted);
    ctx.request_repaint();
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
