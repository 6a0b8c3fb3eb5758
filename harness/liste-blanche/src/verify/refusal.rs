// SPDX-License-Identifier: EUPL-1.2
use crate::read::ReadError;

/// Declares the grounds on which lists are refused, each with the word that names it.
macro_rules! grounds {
    ($( $ground:ident = $word:literal )+) => {
        /// What a refusal rests on, its particulars left out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Ground {
            $( #[doc = $word] $ground, )+
        }

        impl Ground {
            /// A word or two.
            pub fn word(self) -> &'static str {
                match self { $( Ground::$ground => $word, )+ }
            }
        }
    };
}

grounds! {
    Excess = "excess"
    Encoding = "encoding"
    Doctype = "document type"
    NotXml = "not well-formed"
    NotAListe = "not a list"
    Structure = "structure"
    Unsigned = "unsigned"
    SeveralSignatures = "several signatures"
    MisplacedSignature = "misplaced signature"
    SignatureForm = "form of the signature"
    Algorithm = "algorithm"
    Digest = "digest"
    Signature = "signature value"
    NoCertificate = "no certificate"
    Certificate = "unreadable certificate"
    SignerExpired = "signer expired"
    SignerNotYetValid = "signer not yet valid"
    SignerRevoked = "signer revoked"
    RevocationUnknown = "revocation unknown"
    SignerUntrusted = "untrusted signer"
    SignerPurpose = "purpose of the signer"
    OtherSigner = "another signer"
    GenerationDate = "generation date"
    Older = "older"
}

/// Why a list is refused; nothing of it may then be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The document is no list, signed or not.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Nobody signed.
    #[error("the list is not signed")]
    Unsigned,
    /// Several signatures leave open which one counts.
    #[error("the list holds {0} signatures instead of one")]
    SeveralSignatures(usize),
    /// A signature elsewhere than directly under the root may cover something else than the list.
    #[error("the signature is not a child of the root element")]
    MisplacedSignature,
    /// The signature does not have the one shape that is accepted.
    #[error("the signature is not of the published form: {0}")]
    SignatureForm(String),
    /// An algorithm is outside the allow-list.
    #[error("the {role} “{found}” is not accepted")]
    Algorithm {
        /// What the algorithm is for.
        role: &'static str,
        /// The algorithm named there.
        found: String,
    },
    /// The list was changed after signing, or the signature comes from another list.
    #[error("the list was changed after it was signed (digest mismatch)")]
    Digest,
    /// The signature value was not made by the key of the certificate it shows.
    #[error("the signature was not made by the certificate it carries")]
    Signature,
    /// The signature carries no certificate, so nobody vouches for its key.
    #[error("the signature carries no certificate of its signer")]
    NoCertificate,
    /// The signer's certificate cannot be read.
    #[error("the signer's certificate cannot be read: {0}")]
    Certificate(String),
    /// The signer's certificate is over.
    #[error("the signer's certificate ({subject}) expired on {not_after}")]
    SignerExpired {
        /// DN of the signer's certificate.
        subject: String,
        /// Its last day.
        not_after: String,
    },
    /// The signer's certificate is not yet valid.
    #[error("the signer's certificate ({subject}) is not valid before {not_before}")]
    SignerNotYetValid {
        /// DN of the signer's certificate.
        subject: String,
        /// Its first day.
        not_before: String,
    },
    /// The signer's chain leads elsewhere.
    #[error("the signer's certificate ({subject}) does not come from a trusted authority: {why}")]
    SignerUntrusted {
        /// DN of the signer's certificate.
        subject: String,
        /// In the words of whoever refused.
        why: String,
    },
    /// The signer's certificate was withdrawn.
    #[error("the signer's certificate ({subject}) is on its authority's revocation list")]
    SignerRevoked {
        /// DN of the signer's certificate.
        subject: String,
    },
    /// No revocation list given speaks of the signer or of its authority.
    #[error("whether the signer's certificate ({subject}) is revoked is not known: {why}")]
    RevocationUnknown {
        /// DN of the signer's certificate.
        subject: String,
        /// In the words of whoever refused.
        why: String,
    },
    /// The signer's certificate is for another use, as that of any operator is.
    #[error("the signer's certificate ({subject}) is not meant for signing documents: {why}")]
    SignerPurpose {
        /// DN of the signer's certificate.
        subject: String,
        /// In the words of whoever refused.
        why: String,
    },
    /// The signer is trusted, but another one is expected.
    #[error("the list is signed by {subject} instead of {expected}")]
    OtherSigner {
        /// DN of the signer's certificate.
        subject: String,
        /// DN of the signer expected.
        expected: String,
    },
    /// The generation date cannot be read, so nobody can tell whether the list is older than another.
    #[error("DateDeGeneration “{0}” is not of the form 2030-01-02T03:04:05Z")]
    GenerationDate(String),
    /// The list is one that was replaced.
    #[error("the list was generated on {generated}, before {floor}: it must not come back")]
    Older {
        /// `DateDeGeneration` of the list.
        generated: String,
        /// The date that it must not come before.
        floor: String,
    },
}

impl Refusal {
    /// What the refusal rests on.
    pub fn ground(&self) -> Ground {
        match self {
            Refusal::Read(error) => of_reading(error),
            Refusal::Unsigned => Ground::Unsigned,
            Refusal::SeveralSignatures(_) => Ground::SeveralSignatures,
            Refusal::MisplacedSignature => Ground::MisplacedSignature,
            Refusal::SignatureForm(_) => Ground::SignatureForm,
            Refusal::Algorithm { .. } => Ground::Algorithm,
            Refusal::Digest => Ground::Digest,
            Refusal::Signature => Ground::Signature,
            Refusal::NoCertificate => Ground::NoCertificate,
            Refusal::Certificate(_) => Ground::Certificate,
            Refusal::SignerExpired { .. } => Ground::SignerExpired,
            Refusal::SignerNotYetValid { .. } => Ground::SignerNotYetValid,
            Refusal::SignerRevoked { .. } => Ground::SignerRevoked,
            Refusal::RevocationUnknown { .. } => Ground::RevocationUnknown,
            Refusal::SignerUntrusted { .. } => Ground::SignerUntrusted,
            Refusal::SignerPurpose { .. } => Ground::SignerPurpose,
            Refusal::OtherSigner { .. } => Ground::OtherSigner,
            Refusal::GenerationDate(_) => Ground::GenerationDate,
            Refusal::Older { .. } => Ground::Older,
        }
    }
}

fn of_reading(error: &ReadError) -> Ground {
    match error {
        ReadError::TooLarge | ReadError::Excess { .. } => Ground::Excess,
        ReadError::NotUtf8(_) | ReadError::ByteOrderMark | ReadError::Encoding(_) => Ground::Encoding,
        ReadError::Doctype => Ground::Doctype,
        ReadError::NotXml(_) => Ground::NotXml,
        ReadError::NotAListe(_) => Ground::NotAListe,
        ReadError::Structure { .. } => Ground::Structure,
    }
}
