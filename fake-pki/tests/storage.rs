// SPDX-License-Identifier: EUPL-1.2
//! The hierarchy on disk: made once, private, reused, never half there.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use fake_pki::{Authority, Endpoints, Environment, IgcSante, PkiError, Range, Rank};

fn open(directory: &Path) -> IgcSante {
    IgcSante::open_or_create(directory, &|_| {}).expect("hierarchy opens")
}

/// A hierarchy made once for the whole file, copied by the tests that spoil it.
fn copy_of_a_hierarchy() -> tempfile::TempDir {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("igc-sante");
    open(&kept);
    let copy = tempfile::tempdir().expect("a directory");
    for entry in fs::read_dir(&kept).expect("directory is read") {
        let path = entry.expect("entry is read").path();
        fs::copy(&path, copy.path().join(path.file_name().expect("file has a name"))).expect("file is copied");
    }
    copy
}

#[test]
fn creation_reports_every_key_and_two_processes_at_once_end_with_one_root() {
    let parent = tempfile::tempdir().expect("a directory");
    let directory = parent.path().join("deep/espace-de-confiance");
    let (steps, total) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let counted = |step: fake_pki::Step| {
        steps.fetch_add(1, Ordering::Relaxed);
        total.store(step.total, Ordering::Relaxed);
    };
    let roots = std::thread::scope(|scope| {
        let second = scope.spawn(|| open(&directory).root_pem());
        let first = IgcSante::open_or_create(&directory, &counted).expect("hierarchy opens").root_pem();
        [first, second.join().expect("the other opens too")]
    });
    assert_eq!(roots[0], roots[1]);
    assert_eq!(steps.load(Ordering::Relaxed), total.load(Ordering::Relaxed));
    let beside = fs::read_dir(directory.parent().expect("it has a parent")).expect("parent is read").count();
    assert_eq!(beside, 1, "no draft is left behind");
    assert_eq!(open(&directory).root_pem(), roots[0], "the root is the same the next time");
}

#[cfg(unix)]
#[test]
fn keys_are_readable_by_their_owner_alone_and_ignored_by_git() {
    use std::os::unix::fs::PermissionsExt;
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("igc-sante");
    open(&directory);
    let mode = |path: &Path| fs::metadata(path).expect("it exists").permissions().mode() & 0o777;
    assert_eq!(mode(&directory), 0o700);
    for entry in fs::read_dir(&directory).expect("directory is read") {
        let path = entry.expect("entry is read").path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    assert_eq!(fs::read_to_string(directory.join(".gitignore")).expect("it is there"), "*\n");
}

#[test]
fn damaged_file_is_named_with_the_remedy() {
    for (file, content) in [("sut.key.pem", Some("not a key")), ("root.pem", Some("")), ("peer-2.key.pem", None)] {
        let directory = copy_of_a_hierarchy();
        match content {
            Some(text) => fs::write(directory.path().join(file), text).expect("file is spoiled"),
            None => fs::remove_file(directory.path().join(file)).expect("file is removed"),
        }
        let error = IgcSante::open_or_create(directory.path(), &|_| {}).err().expect("damage is noticed");
        assert!(matches!(error, PkiError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains(file) && error.to_string().contains("delete the directory"), "{error}");
    }
}

#[test]
fn late_keys_are_made_once_for_all_threads_kept_private_and_never_repaired() {
    let directory = copy_of_a_hierarchy();
    let late = Authority { environment: Environment::Production, range: Range::Fort, rank: Rank::Root };
    let file = directory.path().join("acr-fo.key.pem");
    let _ = fs::remove_file(&file);
    let ask = || open(directory.path()).authority_der(late).expect("authority is made");
    let made = std::thread::scope(|scope| [scope.spawn(ask), scope.spawn(ask)].map(|thread| thread.join()));
    let [first, second] = made.map(|made| made.expect("both come back"));
    assert_eq!(first, second);
    let drafts = fs::read_dir(directory.path()).expect("directory is read").flatten();
    assert!(drafts.into_iter().all(|entry| !entry.file_name().to_string_lossy().contains("draft")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).expect("it is kept").permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(ask(), first, "the key is the same the next time");
    fs::write(&file, "not a key").expect("file is spoiled");
    let error = open(directory.path()).authority_der(late).expect_err("damage is noticed");
    assert!(matches!(error, PkiError::Damaged { .. }) && error.to_string().contains("acr-fo"), "{error}");
}

#[test]
fn root_of_another_hierarchy_is_not_mistaken_for_ours() {
    let directory = copy_of_a_hierarchy();
    fs::remove_file(directory.path().join("root.key.pem")).expect("key is removed");
    fs::copy(directory.path().join("intermediate.key.pem"), directory.path().join("root.key.pem"))
        .expect("key is replaced");
    let error = IgcSante::open_or_create(directory.path(), &|_| {}).err().expect("the swap is noticed");
    assert!(error.to_string().contains("does not belong to the root key"), "{error}");
}

#[test]
fn intermediate_depends_on_the_addresses_alone() {
    let igc_sante = open(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("igc-sante"));
    let at = |url: &str| Endpoints { crl_base_url: url.into(), ocsp_url: None };
    let now = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_900_000_000);
    let first = igc_sante.at(now, at("http://127.0.0.1:8080/")).expect("hierarchy moves");
    let here = first.intermediate_pem();
    let elsewhere = first.at(now, at("http://127.0.0.1:9090")).expect("hierarchy moves");
    assert_ne!(here, elsewhere.intermediate_pem());
    let back = elsewhere.at(std::time::SystemTime::now(), at("http://127.0.0.1:8080")).expect("hierarchy moves");
    assert_eq!(here, back.intermediate_pem());
}
