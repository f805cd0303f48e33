//! The window: Bevy owns it, egui fills it, and **no fact of the exercise is kept here**.
//!
//! One system draws the screen of the moment and hands what the person wants to the link: a client at a host, near or
//! far, or a recording under review. Nothing is drawn while nothing changes; a view that arrives wakes the window.

mod desk;
mod library;
mod measure;
mod screen;
mod settings;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bevy::DefaultPlugins;
use bevy::app::{App, AppExit, Last, PluginGroup, PreUpdate, Startup};
use bevy::camera::{Camera2d, ClearColor};
use bevy::color::Color;
use bevy::ecs::change_detection::ResMut;
use bevy::ecs::message::{MessageReader, MessageWriter, Messages};
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::system::{Commands, Local, NonSendMut, Query};
use bevy::log::LogPlugin;
use bevy::render::view::Msaa;
use bevy::window::{FileDragAndDrop, PresentMode, RequestRedraw, Window, WindowPlugin, WindowResolution};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiContexts, EguiInput, EguiPlugin, EguiPreUpdateSet, EguiPrimaryContextPass};

use crate::ui::looks;
use crate::ui::theme::{self, Palette};

pub use desk::Desk;
pub use measure::{Measured, measure};
pub use screen::Screen;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WindowError {
    /// No display was named.
    #[error(
        "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). Without a window you can: play with \
         crews (sarex run SCENARIO), host a table for others (sarex host SCENARIO --headless), let a program take a seat \
         (sarex join URL --stdio), and read a recording (sarex show, sarex score, sarex report)"
    )]
    NoDisplay,
    /// The window or the graphics adapter could not be had.
    #[error(
        "cannot open a window: {why}. On a machine without a graphics card install a software Vulkan driver (Debian: \
         apt install mesa-vulkan-drivers). Without a window you can still use sarex run, sarex host --headless, \
         sarex join --stdio, sarex show, sarex score and sarex report"
    )]
    NoWindow {
        /// What the window system or the driver said.
        why: String,
    },
}

/// The longest press that is a click \[s\].
const SLOW_CLICK_S: f64 = 4.0;

/// Wakes the window from other threads, once there is one.
#[derive(Clone, Default)]
pub struct Bell(Arc<Mutex<Option<egui::Context>>>);

impl Bell {
    /// Asks for a frame. Does nothing before the window is there.
    pub fn ring(&self) {
        if let Ok(context) = self.0.lock()
            && let Some(context) = context.as_ref()
        {
            context.request_repaint();
        }
    }

    fn hang(&self, context: &egui::Context) {
        if let Ok(mut place) = self.0.lock()
            && place.is_none()
        {
            *place = Some(context.clone());
            // egui counts a press as a click if it was short, by the time of the frames that saw its two ends. Where
            // frames are slow a short press looks long, and a click must not be lost for that.
            context.options_mut(|options| {
                options.input_options.max_click_duration = SLOW_CLICK_S;
                // The keys for the size of text are the desks' own.
                options.zoom_with_keyboard = false;
            });
        }
    }
}

/// Everything the one drawing system keeps between frames.
struct State {
    bell: Bell,
    screen: Screen,
    settings: settings::Settings,
    applied: Option<(Palette, u16)>,
}

/// Opens the window on a screen, and stays until it is closed.
///
/// # Errors
/// If there is no display, no window or no graphics adapter; the error says what can be done without.
pub fn run(screen: Screen, bell: Bell) -> Result<(), WindowError> {
    let state = State { bell, screen, settings: settings::Settings::load(), applied: None };
    guarded(|open| build(state, open))
}

/// Whether something was drawn yet.
type Open = Arc<AtomicBool>;

/// Runs an app. Window system and driver report by panicking; a newcomer gets words instead. What panics after the
/// first frame is a defect and is shown as one.
fn guarded(app: impl FnOnce(Open) -> App) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    let why = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&why);
    let usual = std::panic::take_hook();
    let open = Open::default();
    let is_open = Arc::clone(&open);
    std::panic::set_hook(Box::new(move |info| {
        if is_open.load(Ordering::Relaxed) {
            usual(info);
        } else if let Ok(mut why) = heard.lock() {
            why.get_or_insert_with(|| info.payload_as_str().unwrap_or("it gave no reason").to_owned());
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(|| app(open).run()));
    let said = why.lock().ok().and_then(|why| why.clone());
    let no_window = |words: &str| WindowError::NoWindow { why: said.unwrap_or_else(|| words.to_owned()) };
    match outcome {
        Ok(AppExit::Success) => Ok(()),
        Ok(AppExit::Error(_)) => Err(no_window("it closed with an error")),
        Err(_) => Err(no_window("it ended in a defect of the program")),
    }
}

/// Whether a display is named where this system names one.
pub fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// An app with a window and egui, and nothing in it yet.
fn empty(size: (u32, u32), present_mode: PresentMode, updates: UpdateMode) -> App {
    let window = Window {
        title: "SAREX - EXERCISE".to_owned(),
        name: Some("sarex".to_owned()),
        resolution: WindowResolution::new(size.0, size.1),
        present_mode,
        ..Window::default()
    };
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin { primary_window: Some(window), ..WindowPlugin::default() })
            .disable::<LogPlugin>(),
    )
    .add_plugins(EguiPlugin::default())
    .insert_resource(WinitSettings { focused_mode: updates, unfocused_mode: updates })
    .insert_resource(ClearColor(Color::BLACK))
    .add_systems(Startup, |mut commands: Commands<'_, '_>| {
        // egui smooths its own edges; sampling every pixel four times would cost a software rasteriser most of a frame.
        commands.spawn((Camera2d, Msaa::Off));
    });
    app
}

fn build(state: State, open: Open) -> App {
    // Draws when something happens; once a second besides, for ages and clocks.
    let updates = UpdateMode::reactive_low_power(Duration::from_secs(1));
    let mut app = empty((1366, 768), PresentMode::AutoVsync, updates);
    app.insert_non_send(state)
        .add_systems(
            EguiPrimaryContextPass,
            move |contexts: EguiContexts<'_, '_>,
                  state: NonSendMut<'_, State>,
                  drops: MessageReader<'_, '_, FileDragAndDrop>,
                  exit: MessageWriter<'_, AppExit>| {
                open.store(true, Ordering::Relaxed);
                frame(contexts, state, drops, exit)
            },
        )
        // A desk where nothing happens shall cost nothing, and bevy_egui 0.42 would draw for ever, for two reasons. It
        // asks for another frame as long as egui plans any, however late; what egui wants at once comes as an event that
        // wakes the window by itself, so these requests are dropped. And it tells egui in every frame which modifier keys
        // are down, which egui takes for input that needs another frame.
        .add_systems(Last, |mut requests: ResMut<'_, Messages<RequestRedraw>>| requests.clear())
        .add_systems(
            PreUpdate,
            tell_modifiers_once.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass),
        );
    app
}

/// Leaves out what egui knows already about modifier keys.
fn tell_modifiers_once(mut inputs: Query<'_, '_, &mut EguiInput>, mut known: Local<'_, Option<egui::Modifiers>>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            egui::Event::ModifiersChanged(now) => known.replace(*now) != Some(*now),
            _ => true,
        });
    }
}

/// Draws one frame and does what was asked in it.
fn frame(
    mut contexts: EguiContexts<'_, '_>,
    mut state: NonSendMut<'_, State>,
    mut drops: MessageReader<'_, '_, FileDragAndDrop>,
    mut exit: MessageWriter<'_, AppExit>,
) -> bevy::ecs::error::Result {
    let context = contexts.ctx_mut()?.clone();
    let state = &mut *state;
    state.bell.hang(&context);
    for dropped in drops.read() {
        if let FileDragAndDrop::DroppedFile { path_buf, .. } = dropped {
            state.screen.dropped(path_buf);
        }
    }
    let colours = state.settings.theme();
    let wanted = (state.settings.palette, state.settings.scale_percent);
    if state.applied != Some(wanted) {
        colours.apply(&context);
        theme::scale(&context, state.settings.scale_percent);
        state.applied = Some(wanted);
    }
    let root = egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(context.viewport_rect());
    let mut ui = egui::Ui::new(context.clone(), "window".into(), root);
    if state.screen.show(&mut ui, &mut state.settings, &colours, &state.bell) {
        exit.write(AppExit::Success);
    }
    // Palette and text size are chosen on the desks; here they are remembered.
    let chosen = (looks::palette(&context).unwrap_or(state.settings.palette), theme::percent(&context));
    if chosen != (state.settings.palette, state.settings.scale_percent) {
        (state.settings.palette, state.settings.scale_percent) = chosen;
        state.settings.save();
    }
    Ok(())
}
