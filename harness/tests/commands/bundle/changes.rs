// SPDX-License-Identifier: EUPL-1.2
//! Whatever octet is changed in an archive, the archive is refused: whole, redacted or stamped.

use super::{Bench, Files, earlier, report_of, says};
use dossier::{Dossier, REPORT, REPORT_FOLDER};
use harness::report::{Pieces, disagreements, pieces};
use reports::model::Report;

/// A repeatable source of numbers (Knuth's linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }
}

/// An archive, and what its renderings must be when no hash of their own is left.
struct Whole {
    files: Files,
    report: Report,
    pieces: Pieces,
    redacted: bool,
}

impl Whole {
    fn of(files: Files) -> Whole {
        let dossier = Dossier::of(files.clone()).expect("an archive of ours");
        let report = report_of(&dossier);
        let redacted = !report.withheld.is_empty();
        let whole = Whole { files, pieces: pieces(&report), report, redacted };
        assert!(!whole.refuses(&whole.files, ""), "the archive holds before it is changed");
        whole
    }

    /// What `report verify` finds in the files of an archive, without running it ten thousand times. Renderings are
    /// made once, from the report before it was changed: what is stored must be that.
    fn refuses(&self, files: &Files, path: &str) -> bool {
        let Ok(dossier) = Dossier::of(files.clone()) else { return true };
        let changed: Report;
        let (report, pieces) = if path == REPORT && self.redacted {
            let Ok(read) = serde_json::from_slice::<Report>(&files[REPORT]) else { return true };
            let json = serde_json::to_vec_pretty(&read).expect("JSON");
            if [&json[..], b"\n"].concat() != files[REPORT] {
                return true;
            }
            changed = read;
            (&changed, pieces(&changed))
        } else {
            (&self.report, self.pieces.clone())
        };
        let rendered = self.redacted && path.starts_with(REPORT_FOLDER) && path != REPORT;
        rendered && files[path] != self.files[path]
            || !dossier.objections(report, pieces).is_empty()
            || dossier.signer().is_err()
            || dossier.stamp().is_some_and(|stamp| stamp.is_err())
            || !disagreements(report, dossier.withheld_pieces()).is_empty()
    }

    /// Changes one bit after another, of files taken by turns.
    fn change(&self, times: usize, numbers: &mut Numbers) {
        let paths: Vec<&String> = self.files.keys().collect();
        let mut files = self.files.clone();
        for turn in 0..times {
            let path = paths[turn % paths.len()];
            let content = files.get_mut(path).expect("a file");
            let (at, bit) = (numbers.below(content.len()), 1 << numbers.below(8));
            content[at] ^= bit;
            assert!(self.refuses(&files, path), "{path}, octet {at}, bit {bit:#x}");
            files.get_mut(path).expect("a file")[at] ^= bit;
        }
    }
}

#[test]
fn ten_thousand_changed_octets_are_each_refused() {
    let bench = Bench::packaged();
    let out = bench.at("copy.zip");
    let redact = ["report", "redact", &bench.at("dossier.zip"), "--withhold", "inbound/*", "--out", &out];
    says(&super::harness(&redact), 0, &["withheld"]);
    let mut numbers = Numbers(7);
    Whole::of(bench.files("dossier.zip")).change(4_000, &mut numbers);
    Whole::of(bench.files("copy.zip")).change(3_000, &mut numbers);
    Whole::of(earlier::stamped()).change(3_000, &mut numbers);
}
