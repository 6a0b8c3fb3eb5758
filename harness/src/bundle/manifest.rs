// SPDX-License-Identifier: EUPL-1.2
use super::archive::Files;
use aws_lc_rs::digest::{SHA256, digest};
use reports::model::{ConclusionKind, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The manifest and its detached signature, in the archive.
pub const MANIFEST: &str = "manifest.json";
pub const SIGNATURE: &str = "manifest.json.p7s";

/// The version of the form of the archive.
const FORMAT: u32 = 1;

/// Every file of an archive with its digest, and what the archive is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub report: String,
    pub connector: String,
    pub version: String,
    pub harness: String,
    pub conclusion: ConclusionKind,
    /// By path.
    pub files: BTreeMap<String, Entry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub octets: usize,
    /// Lower-case hex.
    pub sha256: String,
}

impl Entry {
    fn of(content: &[u8]) -> Entry {
        Entry { octets: content.len(), sha256: crate::wire::mime::hex(digest(&SHA256, content).as_ref()) }
    }
}

impl Manifest {
    pub fn of(report: &Report, files: &Files) -> Manifest {
        Manifest {
            format: FORMAT,
            report: report.id.clone(),
            connector: report.connector.name.clone(),
            version: report.connector.version.clone(),
            harness: report.harness.version.clone(),
            conclusion: report.conclusion.kind,
            files: files.iter().map(|(path, content)| (path.clone(), Entry::of(content))).collect(),
        }
    }

    /// Files that are missing, changed, or not in the manifest, a sentence each.
    pub fn objections(&self, files: &Files) -> Vec<String> {
        let mut found = Vec::new();
        if self.format != FORMAT {
            found.push(format!("the archive has the form {} and this version reads {FORMAT}", self.format));
        }
        for (path, entry) in &self.files {
            match files.get(path) {
                None => found.push(format!("{path} is missing")),
                Some(content) if Entry::of(content) != *entry => found.push(format!("{path} was changed")),
                Some(_) => {}
            }
        }
        let strangers = files.keys().filter(|path| ![MANIFEST, SIGNATURE].contains(&path.as_str()));
        let strangers = strangers.filter(|path| !self.files.contains_key(*path));
        found.extend(strangers.map(|path| format!("{path} is not in the manifest")));
        found
    }
}
