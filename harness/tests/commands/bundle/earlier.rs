// SPDX-License-Identifier: EUPL-1.2
//! Archives of earlier versions: what was signed then still holds now.

use super::{Files, report_of};
use dossier::{Dossier, unpack};
use harness::report::{differences, disagreements, pieces};
use time::macros::datetime;

/// Signed and stamped under TEST authorities, with version 0.1.0, of three scenarios.
const ARCHIVE: &[u8] = include_bytes!("earlier/0.1.0.zip");

/// The files of a stamped archive, where no openssl is there to stamp one.
pub fn stamped() -> Files {
    unpack(ARCHIVE).expect("unpacked")
}

#[test]
fn an_archive_of_version_0_1_0_is_still_what_was_signed_and_stamped() {
    let dossier = Dossier::of(stamped()).expect("an archive of ours");
    let report = report_of(&dossier);
    assert_eq!(dossier.objections(&report, pieces(&report)), Vec::<String>::new());
    assert_eq!(disagreements(&report, dossier.withheld_pieces()), Vec::<String>::new());
    assert_eq!(differences(&report), []);
    assert!(dossier.signer().is_ok());
    let stamp = dossier.stamp().expect("a stamp").expect("for this signature");
    assert!(stamp.at > datetime!(2026-11-26 0:00 UTC));
}
