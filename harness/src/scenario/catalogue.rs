// SPDX-License-Identifier: EUPL-1.2
//! All scenarios of a folder, with the register that they cover.

use super::file::Scenario;
use super::variant::Variant;
use crate::requirement::Register;
use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use input::{InputError, Source};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Every scenario below one root, whatever was selected: controls are looked up here.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The folder that holds `requirements/`.
    pub root: PathBuf,
    pub register: Register,
    pub variants: Vec<Variant>,
    /// Every file read, in order, with its bytes: what the catalogue's digest is made of.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Catalogue {
    /// Reads the catalogue to which the given paths belong, and tells which variants they select.
    pub fn read(paths: &[PathBuf]) -> Result<(Catalogue, Vec<String>), Vec<InputError>> {
        let root = common_root(paths).map_err(|error| vec![error])?;
        let register = Register::read(&root.join("requirements"))?;
        let mut catalogue = Catalogue { root, register, variants: Vec::new(), files: Vec::new() };
        catalogue.read_scenarios()?;
        catalogue.check()?;
        catalogue.note_coverage();
        let selected = catalogue.select(paths)?;
        Ok((catalogue, selected))
    }

    /// SHA-256 over names and octets of every file, in lower-case hexadecimal.
    pub fn digest(&self) -> String {
        let mut context = Context::new(&SHA256);
        for (name, octets) in &self.files {
            context.update(format!("{name}\n{}\n", octets.len()).as_bytes());
            context.update(octets);
        }
        HEXLOWER.encode(context.finish().as_ref())
    }

    fn read_scenarios(&mut self) -> Result<(), Vec<InputError>> {
        let mut errors = Vec::new();
        for file in yaml_below(&self.root).map_err(|error| vec![error])? {
            let path = id_of(&self.root, &file);
            let bytes = std::fs::read(&file).unwrap_or_default();
            self.files.push((format!("{path}.yaml"), bytes));
            if path.starts_with("requirements/") {
                continue;
            }
            let read = Source::read(&file).and_then(|source| Scenario::read(path, source));
            match read.and_then(|scenario| Variant::all(&Arc::new(scenario))) {
                Ok(variants) => self.variants.extend(variants),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Ids are unique, covered requirements exist, controls exist.
    fn check(&self) -> Result<(), Vec<InputError>> {
        let mut errors = Vec::new();
        let mut seen: BTreeMap<&str, &Variant> = BTreeMap::new();
        for variant in &self.variants {
            if let Some(first) = seen.insert(&variant.id, variant) {
                let error =
                    InputError::new(&variant.scenario.source.file, format!("scenario `{}` is there twice", variant.id));
                errors.push(error.help(format!("first in {}:{}", first.scenario.source.file.display(), first.line)));
            }
        }
        let mut checked = std::collections::BTreeSet::new();
        for variant in self.variants.iter().filter(|v| checked.insert(v.scenario.path.clone())) {
            let scenario = &variant.scenario;
            for covered in scenario.covers.iter().filter(|c| self.register.find(&c.value).is_none()) {
                let error = scenario.source.error_of(covered, format!("unknown requirement `{}`", covered.value));
                errors.push(error.known(&covered.value, self.register.ids()));
            }
            if let Some(control) = scenario.control.as_ref().filter(|c| !seen.contains_key(c.value.as_str())) {
                let error =
                    scenario.source.error_of(control, format!("no scenario `{}` to be the control", control.value));
                errors.push(error.known(&control.value, seen.keys().copied()));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Tells the register which variants cover each row.
    fn note_coverage(&mut self) {
        for variant in &self.variants {
            for covered in &variant.scenario.covers {
                self.register.cover(&covered.value, &variant.id);
            }
        }
    }

    fn select(&self, paths: &[PathBuf]) -> Result<Vec<String>, Vec<InputError>> {
        let mut selected = Vec::new();
        for path in paths {
            let prefix = id_of(&self.root, &absolute(path));
            let below = |v: &&Variant| {
                prefix.is_empty() || v.scenario.path == prefix || v.id.starts_with(&format!("{prefix}/"))
            };
            let ids: Vec<String> = self.variants.iter().filter(below).map(|v| v.id.clone()).collect();
            if ids.is_empty() {
                let error = InputError::new(path, "holds no scenario");
                return Err(vec![
                    error.help("a run that tests nothing proves nothing; name a folder or file below scenarios/"),
                ]);
            }
            selected.extend(ids.into_iter().filter(|id| !selected.contains(id)).collect::<Vec<_>>());
        }
        Ok(selected)
    }

    pub fn find(&self, id: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.id == id)
    }
}

/// The nearest folder, upwards from the first path, that holds `requirements/`.
fn common_root(paths: &[PathBuf]) -> Result<PathBuf, InputError> {
    let Some(first) = paths.first() else {
        return Err(InputError::new("", "no scenario was named").help("try `mssante-harness scenarios/`"));
    };
    if !first.exists() {
        let error = InputError::new(first, "does not exist");
        return Err(error.help("run from the project's root, or give the path of a scenarios folder"));
    }
    let start = absolute(first);
    let found = start.ancestors().find(|folder| folder.join("requirements").is_dir());
    found.map(as_typed).ok_or_else(|| {
        let error = InputError::new(first, "belongs to no catalogue: no folder above it holds `requirements/`");
        error.help("scenarios cover requirements; keep them in a folder with the register beside them")
    })
}

/// A path below the current folder as the user would type it.
fn as_typed(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    match path.strip_prefix(&here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => path.to_owned(),
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn id_of(root: &Path, file: &Path) -> String {
    let below = absolute(file).with_extension("");
    let below = below.strip_prefix(absolute(root)).unwrap_or(&below);
    below.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

fn yaml_below(folder: &Path) -> Result<Vec<PathBuf>, InputError> {
    let unreadable = |error: std::io::Error| InputError::new(folder, format!("cannot be read: {error}"));
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(yaml_below(&path)?);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            found.push(path);
        }
    }
    Ok(found)
}
