// SPDX-License-Identifier: EUPL-1.2
//! Turns one request into one reply: honest answer, fault, diary entry, wire.

use std::sync::{Arc, PoisonError, RwLock};

use hickory_proto::op::{Edns, Header, HeaderCounts, Metadata, OpCode, ResponseCode};
use hickory_proto::rr::{DNSClass, RecordType};
use hickory_proto::serialize::binary::BinEncoder;
use hickory_server::net::runtime::Time;
use hickory_server::net::xfer::Protocol;
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::zone_handler::MessageResponseBuilder;

use crate::diary::{Diary, Entry, Transport};
use crate::fault::{Asked, Faults, Reply};
use crate::recursion::Recursion;
use crate::zones::{Answer, Question, Zones};

/// Largest datagram sent to whoever says it can take it: what passes everywhere unfragmented (DNS flag day 2020).
const LARGEST_DATAGRAM: u16 = 1232;
/// Datagram size of askers that say nothing (RFC 1035 §4.2.1).
const PLAIN_DATAGRAM: u16 = 512;

/// Is what one server knows and how it may be changed while it runs.
pub(crate) struct State {
    pub(crate) label: String,
    pub(crate) diary: Diary,
    pub(crate) recursion: Option<Recursion>,
    pub(crate) zones: RwLock<Zones>,
    pub(crate) faults: RwLock<Faults>,
}

/// Answers the requests that the transport has read.
pub(crate) struct Responder(pub(crate) Arc<State>);

#[async_trait::async_trait]
impl RequestHandler for Responder {
    async fn handle_request<R: ResponseHandler, T: Time>(&self, request: &Request, wire: R) -> ResponseInfo {
        let (reply, fault) = self.0.decide(request).await;
        let transport = transport_of(request);
        match reply {
            Reply::Silence => {
                self.0.diary.write(self.0.entry(request, None, fault));
                silent(request)
            }
            Reply::Send(answer) => {
                let outgoing = Outgoing::new(request, answer, transport, self.0.recursion.is_some());
                self.0.diary.write(self.0.entry(request, Some(&outgoing), fault));
                outgoing.send(request, wire).await
            }
        }
    }
}

impl State {
    /// Gives the reply to a request, and the id of the fault that made it what it is.
    async fn decide(&self, request: &Request) -> (Reply, Option<&'static str>) {
        let question = match question_of(request) {
            Ok(question) => question,
            Err(rcode) => return (Reply::Send(Answer::bare(rcode)), None),
        };
        let honest = match &self.recursion {
            None => self.zones.read().unwrap_or_else(PoisonError::into_inner).answer(&question),
            Some(recursion) if request.metadata.recursion_desired => recursion.resolve(&question).await,
            Some(_) => Answer::bare(ResponseCode::Refused),
        };
        let faults = self.faults.read().unwrap_or_else(PoisonError::into_inner);
        let Some(fault) = faults.on(&question.name) else { return (Reply::Send(honest), None) };
        let zones = self.zones.read().unwrap_or_else(PoisonError::into_inner);
        let asked = Asked { question: &question, transport: transport_of(request), zones: &zones };
        match fault.spoil(&asked, &honest) {
            Some(reply) => (reply, Some(fault.id())),
            None => (Reply::Send(honest), None),
        }
    }

    fn entry(&self, request: &Request, sent: Option<&Outgoing>, fault: Option<&str>) -> Entry {
        let asked = match request.queries.queries() {
            [query] => Some(query.original()),
            _ => None,
        };
        let answer = sent.map(|outgoing| &outgoing.answer);
        Entry {
            server: self.label.clone(),
            from: request.src(),
            transport: transport_of(request),
            name: asked.map(|query| query.name().to_ascii()).unwrap_or_default(),
            kind: asked.map(|query| query.query_type().to_string()).unwrap_or_default(),
            recursion_desired: request.metadata.recursion_desired,
            rcode: answer.map_or_else(|| Entry::NO_REPLY.to_owned(), |answer| mnemonic(answer.rcode)),
            authoritative: answer.is_some_and(|answer| answer.authoritative),
            referral: answer.is_some_and(Answer::is_referral),
            truncated: sent.is_some_and(|outgoing| outgoing.truncated),
            answers: answer
                .into_iter()
                .flat_map(|answer| &answer.answers)
                .map(|record| record.data.to_string())
                .collect(),
            fault: fault.map(str::to_owned),
        }
    }
}

/// Is a reply ready for the wire.
struct Outgoing {
    answer: Answer,
    metadata: Metadata,
    edns: Option<Edns>,
    /// True when the asker will read TC, by fault or by size.
    truncated: bool,
}

impl Outgoing {
    fn new(request: &Request, answer: Answer, transport: Transport, recursion_available: bool) -> Self {
        let mut metadata = Metadata::response_from_request(&request.metadata);
        metadata.response_code = answer.rcode;
        metadata.authoritative = answer.authoritative;
        metadata.truncation = answer.truncated;
        metadata.recursion_available = recursion_available;
        // RFC 6891 §6.1.1: a question with OPT gets an answer with OPT. The encoder cuts at the size written in it.
        let edns = request.edns.as_ref().map(|theirs| {
            let mut ours = Edns::new();
            ours.set_max_payload(theirs.max_payload().clamp(PLAIN_DATAGRAM, LARGEST_DATAGRAM));
            ours
        });
        let mut outgoing = Self { answer, metadata, edns, truncated: metadata.truncation };
        outgoing.truncated |= transport == Transport::Udp && outgoing.is_too_long(request);
        outgoing
    }

    /// Encodes once for nothing, so that the diary can tell the truncation before the reply leaves.
    fn is_too_long(&self, request: &Request) -> bool {
        let mut octets = Vec::with_capacity(usize::from(PLAIN_DATAGRAM));
        let mut encoder = BinEncoder::new(&mut octets);
        encoder.set_max_size(self.edns.as_ref().map_or(PLAIN_DATAGRAM, Edns::max_payload));
        let message = MessageResponseBuilder::new(&request.queries, self.edns.as_ref()).build(
            self.metadata,
            &self.answer.answers,
            &self.answer.authorities,
            [],
            &self.answer.additionals,
        );
        message.destructive_emit(&mut encoder).is_ok_and(|info| info.truncation)
    }

    async fn send<R: ResponseHandler>(&self, request: &Request, mut wire: R) -> ResponseInfo {
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

/// Reads the one question of class IN that can be answered, or says why there is none.
fn question_of(request: &Request) -> Result<Question, ResponseCode> {
    if request.metadata.op_code != OpCode::Query {
        return Err(ResponseCode::NotImp);
    }
    let [query] = request.queries.queries() else { return Err(ResponseCode::FormErr) };
    let query = query.original();
    // Zone transfers (RFC 5936) would give away the whole world of a run at once.
    let transfer = matches!(query.query_type(), RecordType::AXFR | RecordType::IXFR);
    if query.query_class() != DNSClass::IN || transfer {
        return Err(ResponseCode::Refused);
    }
    Ok(Question { name: query.name().clone(), kind: query.query_type() })
}

fn transport_of(request: &Request) -> Transport {
    if request.protocol() == Protocol::Udp { Transport::Udp } else { Transport::Tcp }
}

/// Tells the transport that nothing more is to be sent.
fn silent(request: &Request) -> ResponseInfo {
    let metadata = Metadata::response_from_request(&request.metadata);
    ResponseInfo::from(Header { metadata, counts: HeaderCounts::default() })
}

/// Writes a response code as DNS operators do (RFC 6895 §2.3).
fn mnemonic(rcode: ResponseCode) -> String {
    match rcode {
        ResponseCode::NoError => "NOERROR".to_owned(),
        ResponseCode::FormErr => "FORMERR".to_owned(),
        ResponseCode::ServFail => "SERVFAIL".to_owned(),
        ResponseCode::NXDomain => "NXDOMAIN".to_owned(),
        ResponseCode::NotImp => "NOTIMP".to_owned(),
        ResponseCode::Refused => "REFUSED".to_owned(),
        other => format!("RCODE{}", u16::from(other)),
    }
}
