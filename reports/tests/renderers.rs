// SPDX-License-Identifier: EUPL-1.2
//! One renderer more is one file and its line in `RENDERERS`: nothing else in the workspace names what it writes.

use reports::render::RENDERERS;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The stored report: what reads it back must name it too.
const STORED: &str = "report.json";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every Rust source below a folder, by its path.
fn sources(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.insert(path.clone(), std::fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// The module of a file: its name, or that of its folder.
fn module(path: &Path) -> &str {
    let named = if path.ends_with("mod.rs") { path.parent().unwrap() } else { path };
    named.file_stem().unwrap().to_str().unwrap()
}

#[test]
fn every_file_that_defines_a_renderer_is_named_once_in_the_list_and_the_list_names_no_other() {
    let folder = folder("src/render");
    let defining = |source: &&String| source.contains("const RENDERER: Renderer");
    let sources = sources(&folder);
    let defined: Vec<&Path> =
        sources.iter().filter(|(_, source)| defining(source)).map(|(path, _)| path.as_path()).collect();
    let words = sources[&folder.join("mod.rs")].split(|c: char| !c.is_alphanumeric() && !"_:".contains(c));
    let listed: Vec<&str> = words.filter(|word| word.ends_with("::RENDERER")).collect();
    for path in &defined {
        let named = listed.iter().filter(|word| **word == format!("{}::RENDERER", module(path)));
        assert_eq!(named.count(), 1, "{}", path.display());
    }
    assert_eq!((listed.len(), RENDERERS.len()), (defined.len(), defined.len()));
}

#[test]
fn what_a_renderer_writes_is_named_in_its_own_file_and_nowhere_else() {
    let ours = sources(&folder("src"));
    let harness = sources(&folder("../harness/src"));
    for renderer in RENDERERS.iter().filter(|renderer| renderer.file != STORED) {
        let literal = format!("\"{}\"", renderer.file);
        let unit_test = |path: &Path| path.file_stem().is_some_and(|name| name == "tests");
        let naming = ours.iter().chain(&harness).filter(|(path, source)| !unit_test(path) && source.contains(&literal));
        let naming: Vec<&PathBuf> = naming.map(|(path, _)| path).collect();
        assert_eq!(naming.len(), 1, "{} is named in {naming:?}", renderer.file);
    }
}

#[test]
fn no_two_renderers_write_the_same_file() {
    let mut files: Vec<&str> = RENDERERS.iter().map(|renderer| renderer.file).collect();
    files.sort_unstable();
    files.dedup();
    assert_eq!((files.len(), RENDERERS[0].file), (RENDERERS.len(), STORED));
}
