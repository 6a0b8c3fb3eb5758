// SPDX-License-Identifier: EUPL-1.2
//! One hierarchy and one list for the tests of the room.

mod revocation;
mod variants;
mod verifying;

use std::sync::{Arc, LazyLock};

use fake_pki::{Authority, CrlRequest, IgcSante};
use time::OffsetDateTime;

use super::verify::{Crl, Policy, Refusal, SignerRule, Trust, Verified, verify};
use super::{ListeBlanche, ListeFault, Signers, generation, publish, sample};
use crate::dn::Dn;

/// Kept beside the test binary: its keys are made once, not at each run.
static IGC_SANTE: LazyLock<Arc<IgcSante>> = LazyLock::new(|| {
    let binary = std::env::current_exe().expect("the test has a path");
    let folder = binary.with_file_name("igc-sante-of-tests");
    Arc::new(IgcSante::open_or_create(&folder, &|_| {}).expect("hierarchy opens"))
});

static SIGNERS: LazyLock<Signers> = LazyLock::new(|| sample::signers(IGC_SANTE.clone()));

static TRUST: LazyLock<Trust> = LazyLock::new(|| {
    let revoked = [SIGNERS.revoked_serial()];
    Trust { crls: vec![crl(Authority::ROOT, &[]), crl(Authority::ORGANISATIONS, &revoked)], ..authorities() }
});

/// The authorities without any revocation list.
fn authorities() -> Trust {
    Trust {
        anchors: vec![IGC_SANTE.root_der().clone()],
        intermediates: vec![IGC_SANTE.intermediate_der().clone()],
        crls: Vec::new(),
    }
}

fn crl(authority: Authority, revoked: &[Vec<u8>]) -> Crl {
    asked(&CrlRequest::full(authority, revoked.to_vec()))
}

fn asked(request: &CrlRequest) -> Crl {
    Crl::read(&IGC_SANTE.crl(request).expect("list is signed").der).expect("list is read")
}

/// Three entries with everything that text may do to XML.
fn list() -> ListeBlanche {
    static LIST: LazyLock<ListeBlanche> = LazyLock::new(|| {
        let mut list = sample::list(3, OffsetDateTime::now_utc() - time::Duration::HOUR);
        list.entrees[0].description = "  Messagerie MSSanté de l'hôpital\nsur deux lignes\tet \u{1f3e5}\r\n ".into();
        list.entrees[1].support_contact = "<support> & \"autres\"\u{a0}>".into();
        list.entrees[2].description = "_".into();
        list
    });
    LIST.clone()
}

fn published(fault: Option<ListeFault>) -> Vec<u8> {
    publish(&list(), &SIGNERS, fault).expect("list is published")
}

/// Everything that can be asked: the signer by name, and a list in use of the same date.
fn strict() -> Policy {
    let signer = Dn::parse(&SIGNERS.editor().liste_blanche_dn()).expect("a DN");
    Policy {
        at: OffsetDateTime::now_utc(),
        signer: SignerRule::Named(signer),
        not_older_than: generation::read(&list().date_de_generation),
    }
}

fn verified(bytes: &[u8]) -> Result<Verified, Refusal> {
    verify(bytes, &TRUST, &strict())
}

fn variant(id: &str) -> ListeFault {
    super::fault::variants().find(|variant| variant.id() == id).unwrap_or_else(|| panic!("{id} is no variant"))
}
