// SPDX-License-Identifier: EUPL-1.2
//! The way from a request to its reply: honest answer, fault, diary entry, wire.

use std::sync::{Arc, PoisonError, RwLock};

use hickory_proto::op::{OpCode, ResponseCode};
use hickory_proto::rr::{DNSClass, RecordType};
use hickory_server::net::runtime::Time;
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use tokio::net::UdpSocket;

use crate::answer::{Answer, Question};
use crate::diary::{Diary, Entry, Hop};
use crate::fault::{Asked, Faults, Reply};
use crate::outgoing::{Outgoing, mnemonic, silent, transport_of};
use crate::recursion::Recursion;
use crate::zones::Zones;

/// What one server answers from; zones and faults may change while it runs.
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
    /// The socket that the question came to; octets that no encoder would write leave through it.
    pub(crate) socket: UdpSocket,
}

#[async_trait::async_trait]
impl RequestHandler for Responder {
    async fn handle_request<R: ResponseHandler, T: Time>(&self, request: &Request, wire: R) -> ResponseInfo {
        let Some(outgoing) = self.state.reply(request).await else { return silent(request) };
        match &outgoing.octets {
            None => outgoing.send(request, wire).await,
            // hickory-server asserts that ids match, and sends nothing but what its encoder writes.
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
    /// The reply to a request, when it is time to send it; none for silence. The diary has it by then.
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

    /// The reply to a request, and the fault that made it so.
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

/// What was decided about one request.
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

/// The one question of class IN that can be answered, or the response code to refuse the request with.
fn question_of(request: &Request) -> Result<Question, ResponseCode> {
    if request.metadata.op_code != OpCode::Query {
        return Err(ResponseCode::NotImp);
    }
    let [query] = request.queries.queries() else { return Err(ResponseCode::FormErr) };
    let query = query.original();
    // Zone transfers (RFC 5936) would give away the names of a whole run.
    let transfer = matches!(query.query_type(), RecordType::AXFR | RecordType::IXFR);
    if query.query_class() != DNSClass::IN || transfer {
        return Err(ResponseCode::Refused);
    }
    Ok(Question { name: query.name().clone(), kind: query.query_type() })
}
