// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with whoever signs, and with what is sent along.

use time::macros::datetime;

use crate::authority::{self, Signer};
use crate::extension;
use crate::hierarchy::{Authority, Range, Rank};
use crate::keys::AuthorityKey;
use crate::leaf::Issuing;
use crate::shape::ExtensionKind;
use crate::signature::SignatureForm;
use crate::surgery::Tbs;
use crate::{IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject};

type Outcome<'a> = Result<Issuing<'a>, PkiError>;

pub(super) fn itself<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    let signer = Signer::leaf(&request.subject, igc_sante.keys.of(request.key))?;
    Ok(Issuing { signer, senders: Vec::new() })
}

pub(super) fn look_alike<'a>(igc_sante: &'a IgcSante, _: &LeafRequest) -> Outcome<'a> {
    let senders = vec![igc_sante.look_alike_intermediate_der().clone()];
    Ok(Issuing { signer: igc_sante.look_alike_signer()?, senders })
}

pub(super) fn private_authority<'a>(igc_sante: &'a IgcSante, _: &LeafRequest) -> Outcome<'a> {
    Ok(Issuing { signer: igc_sante.private_signer()?, senders: vec![igc_sante.private_authority_der().clone()] })
}

/// Under the key of the private authority: neither is trusted, and names are all that tells them apart.
pub(super) fn legacy<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    let signer = authority::legacy_authority(igc_sante.keys.of_authority(AuthorityKey::PrivateAuthority))?;
    let certificate = authority::self_signed(&signer, &igc_sante.place(request.authority()))?;
    Ok(Issuing { signer, senders: vec![certificate] })
}

pub(super) fn other_key<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    let key = igc_sante.keys.of_authority(AuthorityKey::LookAlikeIntermediate);
    let signer = authority::named(request.authority(), igc_sante.naming, key)?;
    Ok(Issuing { signer, senders: vec![igc_sante.authority_der(request.authority())?] })
}

pub(super) fn other_environment<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    igc_sante.issuing(Authority { environment: request.environment.other(), ..request.authority() })
}

pub(super) fn standard<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    igc_sante.issuing(Authority { range: Range::Standard, ..request.authority() })
}

pub(super) fn fort<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    igc_sante.issuing(Authority { range: Range::Fort, ..request.authority() })
}

pub(super) fn root<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    Ok(Issuing { signer: igc_sante.signer_of(request.authority().root())?, senders: Vec::new() })
}

pub(super) fn other_branch<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    let rank = if request.profile.is_personal() { Rank::Organisations } else { Rank::Personnes };
    igc_sante.issuing(Authority { rank, ..request.authority() })
}

/// A regular operator certificate plays the authority that it is not.
pub(super) fn another_operator<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    let role = match request.key {
        KeyRole::Peer(n) => KeyRole::Peer(n.wrapping_add(1)),
        _ => KeyRole::Peer(0),
    };
    let subject = Subject::operateur("autre-operateur.test", "1990008880", "AUTRE OPERATEUR EXEMPLE");
    let other = LeafRequest {
        environment: request.environment,
        range: request.range,
        ..LeafRequest::new(Profile::SslServeur, subject.clone(), role)
    };
    let signer = Signer::leaf(&subject, igc_sante.keys.of(role))?;
    Ok(Issuing { signer, senders: igc_sante.issue(&other)?.chain })
}

/// Its key is that of the look-alike intermediate, which no certificate of this path holds otherwise.
pub(super) fn sub_authority<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    let above = igc_sante.regular_issuer(request)?;
    let signer = authority::sub_authority(igc_sante.keys.of_authority(AuthorityKey::LookAlikeIntermediate))?;
    let place = igc_sante.place(request.authority());
    let params = authority::intermediate_params(&above.signer, &signer, &place);
    let certificate = above.signer.sign(&params, signer.key)?;
    Ok(Issuing { signer, senders: [certificate].into_iter().chain(above.senders).collect() })
}

pub(super) fn intermediate_without_ca<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    with_intermediate(igc_sante, request, |tbs| {
        tbs.replace(ExtensionKind::BasicConstraints, extension::not_an_authority());
    })
}

pub(super) fn expired_intermediate<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> Outcome<'a> {
    with_intermediate(igc_sante, request, |tbs| {
        tbs.validity = extension::validity(datetime!(2013-06-25 0:00 UTC), datetime!(2023-06-24 0:00 UTC));
    })
}

/// The regular issuer, sent along with one field of its certificate replaced and signed again by the root.
fn with_intermediate<'a>(igc_sante: &'a IgcSante, request: &LeafRequest, spoil: fn(&mut Tbs)) -> Outcome<'a> {
    let authority = request.authority();
    let (root, signer) = (igc_sante.signer_of(authority.root())?, igc_sante.signer_of(authority)?);
    let params = authority::intermediate_params(&root, &signer, &igc_sante.place(authority));
    let mut tbs = Tbs::of(&params, signer.key, &root)?;
    spoil(&mut tbs);
    Ok(Issuing { signer, senders: vec![tbs.sign(root.key, SignatureForm::Sha256)?] })
}
