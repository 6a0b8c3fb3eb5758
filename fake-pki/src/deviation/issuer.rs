// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the issuer, and with the certificates sent along.

use time::macros::datetime;

use crate::authority::{self, Signer};
use crate::extension::{self, ExtensionKind};
use crate::hierarchy::{Authority, Range, Rank};
use crate::keys::Slot;
use crate::leaf::IssuingChain;
use crate::signature::SignatureForm;
use crate::tbs::Tbs;
use crate::{IgcSante, KeyRole, LeafRequest, PkiError, Profile, Subject};

type IssuingResult<'a> = Result<IssuingChain<'a>, PkiError>;

pub(super) fn itself<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    let signer = Signer::leaf(&request.subject, igc_sante.keys.of(request.key))?;
    Ok(IssuingChain { signer, certificates: Vec::new() })
}

pub(super) fn look_alike<'a>(igc_sante: &'a IgcSante, _: &LeafRequest) -> IssuingResult<'a> {
    let certificates = vec![igc_sante.look_alike_intermediate_der().clone()];
    Ok(IssuingChain { signer: igc_sante.look_alike_signer()?, certificates })
}

pub(super) fn private_authority<'a>(igc_sante: &'a IgcSante, _: &LeafRequest) -> IssuingResult<'a> {
    Ok(IssuingChain {
        signer: igc_sante.private_signer()?,
        certificates: vec![igc_sante.private_authority_der().clone()],
    })
}

/// Under the key of the private authority: neither is trusted, and names are all that tells them apart.
pub(super) fn legacy<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    let signer = authority::legacy_authority(igc_sante.keys.of(Slot::PrivateAuthority))?;
    let certificate = authority::self_signed(&signer, &igc_sante.place(request.authority()))?;
    Ok(IssuingChain { signer, certificates: vec![certificate] })
}

pub(super) fn other_key<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    let key = igc_sante.keys.of(Slot::LookAlikeIntermediate);
    let signer = authority::named(request.authority(), igc_sante.naming, key)?;
    Ok(IssuingChain { signer, certificates: vec![igc_sante.authority_der(request.authority())?] })
}

pub(super) fn other_environment<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    igc_sante.chain_of(Authority { environment: request.environment.other(), ..request.authority() })
}

pub(super) fn standard<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    igc_sante.chain_of(Authority { range: Range::Standard, ..request.authority() })
}

pub(super) fn fort<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    igc_sante.chain_of(Authority { range: Range::Fort, ..request.authority() })
}

pub(super) fn root<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    Ok(IssuingChain { signer: igc_sante.signer_of(request.authority().root())?, certificates: Vec::new() })
}

pub(super) fn other_branch<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    let rank = if request.profile.is_personal() { Rank::Organisations } else { Rank::Personnes };
    igc_sante.chain_of(Authority { rank, ..request.authority() })
}

/// A regular operator certificate plays the authority that it is not.
pub(super) fn another_operator<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    let role = match request.key {
        KeyRole::Peer(n) => KeyRole::Peer(n.wrapping_add(1)),
        _ => KeyRole::Peer(0),
    };
    let subject = Subject::another_operator();
    let other = LeafRequest {
        environment: request.environment,
        range: request.range,
        ..LeafRequest::new(Profile::SslServeur, subject.clone(), role)
    };
    let signer = Signer::leaf(&subject, igc_sante.keys.of(role))?;
    Ok(IssuingChain { signer, certificates: igc_sante.issue(&other)?.chain })
}

/// Its key is that of the look-alike intermediate, which no certificate of this path holds otherwise.
pub(super) fn sub_authority<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    let above = igc_sante.regular_chain(request)?;
    let signer = authority::sub_authority(igc_sante.keys.of(Slot::LookAlikeIntermediate))?;
    let place = igc_sante.place(request.authority());
    let params = authority::intermediate_params(&above.signer, &signer, &place);
    let certificate = above.signer.sign(&params, signer.key)?;
    Ok(IssuingChain { signer, certificates: [certificate].into_iter().chain(above.certificates).collect() })
}

pub(super) fn intermediate_without_ca<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    with_intermediate(igc_sante, request, |tbs| {
        tbs.replace(ExtensionKind::BasicConstraints, extension::not_an_authority());
    })
}

pub(super) fn expired_intermediate<'a>(igc_sante: &'a IgcSante, request: &LeafRequest) -> IssuingResult<'a> {
    with_intermediate(igc_sante, request, |tbs| {
        tbs.validity = extension::validity(datetime!(2013-06-25 0:00 UTC), datetime!(2023-06-24 0:00 UTC));
    })
}

/// The regular issuer, sent along with one field of its certificate replaced and signed again by the root.
fn with_intermediate<'a>(igc_sante: &'a IgcSante, request: &LeafRequest, spoil: fn(&mut Tbs)) -> IssuingResult<'a> {
    let authority = request.authority();
    let (root, signer) = (igc_sante.signer_of(authority.root())?, igc_sante.signer_of(authority)?);
    let params = authority::intermediate_params(&root, &signer, &igc_sante.place(authority));
    let mut tbs = Tbs::of(&params, signer.key, &root)?;
    spoil(&mut tbs);
    Ok(IssuingChain { signer, certificates: vec![tbs.sign(root.key, SignatureForm::Sha256)?] })
}
