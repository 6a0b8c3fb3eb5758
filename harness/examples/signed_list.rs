// SPDX-License-Identifier: EUPL-1.2
//! Writes a signed liste blanche and the authorities behind it into a folder, for a foreign program to judge.

use fake_pki::{IgcSante, Subject};
use harness::liste_blanche::{Entree, ListeBlanche, Signers, publish};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: signed_list FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    let igc_sante = IgcSante::open_or_create(&folder.join("keys"), &|_| ())?;
    let structure = |cn: &str, o: &str| Subject {
        cn: cn.to_owned(),
        ou: "1990000001".to_owned(),
        o: o.to_owned(),
        st: "Côte-d'Or (21)".to_owned(),
        c: "FR".to_owned(),
    };
    let operator = structure("mx.clinique.operateurs.test", "CLINIQUE HARNAIS TEST");
    let entree = Entree {
        nom: "clinique.mssante.test".to_owned(),
        description: "Domaine de l'hôpital fictif « A & B »".to_owned(),
        dn: operator.liste_blanche_dn(),
        responsable_contact: "responsable@operateurs.test".to_owned(),
        support_contact: "support@operateurs.test".to_owned(),
        date_maj: "2026-01-01T00:00:00Z".to_owned(),
    };
    let list = ListeBlanche { date_de_generation: "2026-01-01T00:00:00Z".to_owned(), entrees: vec![entree] };
    let signer = structure("liste-blanche.operateurs.test", "SIGNATAIRE HARNAIS TEST");
    let signers = Signers::issue(&igc_sante, signer, "liste-blanche@mssante.test", operator)?;
    std::fs::write(folder.join("list.xml"), publish(&list, &signers, None)?)?;
    std::fs::write(folder.join("root.pem"), igc_sante.root_pem())?;
    std::fs::write(folder.join("intermediate.pem"), igc_sante.intermediate_pem())?;
    Ok(())
}
