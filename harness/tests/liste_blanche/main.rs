// SPDX-License-Identifier: EUPL-1.2
//! What strangers say of our lists: xmlsec1 of each variant, and the reference connector, which shares no code with us.

mod commands;
mod dn_dialects;
mod nothing_fetched;
mod reference_connector;
mod xmlsec1;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};

use fake_pki::IgcSante;
use liste_blanche::{ListeBlanche, ListeFault, Signers, publish, sample};
use time::OffsetDateTime;

static IGC_SANTE: LazyLock<Arc<IgcSante>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    Arc::new(IgcSante::open_or_create(&folder, &|_| ()).expect("TEST keys"))
});

static SIGNERS: LazyLock<Signers> = LazyLock::new(|| sample::signers(IGC_SANTE.clone()));

static LIST: LazyLock<ListeBlanche> =
    LazyLock::new(|| sample::list(3, OffsetDateTime::now_utc() - time::Duration::HOUR));

fn published(fault: Option<ListeFault>) -> Vec<u8> {
    publish(&LIST, &SIGNERS, fault).expect("list is published")
}

/// Whether a witness can be heard; where the gate demands it, it must be there.
fn is_heard(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let required = std::env::var("MSSANTE_WITNESSES").is_ok_and(|value| value == "required");
    assert!(found || !required, "{program} is required as a witness and not installed");
    if !found {
        eprintln!("{program} is not installed: this witness is not heard");
    }
    found
}
