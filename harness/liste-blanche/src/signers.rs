// SPDX-License-Identifier: EUPL-1.2
use std::sync::{Arc, OnceLock};

use fake_pki::{Credential, Deviation, IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject, reserved_serial};

/// Who signs a list, rightly or wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignerRole {
    /// The rightful signer.
    Editor,
    /// An operator, whose certificate is regular but for TLS (`SSL_SERVEUR`).
    OperatorServer,
    /// An operator, whose certificate is regular and for signing (S/MIME SIGN).
    OperatorSeal,
    /// The rightful name and key, the certificate being out of order.
    Deviating(Deviation),
}

/// Which of the reserved serial numbers the revoked signer has: the last, as peers take theirs from the first on.
pub const REVOKED_SIGNER: u8 = u8::MAX;

/// The order of the slots in [`Signers`]; one certificate each.
const ROLES: [SignerRole; 11] = [
    SignerRole::Editor,
    SignerRole::OperatorServer,
    SignerRole::OperatorSeal,
    SignerRole::Deviating(Deviation::ForeignAuthority),
    SignerRole::Deviating(Deviation::ForeignRoot),
    SignerRole::Deviating(Deviation::SameIssuerOtherKey),
    SignerRole::Deviating(Deviation::SelfSigned),
    SignerRole::Deviating(Deviation::OtherEnvironment),
    SignerRole::Deviating(Deviation::Expired),
    SignerRole::Deviating(Deviation::NotYetValid),
    SignerRole::Deviating(Deviation::Revoked),
];

/// The certificates that sign lists, each issued when it is first needed.
pub struct Signers {
    igc_sante: Arc<IgcSante>,
    editor: LeafRequest,
    operator: Subject,
    issued: [OnceLock<Credential>; ROLES.len()],
}

impl Signers {
    /// Names the two subjects: the rightful signer with its mailbox, and an operator.
    pub fn new(igc_sante: Arc<IgcSante>, editor: Subject, mailbox: &str, operator: Subject) -> Signers {
        let mut editor = LeafRequest::new(Profile::SmimeSign, editor, KeyRole::ListSigner);
        editor.san.push(mailbox.to_owned());
        Signers { igc_sante, editor, operator, issued: Default::default() }
    }

    /// The certificate of a signer, the same at each call.
    ///
    /// # Errors
    /// [`PkiError`] if it cannot be issued; a deviation that no variant uses cannot.
    pub fn of(&self, role: SignerRole) -> Result<&Credential, PkiError> {
        let unknown = || PkiError::Name { field: "role", value: format!("{role:?}") };
        let slot = ROLES.iter().position(|known| *known == role).ok_or_else(unknown)?;
        let slot = self.issued.get(slot).ok_or_else(unknown)?;
        match slot.get() {
            Some(issued) => Ok(issued),
            None => {
                let fresh = self.igc_sante.issue(&self.request(role))?;
                Ok(slot.get_or_init(|| fresh))
            }
        }
    }

    /// The serial number that the intermediate's revocation list must hold for its variant to be one; the same in every
    /// run.
    pub fn revoked_serial(&self) -> Vec<u8> {
        reserved_serial(REVOKED_SIGNER)
    }

    /// The operator whose certificates sign what they should not.
    pub fn operator(&self) -> &Subject {
        &self.operator
    }

    /// The rightful signer.
    pub fn editor(&self) -> &Subject {
        &self.editor.subject
    }

    fn request(&self, role: SignerRole) -> LeafRequest {
        match role {
            SignerRole::Editor => self.editor.clone(),
            SignerRole::Deviating(deviation) => {
                let mut request = self.editor.clone().deviating(deviation);
                request.serial = (deviation == Deviation::Revoked).then(|| self.revoked_serial());
                request
            }
            SignerRole::OperatorServer => {
                LeafRequest::new(Profile::SslServeur, self.operator.clone(), KeyRole::Peer(0))
            }
            SignerRole::OperatorSeal => {
                let mut seal = LeafRequest::new(Profile::SmimeSign, self.operator.clone(), KeyRole::Peer(1));
                seal.san.push(format!("sceau@{}", self.operator.cn));
                seal
            }
        }
    }
}
