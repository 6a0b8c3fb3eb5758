// SPDX-License-Identifier: EUPL-1.2
//! Lists of fictitious domains, as large as one likes, of the proportions of the published one.

use std::sync::Arc;

use fake_pki::{IgcSante, Subject};
use time::OffsetDateTime;

use super::{Entree, ListeBlanche, Signers, generation};

/// Entries a certificate DN has, on average, in the published list.
const ENTRIES_A_DN: usize = 16;

/// A list of fictitious domains, sorted, some 565 bytes an entry.
pub fn list(entries: usize, generated: OffsetDateTime) -> ListeBlanche {
    let date_maj = generation::written(generated - time::Duration::days(30));
    let entree = |number: usize| Entree {
        nom: format!("etablissement-{number:06}.mssante.test"),
        description: format!("Domaine de messagerie MSSanté de l'établissement fictif n° {number} « A & B »"),
        dn: operator(number / ENTRIES_A_DN).liste_blanche_dn(),
        responsable_contact: "00 00 00 00 00, responsable@operateurs.test".to_owned(),
        support_contact: "00 00 00 00 00, support@operateurs.test".to_owned(),
        date_maj: date_maj.clone(),
    };
    ListeBlanche { date_de_generation: generation::written(generated), entrees: (0..entries).map(entree).collect() }
}

/// The signer of these lists and an operator who is none.
pub fn signers(igc_sante: Arc<IgcSante>) -> Signers {
    let editor = Subject::operateur("liste-blanche.operateurs.test", "318751275100020", "EDITEUR HARNAIS TEST");
    Signers::new(igc_sante, editor, "liste-blanche@mssante.test", operator(0))
}

fn operator(number: usize) -> Subject {
    let cn = format!("mss1.operateur-{number:05}.operateurs.test");
    let ou = format!("199{number:07}");
    Subject {
        st: "Côte-d'Or (21)".to_owned(),
        ..Subject::operateur(&cn, &ou, &format!("OPERATEUR FICTIF {number:05}"))
    }
}
