// SPDX-License-Identifier: EUPL-1.2
use super::archive::{ArchiveError, Files, pack, unpack};
use super::cms::{self, CmsError, Signed, Signer};
use super::manifest::{FORMAT, Manifest};
use super::timestamp::{self, Stamp, StampError};
use super::tree::{Contents, Tree};
use reports::model::Report;
use time::OffsetDateTime;

/// The parts of an archive that speak of the others.
pub const MANIFEST: &str = "manifest.json";
/// The operator's CMS signature of the manifest.
pub const SIGNATURE: &str = "manifest.json.p7s";
/// The hash tree whose root the manifest holds.
pub const TREE: &str = "tree.json";
/// The token of a time stamp authority, if there is one.
pub const STAMP: &str = "manifest.json.p7s.tst";

/// Where the renderings of the report are, and the one that holds all of it.
pub const REPORT_FOLDER: &str = "report/";
/// The report itself, which every other file of its folder is rendered from.
pub const REPORT: &str = "report/report.json";
/// What stands before the name of a piece of the report, among the leaves.
const PIECE: &str = "report.json#";

/// An archive in memory: its files, what was signed, and the tree beneath it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// All but those that speak of the others.
    pub files: Files,
    /// What was signed.
    pub manifest: Manifest,
    /// The leaf of every piece, with its salt where the piece is there.
    pub tree: Tree,
    manifest_octets: Vec<u8>,
    signature: Vec<u8>,
    stamp: Option<Vec<u8>>,
}

/// Why there is no archive, or none can be made.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// The archive cannot be unpacked.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A file without which nothing can be verified is missing.
    #[error("it holds no {0}: it is no archive of `report package`")]
    Missing(&'static str),
    /// The manifest is no manifest of ours.
    #[error("{MANIFEST} cannot be read: {0}")]
    Manifest(#[from] serde_json::Error),
    /// A later version of this program wrote the archive.
    #[error("the archive has the form {0} and this version reads {FORMAT}")]
    Format(u64),
    /// The hash tree is broken.
    #[error("{TREE} is not in its one form")]
    Tree,
    /// The machine gives no random octets for the salts.
    #[error("the machine gives no random numbers")]
    Random(#[from] aws_lc_rs::error::Unspecified),
    /// The signature cannot be made.
    #[error(transparent)]
    Signature(#[from] CmsError),
}

impl Dossier {
    /// Signs some files, and each piece of the report that they hold.
    ///
    /// # Errors
    /// The signer cannot sign.
    pub fn seal(
        files: Files,
        pieces: Contents,
        about: impl FnOnce(&Tree) -> Manifest,
        signer: (&Signer<'_>, OffsetDateTime),
    ) -> Result<Dossier, DossierError> {
        let tree = Tree::over(&contents(&files, pieces))?;
        let manifest = about(&tree);
        let manifest_octets = serde_json::to_vec_pretty(&manifest)?;
        let signature = cms::sign(&manifest_octets, signer.0, signer.1)?;
        Ok(Dossier { files, manifest, tree, manifest_octets, signature, stamp: None })
    }

    /// Reads an archive without judging it.
    ///
    /// # Errors
    /// It is none.
    pub fn read(archive: &[u8]) -> Result<Dossier, DossierError> {
        Dossier::of(unpack(archive)?)
    }

    /// The same, of what was unpacked already.
    ///
    /// # Errors
    /// It is none.
    pub fn of(mut files: Files) -> Result<Dossier, DossierError> {
        let mut take = |name| files.remove(name).ok_or(DossierError::Missing(name));
        let (manifest_octets, signature) = (take(MANIFEST)?, take(SIGNATURE)?);
        let format = serde_json::from_slice::<serde_json::Value>(&manifest_octets)?;
        match format.get("format").and_then(serde_json::Value::as_u64) {
            Some(other) if other != u64::from(FORMAT) => return Err(DossierError::Format(other)),
            _ => {}
        }
        let manifest = serde_json::from_slice(&manifest_octets)?;
        let tree = Tree::read(&take(TREE)?).ok_or(DossierError::Tree)?;
        let stamp = files.remove(STAMP);
        Ok(Dossier { files, manifest, tree, manifest_octets, signature, stamp })
    }

    /// The archive in octets.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn packed(&self) -> Result<Vec<u8>, DossierError> {
        let mut files = self.files.clone();
        files.insert(MANIFEST.to_owned(), self.manifest_octets.clone());
        files.insert(SIGNATURE.to_owned(), self.signature.clone());
        files.insert(TREE.to_owned(), self.tree.written().ok_or(DossierError::Tree)?);
        files.extend(self.stamp.clone().map(|stamp| (STAMP.to_owned(), stamp)));
        Ok(pack(&files)?)
    }

    /// Who signed it.
    ///
    /// # Errors
    /// Nobody did, or not this.
    pub fn signer(&self) -> Result<Signed, CmsError> {
        cms::verify(&self.signature, &self.manifest_octets)
    }

    /// What a time stamp authority is asked to stamp.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The time stamp, if there is one.
    pub fn stamp(&self) -> Option<Result<Stamp, StampError>> {
        self.stamp.as_ref().map(|token| timestamp::verify(token, &self.signature))
    }

    /// Puts in the answer of a time stamp authority.
    ///
    /// # Errors
    /// It refused, or its stamp is not one of this signature.
    pub fn put_stamp(&mut self, response: &[u8]) -> Result<Stamp, StampError> {
        let token = timestamp::token(response)?;
        let stamp = timestamp::verify(&token, &self.signature)?;
        self.stamp = Some(token);
        Ok(stamp)
    }

    /// Everything in it that is not what was signed, a sentence each. Renderings from which something was withheld
    /// have no hash of their own: whoever asks holds them against the report.
    pub fn objections(&self, report: &Report, pieces: Contents) -> Vec<String> {
        let mut found = self.manifest.objections(report, &self.tree);
        found.extend(self.tree.objections(&contents(&self.files, pieces)));
        let whole = |name: &&str| !name.starts_with(PIECE) && !name.starts_with(REPORT_FOLDER);
        found.extend(
            self.tree.withheld().filter(whole).map(|name| format!("{name} is there although nothing proves it")),
        );
        if self.tree.withheld().any(|name| name.starts_with(REPORT_FOLDER)) && self.withheld_pieces().next().is_none() {
            found.push("renderings were withheld although nothing of the report was".to_owned());
        }
        found
    }

    /// Names of the pieces of the report that are withheld.
    pub fn withheld_pieces(&self) -> impl Iterator<Item = &str> {
        self.tree.withheld().filter_map(|name| name.strip_prefix(PIECE))
    }

    /// Withholds some pieces of the report, and every rendering, for which others take their place.
    pub fn withhold(&mut self, pieces: impl Fn(&str) -> bool, renderings: Files) {
        self.tree.withhold(|name| name.strip_prefix(PIECE).map_or(name.starts_with(REPORT_FOLDER), &pieces));
        self.files.retain(|name, _| !name.starts_with(REPORT_FOLDER));
        self.files.extend(renderings);
    }
}

/// What has a leaf: every file, and every piece of the report.
fn contents(files: &Files, pieces: Contents) -> Contents {
    let pieces = pieces.into_iter().map(|(name, content)| (format!("{PIECE}{name}"), content));
    files.clone().into_iter().chain(pieces).collect()
}
