//! The walls of the house: a module imports only from layers above it, and headless means headless.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The layers in order. A layer may import from those before it in this list, and from itself.
const LAYERS: [&str; 18] = [
    "base", "chart", "sar", "sea", "drift", "scenario", "sim", "picture", "plan", "crew", "record", "score", "debrief",
    "session", "ui", "app", "cli", "main",
];

/// Imports the order allows but the design forbids.
const FORBIDDEN: [(&str, &str, &str); 4] = [
    ("score", "record", "a live run and a recording are scored by one fold over events"),
    ("score", "crew", "a score does not know who played"),
    ("crew", "record", "a crew remembers nothing"),
    ("record", "crew", "a recording holds commands, not who thought of them"),
];

fn sources(layer: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (file, folder) = (root.join(format!("{layer}.rs")), root.join(layer));
    if file.is_file() {
        return vec![file];
    }
    let (mut found, mut open) = (Vec::new(), vec![folder]);
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The layers a source file names, with the first line that names each: `crate::x` anywhere outside comments,
/// also inside a braced `use crate::{x, y}`.
fn named(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split(',').map(|item| item.trim().split("::").next().unwrap_or("")).collect(),
                None => vec![rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or("")],
            };
            for name in names {
                found.entry(name.trim_matches(['}', ';', ' ']).to_owned()).or_insert(number + 1);
            }
        }
    }
    found
}

#[test]
fn a_layer_imports_only_from_layers_above_it() {
    let mut broken = Vec::new();
    for (rank, layer) in LAYERS.iter().enumerate() {
        for path in sources(layer) {
            let text = std::fs::read_to_string(&path).unwrap();
            for (name, line) in named(&text) {
                let Some(other) = LAYERS.iter().position(|l| *l == name) else {
                    continue;
                };
                if other > rank {
                    broken.push(format!("{}:{line}: `{layer}` may not import `{name}`", path.display()));
                }
                if let Some((_, _, why)) = FORBIDDEN.iter().find(|(a, b, _)| a == layer && *b == name) {
                    broken.push(format!("{}:{line}: `{layer}` must not import `{name}`: {why}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What a planning tool may know is what is on the desk.
#[test]
fn planning_names_neither_the_world_nor_the_stage() {
    for path in sources("plan").iter().filter(|path| !path.to_string_lossy().contains("/plan/tests")) {
        let text = std::fs::read_to_string(path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for name in ["World", "Theatre"] {
                assert!(!code.contains(name), "{}:{}: `plan` may not know {name}", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn every_folder_of_the_source_is_a_layer() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in std::fs::read_dir(root).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = LAYERS.contains(&name.trim_end_matches(".rs")) || ["lib.rs", "README.md"].contains(&name.as_str());
        assert!(known, "src/{name} is in no layer; add it to the table in src/README.md and to this test");
    }
}

#[test]
fn the_architecture_document_lists_the_layers_in_order() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/README.md")).unwrap();
    let mut from = 0;
    for layer in LAYERS.iter().filter(|layer| **layer != "main") {
        let row = format!("| `{layer}` |");
        let at = text[from..].find(&row).unwrap_or_else(|| panic!("src/README.md has no row {row} in its place"));
        from += at;
    }
}

#[test]
fn the_wall_test_sees_what_it_should() {
    let found = named("use crate::{sim::World, base};\n// use crate::cli;\nlet x = crate::record::open();\n");
    assert_eq!(found.keys().collect::<Vec<_>>(), ["base", "record", "sim"]);
}

#[test]
fn panels_name_neither_the_world_nor_the_engine_and_only_the_app_names_the_engine() {
    for layer in LAYERS {
        for path in sources(layer) {
            let text = std::fs::read_to_string(&path).unwrap();
            // What tests play to have something to show is theirs.
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
            let is_test = path.to_string_lossy().contains("test");
            for (number, line) in text.lines().enumerate().filter(|_| !is_test) {
                let code = line.split("//").next().unwrap_or("");
                let place = format!("{}:{}: {code}", path.display(), number + 1);
                assert!(layer == "app" || !code.contains("bevy"), "only `app` may know the engine: {place}");
                if layer == "ui" {
                    let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
                    assert!(
                        !words.contains(&"World") && !words.contains(&"Theatre"),
                        "no panel knows the world: {place}"
                    );
                }
            }
        }
    }
}

#[test]
fn nothing_graphical_is_in_the_headless_build() {
    let tree = |features: &[&str]| {
        let out = std::process::Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
            .args(features)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let graphical = |line: &&str| {
        let names = ["bevy", "egui", "winit", "wgpu", "naga", "x11", "wayland", "accesskit"];
        names.iter().any(|name| line.starts_with(name))
    };
    let found: Vec<String> = tree(&["--no-default-features"]).lines().filter(graphical).map(str::to_owned).collect();
    assert!(found.is_empty(), "in the build without a window: {}", found.join(", "));
    // Without this the test would also pass of a tree that lists nothing.
    assert!(tree(&["--features", "gui"]).lines().filter(graphical).count() > 5);
}
