//! What pointer and keys do to the chart: pan, zoom, point, measure, draw an area.

use egui::{CursorIcon, EventFilter, Key, Modifiers, PointerButton, Response, Ui, Vec2, vec2};

use super::model::{ChartEvent, Scene, Selected};
use super::projection::Projection;

use super::{Chart, Want, tools};
use crate::base::math;

/// How far an arrow key moves the chart \[points\], and an area.
const ARROW: f32 = 60.0;
const AREA_ARROW: f32 = 8.0;

/// How much + and - zoom.
const KEY_ZOOM: f64 = 1.4;

/// How much a point of the wheel zooms: a notch is some fifty points.
const WHEEL: f64 = 0.005;

/// What the pointer does.
pub(super) fn pointer(
    chart: &mut Chart,
    ui: &Ui,
    response: &Response,
    view: &mut Projection,
    events: &mut Vec<ChartEvent>,
) {
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    let over = ui.rect_contains_pointer(view.rect);
    if let Some(at) = ui.input(|i| i.pointer.hover_pos()).filter(|_| over) {
        let (scroll, pinch, two_fingers) = ui.input(|i| {
            (i.smooth_scroll_delta().y, i.zoom_delta(), i.multi_touch().map(|touch| touch.translation_delta))
        });
        let factor = f64::from(pinch) * math::exp(f64::from(scroll) * WHEEL);
        if factor != 1.0 {
            view.zoom(factor, at);
        }
        if let Some(by) = two_fingers {
            view.pan(by);
        }
        events.push(ChartEvent::Hover(view.position(at)));
        if chart.area.is_some() || chart.measure {
            ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        }
    }
    let pans = match &mut chart.area {
        None => response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle),
        Some(area) => {
            if response.drag_started_by(PointerButton::Primary)
                && let Some(at) = ui.input(|i| i.pointer.press_origin())
            {
                area.grasp(at, view);
            }
            if response.dragged_by(PointerButton::Primary)
                && let Some(at) = response.interact_pointer_pos()
            {
                area.pull(at, view);
            }
            if response.drag_stopped_by(PointerButton::Primary) {
                events.extend(area.release().map(ChartEvent::Area));
            }
            response.dragged_by(PointerButton::Middle)
        }
    };
    if pans {
        view.pan(response.drag_delta());
    }
    // A click by key or by a screen reader is at the cross in the middle.
    let by_key = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space));
    let at = response.interact_pointer_pos().filter(|_| !by_key).unwrap_or(view.rect.center());
    let position = view.position(at);
    if response.clicked() && chart.area.is_none() {
        if chart.measure {
            chart.measured.put(position);
        } else if by_key && ui.input(|i| i.modifiers.shift) {
            events.push(ChartEvent::Act(Selected::Position(position), position));
        } else {
            events.push(ChartEvent::Selected(Selected::Position(position)));
        }
    }
    if response.secondary_clicked() || response.long_touched() {
        events.push(ChartEvent::Act(Selected::Position(position), position));
    }
}

/// What the keys do while the chart or a thing on it has the focus.
pub(super) fn keys(
    chart: &mut Chart,
    ui: &Ui,
    response: &Response,
    view: &mut Projection,
    events: &mut Vec<ChartEvent>,
) {
    let focused = ui.memory(|memory| memory.focused());
    let Some(focused) = focused.filter(|id| *id == response.id || chart.stops.contains(id)) else {
        return;
    };
    let on_chart = focused == response.id;
    let busy = chart.area.is_some() || chart.measure;
    ui.memory_mut(|memory| {
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: busy || chart.legend || !on_chart,
        };
        memory.set_focus_lock_filter(focused, filter);
    });
    let pressed = |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key) as f32);
    let plain = |key| pressed(Modifiers::NONE, key);
    let arrows = |modifiers| {
        vec2(
            pressed(modifiers, Key::ArrowRight) - pressed(modifiers, Key::ArrowLeft),
            pressed(modifiers, Key::ArrowDown) - pressed(modifiers, Key::ArrowUp),
        )
    };
    let (shifted, moved) = (arrows(Modifiers::SHIFT), arrows(Modifiers::NONE));
    let in_hand = on_chart && chart.area.is_some_and(|area| area.rectangle.is_some());
    if let Some(area) = chart.area.as_mut().filter(|_| in_hand) {
        let mut changed = None;
        if moved != Vec2::ZERO {
            changed = area.shift(moved * AREA_ARROW, view);
        }
        if shifted != Vec2::ZERO {
            let grown = |steps: f32| math::pow(1.05, f64::from(steps));
            changed = area.grow(grown(shifted.x), grown(-shifted.y));
        }
        events.extend(changed.map(ChartEvent::Area));
    } else if moved + shifted != Vec2::ZERO {
        view.pan(-(moved + shifted) * ARROW);
    }
    let closer = plain(Key::Plus) + plain(Key::Equals) - plain(Key::Minus);
    if closer != 0.0 {
        view.zoom(math::pow(KEY_ZOOM, f64::from(closer)), view.rect.center());
    }
    if plain(Key::Home) > 0.0 {
        chart.want = Some(Want::Everything);
        ui.ctx().request_repaint();
    }
    if plain(Key::M) > 0.0 {
        chart.measure = !chart.measure;
        chart.measured = tools::Measure::default();
    }
    if plain(Key::L) > 0.0 {
        chart.legend = !chart.legend;
    }
    let turned = plain(Key::CloseBracket) - plain(Key::OpenBracket);
    if let Some(area) = &mut chart.area {
        if turned != 0.0 {
            events.extend(area.turn(5.0 * f64::from(turned)).map(ChartEvent::Area));
        }
        if on_chart && plain(Key::Enter) > 0.0 {
            match area.rectangle {
                None => events.push(ChartEvent::Area(area.put(view))),
                Some(rectangle) => {
                    events.push(ChartEvent::Area(rectangle));
                    chart.area = None;
                }
            }
        }
    }
    if chart.legend && plain(Key::Escape) > 0.0 {
        chart.legend = false;
    } else if (busy || !on_chart) && plain(Key::Escape) > 0.0 {
        if chart.area.take().is_none() && !std::mem::take(&mut chart.measure) {
            response.request_focus();
        }
        chart.measured = tools::Measure::default();
    }
}

/// Name and speed \[m/s\] of the unit selected, for how long a way takes it. Exists when and only when one is selected
/// and its speed is known.
pub(super) fn speed_of_selected(scene: &Scene<'_>) -> Option<(String, f64)> {
    let Some(Selected::Sru(sru)) = scene.selected else { return None };
    let cards = scene.picture.map_or(&[][..], |picture| &picture.cards);
    let planned = scene.plan.map_or(&[][..], |plan| &plan.srus);
    let card = cards.iter().chain(planned).find(|card| card.sru == sru);
    let name = card.map_or_else(|| sru.to_string(), |card| card.name.clone());
    if let Some(data) = card.and_then(|card| card.data.as_ref()) {
        return Some((name, data.transit_mps));
    }
    let heard = scene.picture?.traffic.iter().find(|ship| ship.sru == sru)?;
    Some((name, heard.speed_mps))
}
