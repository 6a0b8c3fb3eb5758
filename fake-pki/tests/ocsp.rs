// SPDX-License-Identifier: EUPL-1.2
//! The OCSP responder before the command `openssl ocsp`, and its diary.

mod bench;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bench::run_openssl;
use fake_pki::{
    Authority, Endpoints, IgcSante, KeyRole, LeafRequest, OcspFault, OcspRequest, OcspResponder, Profile, Publication,
    Subject,
};

struct Bench {
    responder: Arc<OcspResponder>,
    publication: Publication,
    serial: Vec<u8>,
    directory: tempfile::TempDir,
    _runtime: tokio::runtime::Runtime,
}

fn bench() -> Bench {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("igc-sante");
    let igc_sante = IgcSante::open_or_create(&kept, &|_| {}).expect("hierarchy opens");
    let igc_sante = igc_sante.at(std::time::SystemTime::now(), Endpoints::default()).expect("hierarchy moves to now");
    let subject = Subject::operateur("mss1.clinique.test", "1990000001", "CLINIQUE EXEMPLE");
    let leaf = igc_sante.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Peer(1))).expect("leaf");
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: String| std::fs::write(directory.path().join(name), text).expect("file is written");
    write("leaf.pem", leaf.chain_pem());
    write("root.pem", igc_sante.root_pem());
    write("issuer.pem", igc_sante.intermediate_pem());
    let pages = [(Authority::ROOT.crl_path(), b"a list".to_vec())].into();
    let responder = OcspResponder::open(Arc::new(igc_sante), Authority::ORGANISATIONS).expect("responder opens");
    let responder = Arc::new(responder);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let publication = Publication::serve(anywhere, pages, Some(Arc::clone(&responder)));
    let publication = runtime.block_on(publication).expect("it listens");
    Bench { responder, publication, serial: leaf.serial, directory, _runtime: runtime }
}

impl Bench {
    fn ask(&self, more: &[&str]) -> Option<String> {
        let url = format!("http://{}/ocsp", self.publication.address);
        let arguments = ["ocsp", "-issuer", "issuer.pem", "-cert", "leaf.pem", "-CAfile", "root.pem", "-url", &url];
        run_openssl(&[&arguments[..], more].concat(), self.directory.path())
    }

    fn get(&self, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(self.publication.address).expect("it accepts");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: ocsp.test\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let head = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head ends") + 4;
        (String::from_utf8_lossy(&answer[..head]).into_owned(), answer[head..].to_vec())
    }
}

#[test]
fn openssl_believes_good_and_revoked_answers_and_no_other() {
    let bench = bench();
    let cases = [
        (None, "leaf.pem: good", "Response verify OK"),
        (Some(OcspFault::Unknown), "leaf.pem: unknown", "Response verify OK"),
        (Some(OcspFault::Revoked), "leaf.pem: revoked", "Reason: keyCompromise"),
        (Some(OcspFault::Stale), "WARNING: Status times invalid", "status expired"),
        (Some(OcspFault::WrongSigner), "Response Verify Failure", "missing ocspsigning usage"),
        (Some(OcspFault::OtherCertificate), "ERROR: No Status found", "Response verify OK"),
        (Some(OcspFault::TryLater), "Responder Error: trylater", "trylater"),
    ];
    for (fault, words, more) in cases {
        bench.responder.commit(fault);
        let Some(said) = bench.ask(&[]) else { return };
        assert!(said.contains(words) && said.contains(more), "{fault:?}: openssl says\n{said}");
    }
    bench.responder.commit(None);
    bench.responder.revoke(&bench.serial);
    assert!(bench.ask(&["-no_nonce"]).is_some_and(|said| said.contains("leaf.pem: revoked")));
    let diary = bench.publication.diary();
    assert_eq!(diary.len(), cases.len() + 1);
    assert!(diary.iter().all(|served| served.method == "POST" && served.serials == [bench.serial.clone()]));
}

#[test]
fn question_may_come_by_get_and_pages_are_served_beside() {
    use base64::Engine;
    let bench = bench();
    let made = ["-reqout", "question.der", "-no_nonce"];
    let arguments = ["ocsp", "-issuer", "issuer.pem", "-cert", "leaf.pem"];
    if run_openssl(&[&arguments[..], &made].concat(), bench.directory.path()).is_none() {
        return;
    }
    let question = std::fs::read(bench.directory.path().join("question.der")).expect("question was written");
    assert_eq!(OcspRequest::read(&question).expect("question parses").asked[0].serial, bench.serial);
    let encoded = base64::engine::general_purpose::STANDARD.encode(&question);
    let encoded = encoded.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let (head, answer) = bench.get(&format!("/ocsp/{encoded}"));
    assert!(head.contains("application/ocsp-response"), "{head}");
    std::fs::write(bench.directory.path().join("answer.der"), answer).expect("file is written");
    let arguments = ["-CAfile", "root.pem", "-respin", "answer.der", "-no_nonce"];
    let read = ["ocsp", "-issuer", "issuer.pem", "-cert", "leaf.pem"];
    let said = run_openssl(&[&read[..], &arguments].concat(), bench.directory.path()).expect("openssl is there");
    assert!(said.contains("leaf.pem: good") && said.contains("Response verify OK"), "{said}");
    let (head, body) = bench.get(&Authority::ROOT.crl_path());
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("application/pkix-crl"), "{head}");
    assert_eq!(body, b"a list");
    assert!(bench.get("/CRL/INTROUVABLE.crl").0.starts_with("HTTP/1.1 404"));
    let statuses: Vec<_> =
        bench.publication.diary().iter().map(|served| (served.status, served.serials.len())).collect();
    assert_eq!(statuses, [(Some(200), 1), (Some(200), 0), (Some(404), 0)]);
}

#[test]
fn silent_responder_has_heard_the_question_and_says_nothing() {
    let bench = bench();
    bench.responder.commit(Some(OcspFault::Silent));
    let mut stream = TcpStream::connect(bench.publication.address).expect("it accepts");
    stream.write_all(b"POST /ocsp HTTP/1.1\r\nHost: ocsp.test\r\nContent-Length: 2\r\n\r\n\x30\x00").expect("it reads");
    let deadline = Instant::now() + Duration::from_secs(30);
    while bench.publication.diary().is_empty() && Instant::now() < deadline {
        std::thread::yield_now();
    }
    let diary = bench.publication.diary();
    assert_eq!((diary.len(), diary[0].status), (1, None), "the question was heard and left unanswered");
    stream.set_read_timeout(Some(Duration::from_millis(100))).expect("a timeout");
    assert!(stream.read(&mut [0]).is_err(), "nothing comes");
}

#[test]
fn what_is_no_question_is_answered_as_malformed() {
    let bench = bench();
    let answer = bench.responder.answer(b"hello").expect("it answers").expect("it is not silent");
    assert_eq!(answer, [0x30, 3, 0x0a, 1, 1]);
}
