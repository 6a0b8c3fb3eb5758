// SPDX-License-Identifier: EUPL-1.2
//! The operator's certificate and key, from PEM files or from one PKCS#12 file.

use super::super::Failure;
use super::load;
use clap::Args;
use dossier::pkcs12::{self, Pkcs12Error};
use input::InputError;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct SigningArgs {
    /// The operator's certificate and those above it, PEM, its own first.
    #[arg(long, value_name = "FILE", conflicts_with = "p12")]
    certificate: Option<PathBuf>,
    /// Its private key, PEM (PKCS#8, RSA).
    #[arg(long, value_name = "FILE", conflicts_with = "p12")]
    key: Option<PathBuf>,
    /// Certificate, those above it and private key in one PKCS#12 file.
    #[arg(long, value_name = "FILE", requires = "p12_password_file")]
    p12: Option<PathBuf>,
    /// A file whose first line is the password of the PKCS#12 file; `-` reads it from standard input.
    #[arg(long, value_name = "FILE", requires = "p12")]
    p12_password_file: Option<PathBuf>,
}

/// Whose signature it will be.
pub struct Signatory {
    /// Named when something is wrong with it.
    pub file: PathBuf,
    pub chain: Vec<CertificateDer<'static>>,
    pub key: PrivateKeyDer<'static>,
}

impl SigningArgs {
    /// None: nobody was named to sign.
    pub fn signatory(&self) -> Result<Option<Signatory>, Failure> {
        match (&self.p12, &self.p12_password_file, &self.certificate, &self.key) {
            (Some(file), Some(password), ..) => Ok(Some(from_p12(file, password)?)),
            (_, _, Some(certificate), Some(key)) => {
                let (chain, key) = (chain(certificate)?, pem_key(key)?);
                Ok(Some(Signatory { file: certificate.clone(), chain, key }))
            }
            _ => Ok(None),
        }
    }
}

fn from_p12(file: &Path, password: &Path) -> Result<Signatory, InputError> {
    let password = first_line(password)?;
    let identity = pkcs12::open(&load(file)?, &password).map_err(|error| {
        let help = match &error {
            Pkcs12Error::Algorithm(_) => {
                "convert it: `openssl pkcs12 -legacy -in FILE.p12 -out all.pem`, then \
                 `openssl pkcs12 -export -in all.pem -out NEW.p12`, and delete all.pem"
            }
            Pkcs12Error::Password => "the first line of the password file counts, without its end of line",
            _ => "expected what `openssl pkcs12 -export` or `pki issue --p12-password` makes",
        };
        InputError::new(file, error.to_string()).help(help)
    })?;
    Ok(Signatory { file: file.to_owned(), chain: identity.chain, key: identity.key.into() })
}

/// Never on the command line, where every user of the machine could read it.
fn first_line(file: &Path) -> Result<String, InputError> {
    let text = if file == Path::new("-") {
        let mut text = String::new();
        let read = std::io::stdin().read_to_string(&mut text);
        read.map_err(|error| InputError::new(file, format!("cannot be read: {error}")))?;
        text
    } else {
        String::from_utf8(load(file)?).map_err(|_| InputError::new(file, "is not UTF-8"))?
    };
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

pub(super) fn chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, InputError> {
    let wrong = |what: &str| InputError::new(file, what.to_owned()).help("give the certificate in PEM, its own first");
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&load(file)?).collect();
    let chain = chain.map_err(|error| wrong(&format!("is not PEM: {error}")))?;
    if chain.is_empty() { Err(wrong("holds no certificate")) } else { Ok(chain) }
}

pub(super) fn pem_key(file: &Path) -> Result<PrivateKeyDer<'static>, InputError> {
    PrivateKeyDer::from_pem_slice(&load(file)?).map_err(|error| {
        let error = InputError::new(file, format!("holds no private key in PEM: {error}"));
        error.help("a PKCS#12 file is given with --p12 instead")
    })
}
