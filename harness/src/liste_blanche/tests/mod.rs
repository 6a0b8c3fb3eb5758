// SPDX-License-Identifier: EUPL-1.2
//! One hierarchy and one list for the tests of the room.

mod faults;
mod verifying;

use std::sync::LazyLock;

use fake_pki::{IgcSante, Subject};
use time::OffsetDateTime;

use super::verify::{Refusal, Trust, Verified, verify};
use super::{Entree, ListeBlanche, ListeFault, Signers, publish};

/// Kept beside the test binary: its keys are made once, not at each run.
static IGC_SANTE: LazyLock<IgcSante> = LazyLock::new(|| {
    let binary = std::env::current_exe().expect("the test has a path");
    IgcSante::open_or_create(&binary.with_file_name("igc-sante-of-tests"), &|_| {}).expect("hierarchy opens")
});

static SIGNERS: LazyLock<Signers> = LazyLock::new(|| {
    let signer = Subject::operateur("alb.liste.test", "1990000002", "AGENCE EXEMPLE");
    let operator = Subject::operateur("mss1.clinique.test", "1990000011", "CLINIQUE EXEMPLE");
    Signers::issue(&IGC_SANTE, signer, "alb@liste.test", operator).expect("signers are issued")
});

static TRUST: LazyLock<Trust> = LazyLock::new(|| Trust {
    anchors: vec![IGC_SANTE.root_der().clone()],
    intermediates: vec![IGC_SANTE.intermediate_der().clone()],
});

/// Two entries with everything that text may do to XML.
fn list() -> ListeBlanche {
    let entree = |nom: &str, description: &str| Entree {
        nom: nom.into(),
        description: description.into(),
        dn: SIGNERS.operator.subject.liste_blanche_dn(),
        responsable_contact: "00 00 00 00 00, responsable@clinique.test".into(),
        support_contact: "<support> & \"autres\"\u{a0}>".into(),
        date_maj: "2030-01-01T00:00:00Z".into(),
    };
    let entrees = vec![
        entree("clinique-a.mssante.test", "  Messagerie MSSanté de l'hôpital\nsur deux lignes\tet \u{1f3e5}\r\n "),
        entree("clinique-b.mssante.test", "_"),
    ];
    ListeBlanche { date_de_generation: "2030-01-02T03:04:05Z".into(), entrees }
}

fn published(fault: Option<ListeFault>) -> Vec<u8> {
    publish(&list(), &SIGNERS, fault).expect("list is published")
}

fn verified(bytes: &[u8]) -> Result<Verified, Refusal> {
    verify(bytes, &TRUST, OffsetDateTime::now_utc())
}
