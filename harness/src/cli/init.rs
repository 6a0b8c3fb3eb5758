// SPDX-License-Identifier: EUPL-1.2
//! The command `init`: everything an operator must install in a connector before testing it, and the file to fill in.

use super::output::{self, Existing};
use super::run::open_igc_sante;
use super::schema::{self, Described};
use super::{Exit, Failure};
use fake_pki::{KeyRole, LeafRequest, Profile, Subject};
use input::InputError;
use std::path::Path;

/// Folder of the TEST keys, private to its owner.
pub const KEYS: &str = ".espace-de-confiance";

const TEMPLATE: &str = include_str!("../../connectors/init/connector.yaml");
const MX: &str = "mx.mon-connecteur.operateurs.test";

pub fn init(folder: &Path) -> Result<Exit, Failure> {
    let file = folder.join("connector.yaml");
    if file.exists() {
        let error = InputError::new(&file, "is there already, and nothing of it will be overwritten");
        return Err(error.help("give another folder, or move this file away").into());
    }
    let failed = |error: std::io::Error| InputError::new(folder, format!("cannot be filled: {error}"));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let igc_sante = open_igc_sante(&folder.join(KEYS))?;
    let subject = Subject {
        cn: MX.to_owned(),
        ou: "1990000002".to_owned(),
        o: "MON CONNECTEUR HARNAIS TEST".to_owned(),
        st: "Bas-Rhin (67)".to_owned(),
        c: "FR".to_owned(),
    };
    let credential = igc_sante.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut));
    let credential = credential?;
    let files = [
        ("root.pem", igc_sante.root_pem(), 0o644),
        ("intermediate.pem", igc_sante.intermediate_pem(), 0o644),
        ("certificate-chain.pem", credential.chain_pem(), 0o644),
        ("private-key.pem", credential.key_pem(), 0o600),
        ("connector.schema.json", schema::text(Described::Connector)?, 0o644),
    ];
    for (name, text, mode) in files {
        output::write_file(&folder.join(name), text.as_bytes(), mode, Existing::Replaced)?;
    }
    // Last, and never over another: of two who begin at once one has it, and the other is told.
    output::write_file(&file, TEMPLATE.as_bytes(), 0o644, Existing::Refused)?;
    println!("{}", next_steps(folder));
    Ok(Exit::Conforming)
}

fn next_steps(folder: &Path) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    format!(
        "Made, for tests only:\n  {}  the root to trust, instead of the real IGC Santé\n  {}  the connector's certificate and intermediate\n  {}  its private key\n  {}  what the harness must know; fill it in\n\nNext:\n  1. install the three certificate files in a TEST instance of your connector\n  2. fill in {}\n  3. mssante-harness scenarios/ --connector {}",
        at("root.pem"),
        at("certificate-chain.pem"),
        at("private-key.pem"),
        at("connector.yaml"),
        at("connector.yaml"),
        at("connector.yaml"),
    )
}
