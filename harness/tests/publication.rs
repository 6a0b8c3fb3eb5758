// SPDX-License-Identifier: EUPL-1.2
//! A client that is not ours, curl, meets every fault of the publication point; what it asked is all recorded.

use fake_pki::{IgcSante, KeyRole, LeafRequest, Profile, Subject};
use harness::evidence::Recorder;
use harness::fault::PublicationFault::{self, *};
use harness::wire::tls::Credentials;
use harness::world::publication::{Listener, Page, Point, PublicationCertificate, Served, Site};
use judgement::fact::{Download, Fact};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Arc, LazyLock};
use tokio::process::Command;

const PATH: &str = "/liste.xml";
const SINCE: &str = "Thu, 26 Nov 2026 07:00:00 GMT";
const LIST: &[u8] = &[b'x'; 100_000];

static IGC_SANTE: LazyLock<Arc<IgcSante>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    Arc::new(IgcSante::open_or_create(&folder, &|_| ()).expect("TEST keys"))
});

struct Fixture {
    fault: Option<PublicationFault>,
    certificate: PublicationCertificate,
}

impl Site for Fixture {
    fn served(&self, path: &str) -> Served {
        let page = (path == PATH).then(|| Page {
            content_type: "application/xml",
            body: LIST.into(),
            edition: Some(7),
            last_modified: Some(SINCE.to_owned()),
        });
        Served { page, fault: self.fault, owner: None }
    }

    fn credentials(&self) -> Option<Result<Credentials, String>> {
        Some(self.certificate.credentials(self.fault))
    }
}

/// A publication point with one fault, and what it records.
struct Bench {
    point: Point,
    recorder: Arc<Recorder>,
    folder: tempfile::TempDir,
}

impl Bench {
    async fn open(fault: Option<PublicationFault>) -> Bench {
        let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0);
        let listener = Listener::bind(address, "the list").await.expect("a free port");
        let certificate = PublicationCertificate::new(IGC_SANTE.clone(), Ipv4Addr::LOCALHOST);
        let recorder = Recorder::new();
        let seen = recorder.clone();
        let see = move |owner: Option<&str>, fact| seen.see(owner, "publication", fact);
        let point = listener.serve(Fixture { fault, certificate }, see);
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("root.pem"), IGC_SANTE.root_pem()).expect("the root is written");
        Bench { point, recorder, folder }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs curl; none where there is no such command, unless witnesses are required.
    async fn curl(&self, arguments: &[&str]) -> Option<Output> {
        let url = format!("https://{}{PATH}", self.point.address);
        let mut command = Command::new("curl");
        command.args(["--silent", "--show-error", "--noproxy", "*", "--output"]).arg(self.file("got"));
        command.args(["--write-out", "%{http_code} %{size_download} %{content_type}", "--cacert"]);
        command.arg(self.file("root.pem")).args(arguments).arg(url);
        match command.output().await {
            Ok(output) => Some(output),
            Err(error) => {
                let required = std::env::var_os("MSSANTE_WITNESSES").is_some_and(|value| value == "required");
                assert!(!required, "curl cannot be run: {error}");
                eprintln!("no curl here: this witness is not heard");
                None
            }
        }
    }

    fn downloads(&self) -> Vec<Download> {
        let downloads = self.recorder.evidence().observations.into_iter().filter_map(|seen| match seen.fact {
            Fact::Downloaded(download) => Some(download),
            _ => None,
        });
        downloads.collect()
    }

    fn exercised(&self) -> Vec<String> {
        let exercised = self.recorder.evidence().observations.into_iter().filter_map(|seen| match seen.fact {
            Fact::FaultExercised { fault, .. } => Some(fault),
            _ => None,
        });
        exercised.collect()
    }
}

/// Exit code of curl and what it says or writes, for one fault.
fn expected(fault: PublicationFault) -> (i32, &'static str) {
    match fault {
        NotModified => (0, "304 0 "),
        Forbidden => (0, "403 0 "),
        NotFound => (0, "404 0 "),
        ServerError => (0, "500 0 "),
        Unavailable => (0, "503 0 "),
        RedirectLoop => (47, "Maximum (5) redirects followed"),
        WebPage => (0, "text/html"),
        Empty => (0, "200 0 application/xml"),
        Cut => (18, "200 32768 application/xml"),
        Slow => (28, "timed out"),
        Silent => (28, "0 bytes received"),
        Reset => (52, "Empty reply from server"),
        Huge => (0, "200 268535456 application/xml"),
        CertificateExpired => (60, "certificate has expired"),
        CertificateForeign => (60, "self-signed certificate in certificate chain"),
        CertificateOtherHost => (60, "no alternative certificate subject name matches"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_meets_every_fault_as_it_is_named_and_each_is_recorded() {
    println!("{:28} {:>4}  what curl says", "fault", "exit");
    for fault in PublicationFault::ALL {
        let bench = Bench::open(Some(*fault)).await;
        // Only an answer that never ends needs to be given up.
        let patience = if matches!(fault, Slow | Silent) { "1" } else { "60" };
        let arguments = ["--max-time", patience, "--location", "--max-redirs", "5"];
        let Some(output) = bench.curl(&arguments).await else { return };
        let said = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
        let (code, words) = expected(*fault);
        println!("{:28} {:>4}  {}", fault.id(), output.status.code().unwrap_or(-1), said.trim());
        assert_eq!(output.status.code(), Some(code), "{}: {said}", fault.id());
        assert!(said.contains(words), "{}: {said}", fault.id());
        assert!(!bench.exercised().is_empty(), "{} was met in silence", fault.id());
        assert!(bench.exercised().iter().all(|met| *met == format!("publication/{}", fault.id())));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn honest_point_gives_the_list_and_honours_both_conditions() {
    let bench = Bench::open(None).await;
    let Some(plain) = bench.curl(&[]).await else { return };
    assert_eq!(String::from_utf8_lossy(&plain.stdout), "200 100000 application/xml");
    assert_eq!(std::fs::read(bench.file("got")).expect("it came"), LIST);
    for (header, answer) in [
        ("If-None-Match: \"7\"", "304 0 "),
        ("If-None-Match: \"6\"", "200 100000 "),
        (&format!("If-Modified-Since: {SINCE}"), "304 0 "),
        ("If-Modified-Since: Thu, 26 Nov 2026 06:59:59 GMT", "200 100000 "),
    ] {
        let output = bench.curl(&["--header", header]).await.expect("curl ran before");
        assert!(String::from_utf8_lossy(&output.stdout).starts_with(answer), "{header}");
    }
    let downloads = bench.downloads();
    assert_eq!(downloads.iter().map(Download::is_conditional).collect::<Vec<_>>(), [false, true, true, true, true]);
    assert!(bench.exercised().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn request_is_recorded_with_its_tls_certificate_and_headers_but_not_its_secrets() {
    let bench = Bench::open(None).await;
    let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
    let client = IGC_SANTE.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).expect("a leaf");
    let pem = [client.chain_pem(), client.key_pem()].concat();
    std::fs::write(bench.file("client.pem"), pem).expect("the client's certificate is written");
    let shown = bench.file("client.pem").display().to_string();
    let secret = ["--cert", &shown, "--user", "agent:secret", "--user-agent", "essai/1", "--tls-max", "1.2"];
    if bench.curl(&secret).await.is_none() {
        return;
    }
    let [download] = &bench.downloads()[..] else { panic!("one request: {:?}", bench.downloads()) };
    assert_eq!((download.method.as_str(), download.path.as_str(), download.status), ("GET", PATH, 200));
    assert_eq!(download.tls.as_deref(), Some("TLSv1.2"));
    let certificate = download.certificate.as_ref().expect("the certificate shown");
    assert_eq!(certificate.cn.as_deref(), Some("mss1.clinique.test"));
    assert_eq!(download.header("user-agent"), Some("essai/1"));
    assert_eq!(download.header("authorization"), Some("(withheld)"));
    assert_eq!((download.edition, download.at_once), (Some(7), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn asker_that_turns_away_from_the_certificate_is_recorded() {
    let bench = Bench::open(Some(CertificateExpired)).await;
    if bench.curl(&[]).await.is_none() {
        return;
    }
    let turned_away = |seen: &[judgement::evidence::Observation]| {
        seen.iter().any(|o| matches!(&o.fact, Fact::Downloaded(d) if d.failure.is_some()))
    };
    assert!(bench.recorder.wait(None, std::time::Duration::from_secs(10), turned_away).await);
    let [download] = &bench.downloads()[..] else { panic!("one attempt: {:?}", bench.downloads()) };
    assert_eq!(download.failure.as_deref(), Some("TLS alert certificate_expired"));
}
