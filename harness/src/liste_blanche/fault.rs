// SPDX-License-Identifier: EUPL-1.2
//! Lists that a connector must not believe. The list given is the one it must not take over; the fault is the only
//! thing wrong with its publication.

use fake_pki::{Credential, Deviation, IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject};
use time::macros::format_description;
use time::{Duration, PrimitiveDateTime};

use super::write::{self, DECLARATION, Manner, ROOT_END, canonical, enveloped, sign, signed};
use super::{ListeBlanche, ListeError};

/// Declares the faults: variant, id, sentences, side by side.
macro_rules! faults {
    ($( $(#[$note:meta])* $variant:ident = $id:literal, $en:literal, $fr:literal; )+) => {
        /// One thing wrong with the publication of a list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ListeFault {
            $( #[doc = $en] $(#[doc = ""] #[$note])* $variant, )+
        }

        impl ListeFault {
            /// Every fault, in the order the manual shows them.
            pub const ALL: &[ListeFault] = &[$( ListeFault::$variant, )+];

            /// The name used in scenarios, in kebab case.
            pub fn id(self) -> &'static str {
                match self { $( ListeFault::$variant => $id, )+ }
            }

            /// One English sentence saying what is wrong.
            pub fn sentence_en(self) -> &'static str {
                match self { $( ListeFault::$variant => $en, )+ }
            }

            /// One French sentence saying what is wrong.
            pub fn sentence_fr(self) -> &'static str {
                match self { $( ListeFault::$variant => $fr, )+ }
            }
        }
    };
}

faults! {
    BadSignature = "bad-signature",
        "One character of a domain name was changed after the list was signed.",
        "Un caractère d’un nom de domaine a été modifié après la signature de la liste.";
    TamperedDn = "tampered-dn",
        "One character of a certificate DN was changed after the list was signed.",
        "Un caractère d’un DN de certificat a été modifié après la signature de la liste.";
    Unsigned = "unsigned",
        "The list carries no signature.",
        "La liste ne porte pas de signature.";
    ForeignSigner = "foreign-signer",
        "The list is signed by a certificate from outside IGC Santé.",
        "La liste est signée par un certificat étranger à l’IGC Santé.";
    OperatorSigner = "operator-signer",
        "The list is signed by an operator's certificate, meant for TLS and not for signing.",
        "La liste est signée par le certificat d’un opérateur, destiné à TLS et non à la signature.";
    ExpiredSigner = "expired-signer",
        "The list is signed by a certificate that has expired.",
        "La liste est signée par un certificat expiré.";
    /// Well signed: only the memory of the list in use can refuse it.
    RolledBack = "rolled-back",
        "The list is well signed but its generation date is a month before that of the list in use.",
        "La liste est bien signée mais sa date de génération précède d’un mois celle de la liste en vigueur.";
    StaleSignature = "stale-signature",
        "An entry was removed and the signature of the full list kept.",
        "Une entrée a été retirée et la signature de la liste complète conservée.";
    /// A program that verifies one element and reads another is taken in.
    Wrapped = "wrapped",
        "A well signed list stands inside a forged one, whose entries come first.",
        "Une liste bien signée est enfermée dans une liste forgée, dont les entrées viennent en premier.";
    DuplicateSignature = "duplicate-signature",
        "The list carries its signature twice, which leaves neither of them valid.",
        "La liste porte deux fois sa signature, ce qui n’en laisse aucune valide.";
    BareKey = "bare-key",
        "The list is signed by an unknown key, which it presents without any certificate.",
        "La liste est signée par une clé inconnue, qu’elle présente sans certificat.";
    Sha1Digest = "sha1-digest",
        "The signature covers a SHA-1 digest of the list.",
        "La signature porte sur une empreinte SHA-1 de la liste.";
    Emptied = "emptied",
        "Every entry was removed and the signature of the full list kept.",
        "Toutes les entrées ont été retirées et la signature de la liste complète conservée.";
    Truncated = "truncated",
        "The download stops in the middle of the list.",
        "Le téléchargement s’arrête au milieu de la liste.";
    NotXml = "not-xml",
        "A web page is served, with success, in the place of the list.",
        "Une page web est servie, avec succès, à la place de la liste.";
    /// The entity's address is relative, so the publication server sees it being fetched.
    ExternalEntity = "external-entity",
        "The list declares an external entity and uses it in a description.",
        "La liste déclare une entité externe et s’en sert dans une description.";
}

/// The certificates that sign lists, rightly and wrongly.
#[derive(Debug, Clone)]
pub struct Signers {
    /// The rightful signer.
    pub good: Credential,
    /// An operator, whose certificate is regular but for TLS.
    pub operator: Credential,
    /// A signer with the rightful name, from outside IGC Santé.
    pub foreign: Credential,
    /// The rightful signer, too late.
    pub expired: Credential,
}

impl Signers {
    /// Issues the four certificates: one subject and one mailbox for the signer, one subject for the operator.
    pub fn issue(igc_sante: &IgcSante, signer: Subject, mailbox: &str, operator: Subject) -> Result<Signers, PkiError> {
        let mut regular = LeafRequest::new(Profile::SmimeSign, signer, KeyRole::ListSigner);
        regular.san.push(mailbox.to_owned());
        Ok(Signers {
            good: igc_sante.issue(&regular)?,
            operator: igc_sante.issue(&LeafRequest::new(Profile::SslServeur, operator, KeyRole::Peer(0)))?,
            foreign: igc_sante.issue(&regular.clone().deviating(Deviation::ForeignAuthority))?,
            expired: igc_sante.issue(&regular.deviating(Deviation::Expired))?,
        })
    }
}

/// The path that an external entity names, relative to the address of the list.
pub const EXTERNAL_ENTITY: &str = "entite-externe.txt";

/// Writes what the publication point serves: the signed list, or the list with one fault.
///
/// # Errors
/// [`ListeError::NotApplicable`] when the list has no entry to spoil, [`ListeError::Signing`] if signing fails.
pub fn publish(list: &ListeBlanche, signers: &Signers, fault: Option<ListeFault>) -> Result<Vec<u8>, ListeError> {
    let Some(fault) = fault else { return signed(list, &signers.good) };
    let text = canonical(list);
    let by = |signer| sign(&text, signer, Manner::default());
    match fault {
        ListeFault::BadSignature => spoil(fault, &enveloped(&text, &by(&signers.good)?), "<Nom>"),
        ListeFault::TamperedDn => spoil(fault, &enveloped(&text, &by(&signers.good)?), "<DNCertificatOperateur>CN="),
        ListeFault::Unsigned => Ok(write::unsigned(list).into_bytes()),
        ListeFault::ForeignSigner => signed(list, &signers.foreign),
        ListeFault::OperatorSigner => signed(list, &signers.operator),
        ListeFault::ExpiredSigner => signed(list, &signers.expired),
        ListeFault::RolledBack => signed(&a_month_older(fault, list)?, &signers.good),
        ListeFault::StaleSignature => {
            let shorter = canonical(&without_last(fault, list)?);
            Ok(enveloped(&shorter, &by(&signers.good)?).into_bytes())
        }
        ListeFault::Wrapped => wrap(&text, &without_last(fault, list)?, &signers.good),
        ListeFault::DuplicateSignature => Ok(enveloped(&text, &by(&signers.good)?.repeat(2)).into_bytes()),
        ListeFault::BareKey => in_manner(&text, &signers.foreign, Manner { bare_key: true, ..Manner::default() }),
        ListeFault::Sha1Digest => in_manner(&text, &signers.good, Manner { sha1_digest: true, ..Manner::default() }),
        ListeFault::Emptied => {
            without_last(fault, list)?;
            let empty = ListeBlanche { entrees: Vec::new(), ..list.clone() };
            Ok(enveloped(&canonical(&empty), &by(&signers.good)?).into_bytes())
        }
        ListeFault::Truncated => {
            let whole = signed(list, &signers.good)?;
            Ok(whole[..text.len() / 2].to_vec())
        }
        ListeFault::NotXml => Ok(WEB_PAGE.as_bytes().to_vec()),
        ListeFault::ExternalEntity => with_external_entity(fault, &enveloped(&text, &by(&signers.good)?)),
    }
}

const WEB_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Maintenance</title></head>\
    <body><p>Le service est momentanément indisponible.<br>Merci de votre patience.</p></body></html>\n";

fn in_manner(text: &str, signer: &Credential, manner: Manner) -> Result<Vec<u8>, ListeError> {
    Ok(enveloped(text, &sign(text, signer, manner)?).into_bytes())
}

/// Changes the first character after a mark into another that the place allows.
fn spoil(fault: ListeFault, signed: &str, mark: &str) -> Result<Vec<u8>, ListeError> {
    let nothing = ListeError::NotApplicable { fault: fault.id(), why: "it has no entry to change" };
    let Some((before, after)) = signed.split_once(mark) else { return Err(nothing) };
    let Some(first) = after.chars().next().filter(|first| *first != '<') else { return Err(nothing) };
    let other = if first == 'x' { 'y' } else { 'x' };
    Ok(format!("{before}{mark}{other}{}", &after[first.len_utf8()..]).into_bytes())
}

fn without_last(fault: ListeFault, list: &ListeBlanche) -> Result<ListeBlanche, ListeError> {
    let mut shorter = list.clone();
    match shorter.entrees.pop() {
        Some(_) => Ok(shorter),
        None => Err(ListeError::NotApplicable { fault: fault.id(), why: "it has no entry to remove" }),
    }
}

fn a_month_older(fault: ListeFault, list: &ListeBlanche) -> Result<ListeBlanche, ListeError> {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    let refused = || ListeError::NotApplicable { fault: fault.id(), why: "its DateDeGeneration cannot be read" };
    let date = PrimitiveDateTime::parse(&list.date_de_generation, form).map_err(|_| refused())?;
    let older = (date - Duration::days(30)).format(form).map_err(|_| refused())?;
    Ok(ListeBlanche { date_de_generation: older, ..list.clone() })
}

/// Puts a signed list, whole, behind the forged entries.
fn wrap(forged: &str, original: &ListeBlanche, signer: &Credential) -> Result<Vec<u8>, ListeError> {
    let inner = enveloped(&canonical(original), &sign(&canonical(original), signer, Manner::default())?);
    let inner = inner.strip_prefix(DECLARATION).unwrap_or(&inner);
    let outer = forged.strip_suffix(ROOT_END).unwrap_or(forged);
    Ok([DECLARATION, outer, inner, ROOT_END].concat().into_bytes())
}

/// Declares an entity and refers to it: the signature holds for a reader that expands it to nothing.
fn with_external_entity(fault: ListeFault, signed: &str) -> Result<Vec<u8>, ListeError> {
    let nothing = ListeError::NotApplicable { fault: fault.id(), why: "it has no description to put the entity in" };
    let (body, mark) = (signed.strip_prefix(DECLARATION).unwrap_or(signed), "</Description>");
    let Some((before, after)) = body.split_once(mark) else { return Err(nothing) };
    let doctype = format!("<!DOCTYPE ListeBlancheMSSante [<!ENTITY externe SYSTEM \"{EXTERNAL_ENTITY}\">]>");
    Ok([DECLARATION, &doctype, before, "&externe;", mark, after].concat().into_bytes())
}
