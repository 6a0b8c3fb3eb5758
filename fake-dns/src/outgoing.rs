// SPDX-License-Identifier: EUPL-1.2
//! A reply in the octets that leave.

use hickory_proto::op::{Edns, Header, HeaderCounts, Metadata, ResponseCode};
use hickory_proto::serialize::binary::BinEncoder;
use hickory_server::net::xfer::Protocol;
use hickory_server::server::{Request, ResponseHandler, ResponseInfo};
use hickory_server::zone_handler::MessageResponseBuilder;

use crate::answer::Answer;
use crate::diary::Transport;
use crate::fault::Garble;

/// The largest datagram sent to askers with EDNS, in octets: it passes unfragmented (DNS flag day 2020).
const LARGEST_DATAGRAM: u16 = 1232;
/// The largest datagram sent to askers without EDNS, in octets (RFC 1035 §4.2.1).
const PLAIN_DATAGRAM: u16 = 512;

/// A reply ready for the wire.
pub(crate) struct Outgoing {
    pub(crate) answer: Answer,
    metadata: Metadata,
    edns: Option<Edns>,
    /// True when the reply carries TC, by fault or by size.
    pub(crate) truncated: bool,
    /// What leaves instead of the encoded answer.
    pub(crate) octets: Option<Vec<u8>>,
}

impl Outgoing {
    pub(crate) fn new(request: &Request, answer: Answer, recursion_available: bool) -> Self {
        let mut metadata = Metadata::response_from_request(&request.metadata);
        metadata.response_code = answer.rcode;
        metadata.authoritative = answer.authoritative;
        metadata.truncation = answer.truncated;
        metadata.recursion_available = recursion_available;
        // A question with OPT gets an answer with OPT (RFC 6891 §6.1.1). The encoder cuts at the size written in it.
        // A FORMERR carries none: its sender has not understood OPT (§7).
        let theirs = request.edns.as_ref().filter(|_| answer.rcode != ResponseCode::FormErr);
        let edns = theirs.map(|theirs| {
            let mut ours = Edns::new();
            ours.set_max_payload(theirs.max_payload().clamp(PLAIN_DATAGRAM, LARGEST_DATAGRAM));
            ours.set_rcode_high(answer.rcode.high());
            ours
        });
        let mut outgoing = Self { answer, metadata, edns, truncated: metadata.truncation, octets: None };
        // Encoded once beforehand: the diary records the truncation before the reply leaves.
        outgoing.truncated |= outgoing.encode(request).is_some_and(|(_, truncated)| truncated);
        outgoing
    }

    /// Puts changed octets in the place of the encoded answer; false when there is nothing to change.
    pub(crate) fn spoil(&mut self, request: &Request, garble: Garble) -> bool {
        let encoded = self.encode(request).map(|(octets, _)| octets);
        self.octets = encoded.and_then(garble);
        self.octets.is_some()
    }

    /// The octets that leave.
    pub(crate) fn into_octets(self, request: &Request) -> Option<Vec<u8>> {
        match self.octets {
            Some(octets) => Some(octets),
            None => self.encode(request).map(|(octets, _)| octets),
        }
    }

    /// The answer encoded and cut to what its transport takes, and whether it was cut.
    fn encode(&self, request: &Request) -> Option<(Vec<u8>, bool)> {
        let mut octets = Vec::with_capacity(usize::from(PLAIN_DATAGRAM));
        let mut encoder = BinEncoder::new(&mut octets);
        encoder.set_max_size(match transport_of(request) {
            Transport::Udp => self.edns.as_ref().map_or(PLAIN_DATAGRAM, Edns::max_payload),
            Transport::Tcp => u16::MAX,
        });
        let message = MessageResponseBuilder::new(&request.queries, self.edns.as_ref()).build(
            self.metadata,
            &self.answer.answers,
            &self.answer.authorities,
            [],
            &self.answer.additionals,
        );
        let info = message.destructive_emit(&mut encoder).ok()?;
        Some((octets, info.truncation))
    }

    pub(crate) async fn send<R: ResponseHandler>(&self, request: &Request, mut wire: R) -> ResponseInfo {
        let message = MessageResponseBuilder::new(&request.queries, self.edns.as_ref()).build(
            self.metadata,
            &self.answer.answers,
            &self.answer.authorities,
            [],
            &self.answer.additionals,
        );
        match wire.send_response(message).await {
            Ok(info) => info,
            Err(error) => {
                tracing::debug!(%error, to = %request.src(), "the reply did not leave");
                silent(request)
            }
        }
    }
}

pub(crate) fn transport_of(request: &Request) -> Transport {
    if request.protocol() == Protocol::Udp { Transport::Udp } else { Transport::Tcp }
}

/// The word to hickory-server that nothing more is to be sent.
pub(crate) fn silent(request: &Request) -> ResponseInfo {
    let metadata = Metadata::response_from_request(&request.metadata);
    ResponseInfo::from(Header { metadata, counts: HeaderCounts::default() })
}

/// The mnemonic of a response code (RFC 6895 §2.3).
pub(crate) fn mnemonic(rcode: ResponseCode) -> String {
    match rcode {
        ResponseCode::NoError => "NOERROR".to_owned(),
        ResponseCode::FormErr => "FORMERR".to_owned(),
        ResponseCode::ServFail => "SERVFAIL".to_owned(),
        ResponseCode::NXDomain => "NXDOMAIN".to_owned(),
        ResponseCode::NotImp => "NOTIMP".to_owned(),
        ResponseCode::Refused => "REFUSED".to_owned(),
        ResponseCode::NotAuth => "NOTAUTH".to_owned(),
        ResponseCode::BADVERS | ResponseCode::BADSIG => "BADVERS".to_owned(),
        other => format!("RCODE{}", u16::from(other)),
    }
}
