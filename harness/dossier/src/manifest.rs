// SPDX-License-Identifier: EUPL-1.2
use super::tree::Tree;
use reports::model::{ConclusionKind, Report};
use serde::{Deserialize, Serialize};

/// The version of the form of the archive.
pub const FORMAT: u32 = 2;

/// What is signed: what the archive is about, and the root of the tree over all that is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this form.
    pub format: u32,
    /// Id of the report.
    pub report: String,
    /// Name of the connector tested.
    pub connector: String,
    /// Its version.
    pub version: String,
    /// Version of the harness that wrote the report.
    pub harness: String,
    /// What the report concludes.
    pub conclusion: ConclusionKind,
    /// What was taken out of the connector file before it was packed, a sentence each.
    pub removed: Vec<String>,
    /// How many leaves the tree has.
    pub leaves: usize,
    /// Its root, lower-case hex.
    pub root: String,
}

impl Manifest {
    /// The manifest of a report; `removed` names what was taken out of the connector file.
    pub fn of(report: &Report, removed: Vec<String>, tree: &Tree) -> Manifest {
        Manifest {
            format: FORMAT,
            report: report.id.clone(),
            connector: report.connector.name.clone(),
            version: report.connector.version.clone(),
            harness: report.harness.version.clone(),
            conclusion: report.conclusion.kind,
            removed,
            leaves: tree.leaves.len(),
            // Hashes of our own making are always in their one form.
            root: tree.root().unwrap_or_default(),
        }
    }

    /// What the manifest says otherwise than the report or the tree, a sentence each.
    pub fn objections(&self, report: &Report, tree: &Tree) -> Vec<String> {
        let again = Manifest::of(report, self.removed.clone(), tree);
        let root = self.root == again.root && self.leaves == again.leaves;
        let wrong = [
            (!root, "the tree of hashes is not the one that was signed"),
            (
                Manifest { root: self.root.clone(), leaves: self.leaves, ..again } != *self,
                "the manifest says of the report something else than the report",
            ),
        ];
        wrong.into_iter().filter(|(wrong, _)| *wrong).map(|(_, sentence)| sentence.to_owned()).collect()
    }
}
