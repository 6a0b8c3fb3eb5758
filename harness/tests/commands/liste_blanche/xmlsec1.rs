// SPDX-License-Identifier: EUPL-1.2
//! xmlsec1, by other hands, judges every variant; where it says otherwise than our verifier, the table says why.

use std::path::Path;
use std::process::{Command, Stdio};

use liste_blanche::fault::{Xmlsec1, variants};

use super::{IGC_SANTE, published};
use crate::witness::is_heard;

/// Whether xmlsec1 finds a list valid, with the authorities in the same folder.
fn finds_valid(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::write(folder.join("list.xml"), bytes).expect("written");
    let mut xmlsec1 = Command::new("xmlsec1");
    xmlsec1.current_dir(folder).args(["--verify", "--trusted-pem", "root.pem", "--untrusted-pem", "intermediate.pem"]);
    // Without it no fragment is ever found, and the part-signed list would be refused for want of an Id.
    xmlsec1.args(["--id-attr:Id", "https://listeblanche.mssante.fr/schema:ListeBlancheMSSante"]);
    let status = xmlsec1.arg("list.xml").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.expect("xmlsec1 runs").success()
}

#[test]
fn xmlsec1_finds_of_every_variant_what_the_table_says() {
    if !is_heard("xmlsec1") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("root.pem"), IGC_SANTE.root_pem()).expect("written");
    std::fs::write(folder.path().join("intermediate.pem"), IGC_SANTE.intermediate_pem()).expect("written");
    assert!(finds_valid(folder.path(), &published(None)), "the regular list");
    let mut wrong = Vec::new();
    for variant in variants() {
        let expected = variant.is_taken_by_us() == (variant.xmlsec1() == Xmlsec1::Agrees);
        if finds_valid(folder.path(), &published(Some(variant))) != expected {
            wrong.push(format!("{variant:?}: valid should be {expected}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
