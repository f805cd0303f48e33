//! The window itself, on a display without a screen. Needs Xvfb, a software Vulkan driver and ImageMagick, which
//! `.ci/run` installs; where they are missing the tests say so and look at nothing.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::drill::{folder, sarex};
use super::table::now;

/// A process that does not outlive its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn has(program: &str) -> bool {
    Command::new("which").arg(program).stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A display of its own. `None`, said aloud, where there can be none.
fn display(number: u32) -> Option<(Process, String)> {
    let driver = std::fs::read_dir("/usr/share/vulkan/icd.d").is_ok_and(|mut files| files.next().is_some());
    if !(has("Xvfb") && has("import") && driver) {
        eprintln!("not looked at: Xvfb, ImageMagick or a Vulkan driver is missing (see .ci/run)");
        return None;
    }
    let name = format!(":{number}");
    let server = Command::new("Xvfb").args([&name, "-screen", "0", "1366x768x24"]).stderr(Stdio::null()).spawn();
    Some((Process(server.unwrap()), name))
}

/// Distinct colours on the display: one for an empty screen, many once something is drawn.
fn colours(display: &str) -> usize {
    let shot = Command::new("import").args(["-display", display, "-window", "root", "ppm:-"]).output().unwrap();
    let pixels = shot.stdout.get(20..).unwrap_or(&[]);
    let mut seen: Vec<[u8; 3]> = pixels.chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len()
}

fn until_drawn(display: &str, window: &mut Process) {
    let patience = now() + Duration::from_secs(120);
    while colours(display) < 40 {
        assert!(window.0.try_wait().unwrap().is_none(), "the window closed by itself");
        assert!(now() < patience, "nothing was drawn");
        std::thread::sleep(Duration::from_millis(250));
    }
}

fn open(display: &str, arguments: &[&str]) -> Process {
    let home = std::env::temp_dir().join(format!("sarex-window-{}", std::process::id()));
    let child = Command::new(env!("CARGO_BIN_EXE_sarex"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", &home)
        .env("XDG_CONFIG_HOME", &home)
        .stdout(Stdio::null())
        .spawn();
    Process(child.unwrap())
}

#[test]
fn the_start_screen_is_drawn() {
    let Some((_server, display)) = display(91) else { return };
    let mut window = open(&display, &[]);
    until_drawn(&display, &mut window);
}

#[test]
fn a_recording_is_drawn_from_the_command_line() {
    let Some((_server, display)) = display(92) else { return };
    let dir = tempfile::tempdir().unwrap();
    let run = dir.path().join("run.sarex");
    let run = run.to_str().unwrap();
    let scenario = folder("sunda-2012");
    let played = sarex(&["run", scenario.to_str().unwrap(), "--until", "3h", "--out", run]);
    assert!(played.status.success());
    let mut window = open(&display, &["replay", run]);
    until_drawn(&display, &mut window);
}

#[test]
fn without_a_display_it_says_what_can_be_done_instead() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_sarex")).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no display") && said.contains("sarex run") && said.contains("--headless"), "{said}");
}

#[test]
fn a_display_that_does_not_answer_is_told_in_words() {
    let output = Command::new(env!("CARGO_BIN_EXE_sarex"))
        .env("DISPLAY", ":9931")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cannot open a window") && !said.contains("panicked"), "{said}");
}
