// SPDX-License-Identifier: EUPL-1.2
//! What strangers say of our lists: xmlsec1 of each variant, and the reference connector, which shares no code with us.

mod commands;
mod dn_dialects;
mod nothing_fetched;
mod reference_connector;
mod xmlsec1;

use std::path::Path;
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
