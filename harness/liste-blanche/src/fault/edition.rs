// SPDX-License-Identifier: EUPL-1.2
use fake_pki::{Credential, Subject};

use crate::write::{Manner, canonical, enveloped, sign, signed};
use crate::{Entree, ListeBlanche, ListeError, SignerRole, Signers};

/// What a variant is made from.
pub(super) struct Edition<'a> {
    /// The list that a regular edition would hold.
    pub(super) list: &'a ListeBlanche,
    pub(super) signers: &'a Signers,
    /// Id of the variant, for the error that it does not apply.
    pub(super) variant: &'static str,
}

impl Edition<'_> {
    /// Another content, regularly signed.
    pub(super) fn of(&self, list: &ListeBlanche) -> Result<Vec<u8>, ListeError> {
        signed(list, self.editor()?)
    }

    /// The regular edition.
    pub(super) fn regular(&self) -> Result<String, ListeError> {
        let text = canonical(self.list);
        Ok(enveloped(&text, &sign(&Manner::published(&text), self.editor()?)?))
    }

    /// The regular content, regularly signed by somebody else.
    pub(super) fn signed_by(&self, role: SignerRole) -> Result<Vec<u8>, ListeError> {
        signed(self.list, self.signers.of(role)?)
    }

    /// A document in canonical form, signed in some manner by the rightful signer.
    pub(super) fn in_manner(&self, document: &str, manner: &Manner<'_>) -> Result<Vec<u8>, ListeError> {
        Ok(enveloped(document, &sign(manner, self.editor()?)?).into_bytes())
    }

    /// A document in canonical form, regularly signed whatever it says.
    pub(super) fn document(&self, document: &str) -> Result<Vec<u8>, ListeError> {
        self.in_manner(document, &Manner::published(document))
    }

    /// The content after a change of every entry, regularly signed.
    pub(super) fn every(&self, change: impl Fn(&mut Entree)) -> Result<Vec<u8>, ListeError> {
        self.last()?;
        let mut list = self.list.clone();
        list.entrees.iter_mut().for_each(change);
        self.of(&list)
    }

    /// The content with one entry more, made from the last one, regularly signed.
    pub(super) fn with(&self, change: impl Fn(&mut Entree)) -> Result<Vec<u8>, ListeError> {
        let mut added = self.last()?.clone();
        change(&mut added);
        let mut list = self.list.clone();
        list.entrees.push(added);
        list.entrees.sort_by(|a, b| a.nom.cmp(&b.nom));
        self.of(&list)
    }

    /// The content without its last entry.
    pub(super) fn without_last(&self) -> Result<ListeBlanche, ListeError> {
        self.last()?;
        let mut shorter = self.list.clone();
        shorter.entrees.pop();
        Ok(shorter)
    }

    pub(super) fn last(&self) -> Result<&Entree, ListeError> {
        self.list.entrees.last().ok_or_else(|| self.cannot("it has no entry"))
    }

    /// An operator that has nothing to do with any entry.
    pub(super) fn stranger(&self, o: &str) -> String {
        Subject { cn: "mx.etranger.operateurs.test".into(), o: o.into(), ..self.signers.operator().clone() }
            .liste_blanche_dn()
    }

    pub(super) fn editor(&self) -> Result<&Credential, ListeError> {
        Ok(self.signers.of(SignerRole::Editor)?)
    }

    pub(super) fn cannot(&self, why: &'static str) -> ListeError {
        ListeError::NotApplicable { fault: self.variant, why }
    }
}
