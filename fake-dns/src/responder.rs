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
use tokio::net::UdpSocket;

use crate::diary::{Diary, Entry, Hop, Transport};
use crate::fault::{Asked, Faults, Garble, Reply};
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

/// Answers the questions that hickory-server has read from a datagram.
pub(crate) struct Responder {
    pub(crate) state: Arc<State>,
    /// The very socket that the question came to: octets that no encoder would write leave through it.
    pub(crate) socket: UdpSocket,
}

#[async_trait::async_trait]
impl RequestHandler for Responder {
    async fn handle_request<R: ResponseHandler, T: Time>(&self, request: &Request, wire: R) -> ResponseInfo {
        let Some(outgoing) = self.state.reply(request).await else { return silent(request) };
        match &outgoing.octets {
            None => outgoing.send(request, wire).await,
            // hickory-server asserts that ids match and sends nothing but what its encoder writes.
            Some(octets) => {
                if let Err(error) = self.socket.send_to(octets, request.src()).await {
                    tracing::debug!(%error, to = %request.src(), "the reply did not leave");
                }
                silent(request)
            }
        }
    }
}

impl State {
    /// Gives what leaves for the asker, if anything does, when the time for it has come; the diary has it by then.
    pub(crate) async fn reply(&self, request: &Request) -> Option<Outgoing> {
        let decision = self.decide(request).await;
        let (answer, garble) = match decision.reply {
            Reply::Silence => {
                self.diary.write(self.entry(request, None, decision.fault, decision.hops));
                return None;
            }
            Reply::Send(answer) => (answer, None),
            Reply::Garbled(answer, garble) => (answer, Some(garble)),
            Reply::Late(answer, wait) => {
                tokio::time::sleep(wait).await;
                (answer, None)
            }
        };
        let mut outgoing = Outgoing::new(request, answer, self.recursion.is_some());
        let spoilt = garble.is_none_or(|garble| outgoing.spoil(request, garble));
        let fault = decision.fault.filter(|_| spoilt);
        self.diary.write(self.entry(request, Some(&outgoing), fault, decision.hops));
        Some(outgoing)
    }

    /// Decides on the reply to a request.
    async fn decide(&self, request: &Request) -> Decision {
        let question = match question_of(request) {
            Ok(question) => question,
            Err(rcode) => return Decision::honest(Answer::bare(rcode), Vec::new()),
        };
        let (honest, hops) = match &self.recursion {
            None => (self.zones.read().unwrap_or_else(PoisonError::into_inner).answer(&question), Vec::new()),
            Some(recursion) if request.metadata.recursion_desired => recursion.resolve(&question).await,
            Some(_) => (Answer::bare(ResponseCode::Refused), Vec::new()),
        };
        let faults = self.faults.read().unwrap_or_else(PoisonError::into_inner);
        let Some((domain, fault)) = faults.on(&question.name) else { return Decision::honest(honest, hops) };
        let zones = self.zones.read().unwrap_or_else(PoisonError::into_inner);
        let (transport, edns) = (transport_of(request), request.edns.is_some());
        let asked = Asked { question: &question, domain, transport, edns, zones: &zones };
        match fault.spoil(&asked, &honest) {
            Some(reply) => Decision { reply, fault: Some(fault.id()), hops },
            None => Decision::honest(honest, hops),
        }
    }

    fn entry(&self, request: &Request, sent: Option<&Outgoing>, fault: Option<&str>, hops: Vec<Hop>) -> Entry {
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
            hops,
            fault: fault.map(str::to_owned),
        }
    }
}

/// Is what was decided about one request.
struct Decision {
    reply: Reply,
    /// The fault that made the reply what it is.
    fault: Option<&'static str>,
    hops: Vec<Hop>,
}

impl Decision {
    fn honest(answer: Answer, hops: Vec<Hop>) -> Self {
        Self { reply: Reply::Send(answer), fault: None, hops }
    }
}

/// Is a reply ready for the wire.
pub(crate) struct Outgoing {
    answer: Answer,
    metadata: Metadata,
    edns: Option<Edns>,
    /// True when the asker will read TC, by fault or by size.
    truncated: bool,
    /// What leaves instead of the encoded answer.
    octets: Option<Vec<u8>>,
}

impl Outgoing {
    fn new(request: &Request, answer: Answer, recursion_available: bool) -> Self {
        let mut metadata = Metadata::response_from_request(&request.metadata);
        metadata.response_code = answer.rcode;
        metadata.authoritative = answer.authoritative;
        metadata.truncation = answer.truncated;
        metadata.recursion_available = recursion_available;
        // RFC 6891 §6.1.1: a question with OPT gets an answer with OPT. The encoder cuts at the size written in it.
        // §7: whoever answers FORMERR has not understood OPT, and sends none.
        let theirs = request.edns.as_ref().filter(|_| answer.rcode != ResponseCode::FormErr);
        let edns = theirs.map(|theirs| {
            let mut ours = Edns::new();
            ours.set_max_payload(theirs.max_payload().clamp(PLAIN_DATAGRAM, LARGEST_DATAGRAM));
            ours.set_rcode_high(answer.rcode.high());
            ours
        });
        let mut outgoing = Self { answer, metadata, edns, truncated: metadata.truncation, octets: None };
        // Encodes once for nothing, so that the diary can tell the truncation before the reply leaves.
        outgoing.truncated |= outgoing.encode(request).is_some_and(|(_, truncated)| truncated);
        outgoing
    }

    /// Puts spoilt octets in the place of the encoded answer; false when the spoiling changes nothing.
    fn spoil(&mut self, request: &Request, garble: Garble) -> bool {
        let encoded = self.encode(request).map(|(octets, _)| octets);
        self.octets = encoded.and_then(garble);
        self.octets.is_some()
    }

    /// Gives the octets that leave.
    pub(crate) fn into_octets(self, request: &Request) -> Option<Vec<u8>> {
        match self.octets {
            Some(octets) => Some(octets),
            None => self.encode(request).map(|(octets, _)| octets),
        }
    }

    /// Encodes the answer, cut to what its transport takes; tells whether it had to be cut.
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
