// SPDX-License-Identifier: EUPL-1.2
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::time::SystemTime;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use time::OffsetDateTime;

use crate::authority::{self, Signer};
use crate::keys::{self, AuthorityKey, Draft, Keys, Step};
use crate::{PkiError, pem};

/// Path of the root's CRL under the base URL.
pub const ROOT_CRL_PATH: &str = "/CRL/ACR-EL-TEST.crl";
/// Path of the intermediate's CRL under the base URL.
pub const INTERMEDIATE_CRL_PATH: &str = "/CRL/ACI-EL-ORG-TEST.crl";
/// Path of the intermediate's certificate (DER) under the base URL.
pub const INTERMEDIATE_CERTIFICATE_PATH: &str = "/AC%20TEST/ACI-EL-ORG-TEST.cer";

const ROOT_FILE: &str = "root.pem";

/// Where the certificates say that revocation lists and authorities are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// Scheme, host and port, such as `http://127.0.0.1:8080`; the paths are the constants of this crate.
    pub crl_base_url: String,
    /// The OCSP responder; without one, the certificates name none.
    pub ocsp_url: Option<String>,
}

impl Default for Endpoints {
    fn default() -> Endpoints {
        Endpoints { crl_base_url: "http://igc-sante.test".into(), ocsp_url: None }
    }
}

impl Endpoints {
    /// Full address of the root's CRL.
    pub fn root_crl(&self) -> String {
        self.under(ROOT_CRL_PATH)
    }

    /// Full address of the intermediate's CRL.
    pub fn intermediate_crl(&self) -> String {
        self.under(INTERMEDIATE_CRL_PATH)
    }

    /// Full address of the intermediate's certificate.
    pub fn intermediate_certificate(&self) -> String {
        self.under(INTERMEDIATE_CERTIFICATE_PATH)
    }

    fn under(&self, path: &str) -> String {
        format!("{}{path}", self.crl_base_url.trim_end_matches('/'))
    }
}

/// The fake IGC Santé: its keys, its authorities, and the look-alikes needed to deviate from it.
///
/// Issuing takes `&self` and may be done from several threads. Nothing but keys and the root is kept on disk.
pub struct IgcSante {
    pub(crate) keys: Keys,
    pub(crate) now: OffsetDateTime,
    pub(crate) endpoints: Endpoints,
    pub(crate) crl_count: AtomicU64,
    root: CertificateDer<'static>,
    intermediate: CertificateDer<'static>,
    look_alike_root: CertificateDer<'static>,
    look_alike_intermediate: CertificateDer<'static>,
    private_authority: CertificateDer<'static>,
}

impl IgcSante {
    /// Opens the hierarchy kept in `directory`, or makes it: some seconds the first time, milliseconds afterwards.
    ///
    /// The directory appears complete or not at all, so two processes may start at once; it is for this library alone.
    /// Certificates date from the system clock and name the default addresses until [`IgcSante::at`] says otherwise.
    ///
    /// # Errors
    /// [`PkiError::Damaged`] when a file of an existing directory is missing or unreadable; nothing is repaired
    /// silently, because connectors have installed the root.
    pub fn open_or_create(directory: &Path, progress: &(dyn Fn(Step) + Sync)) -> Result<IgcSante, PkiError> {
        if !keys::is_filled(directory) {
            create(directory, progress)?;
        }
        let keys = Keys::read(directory)?;
        let root = read_root(directory, &keys)?;
        IgcSante::assemble(keys, root, OffsetDateTime::now_utc(), Endpoints::default())
    }

    /// Chooses the instant from which validities are counted, and the addresses that certificates carry.
    ///
    /// # Errors
    /// The intermediate certificate is issued anew for the addresses, which may fail as any signature may.
    pub fn at(self, now: SystemTime, endpoints: Endpoints) -> Result<IgcSante, PkiError> {
        IgcSante::assemble(self.keys, self.root, OffsetDateTime::from(now), endpoints)
    }

    fn assemble(
        keys: Keys,
        root: CertificateDer<'static>,
        now: OffsetDateTime,
        endpoints: Endpoints,
    ) -> Result<IgcSante, PkiError> {
        use AuthorityKey::{Intermediate, LookAlikeIntermediate, LookAlikeRoot, PrivateAuthority, Root};
        let (true_root, true_intermediate) =
            (authority::root(keys.of_authority(Root))?, authority::intermediate(keys.of_authority(Intermediate))?);
        let false_root = authority::root(keys.of_authority(LookAlikeRoot))?;
        let false_intermediate = authority::intermediate(keys.of_authority(LookAlikeIntermediate))?;
        let intermediate = authority::issue_intermediate(&true_root, &true_intermediate, &endpoints)?;
        let look_alike_intermediate = authority::issue_intermediate(&false_root, &false_intermediate, &endpoints)?;
        let look_alike_root = authority::self_signed(&false_root)?;
        let private_authority =
            authority::self_signed(&authority::private_authority(keys.of_authority(PrivateAuthority))?)?;
        let crl_count = AtomicU64::new(0);
        Ok(IgcSante {
            keys,
            now,
            endpoints,
            crl_count,
            root,
            intermediate,
            look_alike_root,
            look_alike_intermediate,
            private_authority,
        })
    }

    /// The root, for the connector to install.
    pub fn root_pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.root)
    }

    /// The intermediate, sent with every regular leaf.
    pub fn intermediate_pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.intermediate)
    }

    /// The root in DER; the same bytes from run to run.
    pub fn root_der(&self) -> &CertificateDer<'static> {
        &self.root
    }

    /// The intermediate in DER; the same bytes as long as the addresses are.
    pub fn intermediate_der(&self) -> &CertificateDer<'static> {
        &self.intermediate
    }

    /// The root of the look-alike hierarchy: true names, other key. No connector may install it.
    pub fn look_alike_root_der(&self) -> &CertificateDer<'static> {
        &self.look_alike_root
    }

    pub(crate) fn look_alike_intermediate_der(&self) -> &CertificateDer<'static> {
        &self.look_alike_intermediate
    }

    pub(crate) fn private_authority_der(&self) -> &CertificateDer<'static> {
        &self.private_authority
    }

    pub(crate) fn root_signer(&self) -> Result<Signer<'_>, PkiError> {
        authority::root(self.keys.of_authority(AuthorityKey::Root))
    }

    pub(crate) fn intermediate_signer(&self) -> Result<Signer<'_>, PkiError> {
        authority::intermediate(self.keys.of_authority(AuthorityKey::Intermediate))
    }

    pub(crate) fn look_alike_signer(&self) -> Result<Signer<'_>, PkiError> {
        authority::intermediate(self.keys.of_authority(AuthorityKey::LookAlikeIntermediate))
    }

    pub(crate) fn private_signer(&self) -> Result<Signer<'_>, PkiError> {
        authority::private_authority(self.keys.of_authority(AuthorityKey::PrivateAuthority))
    }
}

fn create(directory: &Path, progress: &(dyn Fn(Step) + Sync)) -> Result<(), PkiError> {
    let draft = Draft::beside(directory)?;
    // First of all, so that no interruption leaves private keys where version control would pick them up.
    keys::write_private(&draft.path().join(".gitignore"), b"*\n")?;
    let keys = Keys::make(progress)?;
    keys.write(draft.path())?;
    let root = authority::self_signed(&authority::root(keys.of_authority(AuthorityKey::Root))?)?;
    keys::write_private(&draft.path().join(ROOT_FILE), pem::encode("CERTIFICATE", &root).as_bytes())?;
    draft.settle(directory)
}

/// Reads the root back, and makes sure that it belongs to the root key beside it.
fn read_root(directory: &Path, keys: &Keys) -> Result<CertificateDer<'static>, PkiError> {
    let path = directory.join(ROOT_FILE);
    let refuse = |why: &str| keys::damaged(&path, directory, why);
    let root = CertificateDer::from_pem_slice(keys::read(&path, directory)?.as_bytes())
        .map_err(|error| refuse(&error.to_string()))?;
    let (_, parsed) = x509_parser::parse_x509_certificate(&root).map_err(|error| refuse(&error.to_string()))?;
    let held = rcgen::PublicKeyData::der_bytes(keys.of_authority(AuthorityKey::Root));
    match parsed.public_key().subject_public_key.data.as_ref() == held {
        true => Ok(root),
        false => Err(refuse("it does not belong to the root key beside it")),
    }
}
