// SPDX-License-Identifier: EUPL-1.2
//! Two runs at once share nothing but what is made once for both.

use super::{alone, harness};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn two_first_runs_at_once_in_an_empty_folder_both_work_with_one_set_of_keys() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["--only", "inbound/exchange/*", "--seed", "7"];
    let runs = [harness(folder.path(), &arguments), harness(folder.path(), &arguments)];
    for mut run in runs {
        let mut said = String::new();
        run.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
        let code = run.wait().expect("an end").code();
        assert_eq!(code, Some(0), "{said}");
    }
    assert_eq!(names(folder.path()), [".espace-de-confiance", "reports"]);
    let reports = names(&folder.path().join("reports/out"));
    assert_eq!(reports.len(), 2, "{reports:?}");
    assert!(reports.iter().all(|name| !name.starts_with('.')), "{reports:?}");
}

#[test]
fn of_two_who_fill_one_folder_at_once_one_is_told_so_and_what_is_there_fits_together() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    super::lend_keys(folder.path());
    let init = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
        command.args(["init", "."]).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().expect("the program")
    };
    let [first, second] = [init(), init()].map(|child| child.wait_with_output().expect("an end"));
    let codes = [first.status.code(), second.status.code()];
    assert!(codes == [Some(0), Some(2)] || codes == [Some(2), Some(0)], "{first:?} {second:?}");
    let said = String::from_utf8([first.stderr, second.stderr].concat()).expect("UTF-8");
    assert!(said.contains("is there already"), "{said}");
    let expected = [
        ".espace-de-confiance",
        "certificate-chain.pem",
        "connector.schema.json",
        "connector.yaml",
        "intermediate.pem",
        "private-key.pem",
        "root.pem",
    ];
    assert_eq!(names(folder.path()), expected);
}
