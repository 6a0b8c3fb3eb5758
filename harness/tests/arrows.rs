// SPDX-License-Identifier: EUPL-1.2
//! The house rules that a machine can read: who imports whom, file sizes, licence lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Members that a room may name.
const MEMBERS: [&str; 5] = ["fake_pki", "fake_dns", "judgement", "reports", "reference_connector"];
const LONGEST_FILE: usize = 600;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below a folder, what builds and runs leave behind aside.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            if !matches!(name.to_str(), Some("target" | ".git" | "out" | ".espace-de-confiance")) {
                found.extend(files(&path));
            }
        } else {
            found.push(path);
        }
    }
    found
}

fn with_extension(extension: &str) -> Vec<PathBuf> {
    let found = files(&project());
    found.into_iter().filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

/// Room and what it may import, from the table of ARCHITECTURE.md.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(project().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let section = text.split("## Rooms of").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the table");
    let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<String>>();
    let rows = section.lines().filter(|line| line.starts_with("| `")).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let room = words(cells[0]).pop_first().expect("a room");
        let everything = cells[2].trim() == "everything";
        (room, if everything { ["*".to_owned()].into() } else { words(cells[2]) })
    });
    rows.collect()
}

/// The rooms and members that a source names, comments aside.
fn named(source: &str, rooms: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let word: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if rooms.contains(word.as_str()) {
                names.insert(word);
            }
        }
        for member in MEMBERS {
            if line.contains(&format!("{member}::")) {
                names.insert(member.to_owned());
            }
        }
    }
    names
}

#[test]
fn rooms_import_only_what_the_table_of_arrows_allows() {
    let table = table();
    let rooms: BTreeSet<&str> = table.keys().map(String::as_str).collect();
    let source = project().join("harness/src");
    let mut wrong = Vec::new();
    for path in files(&source) {
        let below = path.strip_prefix(&source).expect("below");
        let room = below.components().next().expect("a room").as_os_str().to_string_lossy();
        let room = room.trim_end_matches(".rs").to_owned();
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = table.get(&room).unwrap_or_else(|| panic!("room `{room}` is not in ARCHITECTURE.md"));
        let text = std::fs::read_to_string(&path).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for name in named(code, &rooms) {
            if name != room && !allowed.contains("*") && !allowed.contains(&name) {
                wrong.push(format!("{}: `{room}` imports `{name}`", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn judging_has_no_way_to_the_network() {
    let member = project().join("harness/judgement");
    let manifest = std::fs::read_to_string(member.join("Cargo.toml")).expect("a manifest");
    let dependencies = manifest.split("[dependencies]").nth(1).expect("dependencies");
    for line in dependencies.lines().filter(|line| line.contains("workspace")) {
        let name = line.split('.').next().unwrap_or_default();
        assert!(matches!(name, "reports" | "serde" | "serde_json"), "judgement depends on {name}");
    }
    for path in files(&member.join("src")) {
        let text = std::fs::read_to_string(&path).expect("a source");
        for forbidden in ["std::net", "std::fs", "std::time", "std::env"] {
            assert!(!text.contains(forbidden), "{} names {forbidden}", path.display());
        }
    }
}

#[test]
fn the_reference_connector_and_the_libraries_know_nothing_of_ours() {
    for member in ["harness/reference-connector", "fake-pki", "fake-dns", "reports"] {
        let manifest = std::fs::read_to_string(project().join(member).join("Cargo.toml")).expect("a manifest");
        for ours in ["fake-pki.", "fake-dns.", "reports.", "judgement.", "harness."] {
            assert!(!manifest.lines().any(|line| line.starts_with(ours)), "{member} depends on {ours}");
        }
    }
}

#[test]
fn no_source_is_longer_than_six_hundred_lines() {
    for path in with_extension("rs") {
        let lines = std::fs::read_to_string(&path).expect("a source").lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_file_of_ours_states_its_licence() {
    for extension in ["rs", "yaml", "toml", "j2", "sh"] {
        for path in with_extension(extension) {
            let text = std::fs::read_to_string(&path).expect("a text");
            let start: String = text.lines().take(3).collect();
            assert!(start.contains("SPDX-License-Identifier: EUPL-1.2"), "{} states no licence", path.display());
        }
    }
}
