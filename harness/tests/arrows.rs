// SPDX-License-Identifier: EUPL-1.2
//! Holds the sources against the walls that `ARCHITECTURE.md` draws, and against the rules of the house.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The longest a source file may be.
const LONGEST: usize = 420;
/// Half of the source files are no longer than this, and nine in ten no longer than that.
const MEDIAN: usize = 120;
const NINTH: usize = 250;
/// Folders with nothing of ours in them; hidden ones are left out as well.
const FOREIGN: [&str; 3] = ["target", "out", "node_modules"];
/// Endings of the files that say under which licence they stand.
const LICENSED: [&str; 6] = ["rs", "yaml", "toml", "j2", "sh", "mjs"];
/// What a room that is not alive has no business with.
const LIFE: [&str; 10] = [
    "tokio::",
    "tokio_rustls::",
    "rustls::",
    "hyper::",
    "TcpListener",
    "TcpStream",
    "UdpSocket",
    "SystemTime::now",
    "Instant::now",
    "now_utc",
];

type Names = BTreeSet<String>;

/// One row of the table.
struct Row {
    /// What may be imported; none: everything.
    imports: Option<Names>,
    alive: Alive,
}

/// Which files of a room or member may reach the network and the clock.
enum Alive {
    All,
    Nothing,
    /// One folder of it.
    Folder(String),
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn arrows() -> BTreeMap<String, Row> {
    let text = read(&root().join("ARCHITECTURE.md"));
    let section = text.split("\n## ").find(|section| section.starts_with("Arrows\n")).expect("a section Arrows");
    let rows = section.lines().filter(|line| line.starts_with("| `")).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, _what, imports, alive] = cells[..] else { panic!("four cells are expected: {line}") };
        let imports = match imports {
            "everything" => None,
            "nothing" => Some(Names::new()),
            names => Some(names.split(',').map(unquoted).collect()),
        };
        let alive = match alive {
            "alive" => Alive::All,
            "–" => Alive::Nothing,
            folder => Alive::Folder(unquoted(folder)),
        };
        (unquoted(name), Row { imports, alive })
    });
    let rows: BTreeMap<_, _> = rows.collect();
    assert!(!rows.is_empty(), "the table of arrows was not found");
    rows
}

fn unquoted(cell: &str) -> String {
    cell.trim().trim_matches('`').to_owned()
}

/// Every file below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if entry.is_dir() && !name.starts_with('.') && !FOREIGN.contains(&name.as_str()) {
            found.extend(files(&entry, endings));
        } else if entry.is_file() && endings.iter().any(|ending| name.ends_with(&format!(".{ending}"))) {
            found.push(entry);
        }
    }
    found.sort();
    found
}

/// The names of the modules that lead to a source file: `harness/src/world/peers.rs` is `world`, `peers`.
fn modules(file: &Path, src: &Path) -> Vec<String> {
    let inside = file.strip_prefix(src).expect("a file of this folder").with_extension("");
    let mut names: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "mod");
    names
}

/// The sources of each room; `lib` and `main` only open the doors.
fn rooms() -> BTreeMap<String, Vec<PathBuf>> {
    let src = root().join("harness/src");
    let mut rooms: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in files(&src, &["rs"]) {
        let room = modules(&file, &src).swap_remove(0);
        if room != "lib" && room != "main" {
            rooms.entry(room).or_default().push(file);
        }
    }
    rooms
}

/// The members that rooms may import, with their folders: those of the workspace but for the program itself.
fn members() -> Vec<(String, PathBuf)> {
    let manifest = read(&root().join("Cargo.toml"));
    let listed =
        manifest.split("members = [").nth(1).and_then(|rest| rest.split(']').next()).expect("a list of members");
    let folders = listed.split(',').map(|folder| folder.trim().trim_matches('"'));
    let named = folders.filter(|folder| !folder.is_empty() && *folder != "harness").map(|folder| {
        let name = folder.rsplit('/').next().unwrap_or(folder).replace('-', "_");
        (name, root().join(folder))
    });
    named.collect()
}

/// The names of the members, as code writes them.
fn crates() -> Names {
    members().into_iter().map(|(name, _)| name).collect()
}

/// The code of a line, without what is said about it.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The words of a line of code that paths are made of, each with what follows it.
fn paths(line: &str) -> impl Iterator<Item = Vec<&str>> {
    let part_of_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code(line)
        .split(move |c: char| !part_of_path(c))
        .filter(|path| path.contains("::"))
        .map(|p| p.split("::").collect())
}

/// The room or crate of ours that a path leads to, seen from a module so many steps below the root of its crate.
fn destination<'p>(path: &[&'p str], depth: usize, crates: &Names) -> Option<&'p str> {
    let supers = path.iter().take_while(|part| **part == "super").count();
    match path {
        ["crate", room, ..] => Some(room),
        ["super", ..] if supers >= depth => path.get(supers).copied(),
        ["", name, ..] | [name, _, ..] if crates.contains(*name) => Some(name),
        _ => None,
    }
}

fn imports(files: &[PathBuf], room: &str, known: &BTreeMap<String, Row>) -> BTreeMap<String, String> {
    let (src, crates) = (root().join("harness/src"), crates());
    let mut found = BTreeMap::new();
    for file in files {
        let depth = modules(file, &src).len();
        for (number, line) in read(file).lines().enumerate() {
            let place = format!("{}:{}", file.display(), number + 1);
            // Braces right after `crate::` would hide rooms from this test.
            assert!(!code(line).contains("crate::{"), "{place}: one `use` a room, please");
            for path in paths(line) {
                let Some(to) = destination(&path, depth, &crates) else { continue };
                if to != room && known.contains_key(to) {
                    found.entry(to.to_owned()).or_insert(place.clone());
                }
            }
        }
    }
    found
}

#[test]
fn every_room_is_in_the_table_of_arrows_and_exists() {
    let table: Names = arrows().into_keys().collect();
    let expected: Names = rooms().into_keys().chain(crates()).collect();
    assert_eq!(table, expected);
}

#[test]
fn rooms_import_what_the_table_of_arrows_says_and_no_less() {
    let table = arrows();
    for (room, files) in rooms() {
        let Some(allowed) = &table[&room].imports else { continue };
        let found = imports(&files, &room, &table);
        for (to, place) in &found {
            assert!(allowed.contains(to), "{place}: `{room}` may not import `{to}` (ARCHITECTURE.md, Arrows)");
        }
        let unused: Vec<&String> = allowed.iter().filter(|to| !found.contains_key(*to)).collect();
        assert!(unused.is_empty(), "ARCHITECTURE.md lets `{room}` import {unused:?}, which it does not");
    }
}

#[test]
fn members_depend_on_what_the_table_of_arrows_says() {
    let table = arrows();
    for (member, folder) in members() {
        let manifest = read(&folder.join("Cargo.toml"));
        let named: Names = keys(&manifest).map(|key| key.replace('-', "_")).collect();
        let ours = crates().into_iter().chain(["harness".to_owned()]);
        let ours: Names = ours.filter(|name| named.contains(name) && *name != member).collect();
        assert_eq!(Some(&ours), table[&member].imports.as_ref(), "{}/Cargo.toml", folder.display());
    }
}

/// What is left of the first `.`, `=` or blank of each line of a manifest: the dependencies are among these.
fn keys(manifest: &str) -> impl Iterator<Item = &str> {
    manifest.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(['.', '=', ' ']).next())
}

#[test]
fn rooms_that_are_not_alive_reach_neither_network_nor_clock() {
    let members = members().into_iter().map(|(name, folder)| (name, files(&folder.join("src"), &["rs"])));
    let table = arrows();
    for (name, files) in rooms().into_iter().chain(members) {
        let may_live = |file: &Path| match &table[&name].alive {
            Alive::All => true,
            Alive::Nothing => false,
            Alive::Folder(folder) => file.iter().any(|part| part == folder.as_str()),
        };
        // Tests may ask the time.
        let is_test = |file: &Path| file.iter().any(|part| part == "tests" || part == "tests.rs");
        for file in files.iter().filter(|file| !may_live(file) && !is_test(file)) {
            let text = read(file);
            let alive = text.lines().map(code).find(|line| LIFE.iter().any(|word| line.contains(word)));
            assert!(alive.is_none(), "{}: {alive:?} in a room that is not alive", file.display());
        }
    }
}

#[test]
fn judging_has_no_network_in_reach() {
    let manifest = read(&root().join("harness/judgement/Cargo.toml"));
    let dependencies = manifest.split("[dependencies]").nth(1).expect("a section of dependencies");
    let named: Names = keys(dependencies).filter(|key| !key.is_empty()).map(str::to_owned).collect();
    assert_eq!(named, ["reports", "serde"].map(str::to_owned).into());
    for file in files(&root().join("harness/judgement/src"), &["rs"]) {
        assert!(!read(&file).contains("std::net"), "{} names std::net", file.display());
    }
}

#[test]
fn only_the_command_line_prints() {
    for (room, files) in rooms().into_iter().filter(|(room, _)| room != "cli") {
        for file in files {
            let prints = read(&file).lines().any(|line| code(line).contains("println!"));
            assert!(!prints, "{}: `{room}` prints", file.display());
        }
    }
}

#[test]
fn no_source_file_is_longer_than_its_limit() {
    for file in files(&root(), &["rs"]) {
        let lines = read(&file).lines().count();
        assert!(lines <= LONGEST, "{}: {lines} lines, more than {LONGEST}", file.display());
    }
}

#[test]
fn most_source_files_are_short() {
    let folders: Vec<PathBuf> =
        members().into_iter().map(|(_, folder)| folder).chain([root().join("harness")]).collect();
    let sources: BTreeSet<PathBuf> = folders.iter().flat_map(|folder| files(&folder.join("src"), &["rs"])).collect();
    let mut lengths: Vec<usize> = sources.iter().map(|file| read(file).lines().count()).collect();
    lengths.sort_unstable();
    let (median, ninth) = (lengths[lengths.len() / 2], lengths[lengths.len() * 9 / 10]);
    assert!(median <= MEDIAN && ninth <= NINTH, "median {median} of {MEDIAN}, nine in ten {ninth} of {NINTH}");
}

#[test]
fn every_file_says_its_licence() {
    for file in files(&root(), &LICENSED) {
        let text = read(&file);
        let said = text.lines().take(3).any(|line| line.contains("SPDX-License-Identifier: EUPL-1.2"));
        assert!(said, "{}: no `SPDX-License-Identifier: EUPL-1.2` in its first lines", file.display());
    }
}
