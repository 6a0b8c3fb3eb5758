// SPDX-License-Identifier: EUPL-1.2
//! The commands `pki issue` and `pki lint`.

use super::output::{Content, fill};
use super::run::open_igc_sante;
use super::{Exit, Failure};
use clap::{Args, Subcommand};
use fake_pki::{
    AlternativeNames, Credential, Deviation, Endpoints, Environment, IgcSante, KeyRole, LeafRequest, Naming, Person,
    Profile, Range, Subject,
};
use input::{InputError, nearest};
use operator::certificate::{self, Lint};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

#[derive(Debug, Subcommand)]
pub enum PkiCommand {
    /// Issue a TEST certificate of the fake IGC Santé, regular or with one thing wrong.
    Issue(Box<IssueArgs>),
    /// Compare a real certificate, line by line, with its profile and the DN rules of Annexe 1; exit 0 if nothing differs, 1 if something does.
    Lint {
        /// Certificate in PEM or DER, of an operator or of an authority.
        #[arg(value_name = "CERT")]
        file: PathBuf,
        /// The offer to compare with, guessed from the certificate when absent.
        #[arg(long, value_name = "ID")]
        profile: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct IssueArgs {
    /// The certificate offer, as ssl-serveur, org-auth-cli, org-sign or smime-sign.
    #[arg(long, value_name = "ID", default_value = "ssl-serveur")]
    profile: String,
    /// The one thing wrong: an id of `list faults`, without `pki/`.
    #[arg(long, value_name = "ID")]
    deviation: Option<String>,
    /// test or production.
    #[arg(long, value_name = "NAME", default_value = "test")]
    environment: String,
    /// elementaire, standard or fort.
    #[arg(long, value_name = "NAME", default_value = "elementaire")]
    range: String,
    /// Host of the mail server, or the name of what the certificate is for.
    #[arg(long, default_value = "mss1.harnais-test.test")]
    cn: String,
    /// 1 + FINESS or 3 + SIRET.
    #[arg(long, default_value = "1990000002")]
    ou: String,
    #[arg(long, default_value = "OPERATEUR HARNAIS TEST")]
    o: String,
    /// Département, as `Paris (75)`.
    #[arg(long, default_value = "Paris (75)")]
    st: String,
    /// Further hosts, or the mailboxes of an S/MIME offer.
    #[arg(long, value_name = "NAME")]
    san: Vec<String>,
    /// Take the published names and addresses of the real authorities: on closed networks only.
    #[arg(long)]
    faithful_names: bool,
    /// Where the files go.
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// Write a PKCS#12 file too, under this password.
    #[arg(long, value_name = "PASSWORD")]
    p12_password: Option<String>,
    /// Folder of the TEST keys of the hierarchy.
    #[arg(long, value_name = "DIR", default_value = super::init::KEYS)]
    trust: PathBuf,
}

pub fn pki(command: PkiCommand) -> Result<Exit, Failure> {
    match command {
        PkiCommand::Issue(args) => issue(&args),
        PkiCommand::Lint { file, profile } => lint(&file, profile.as_deref()),
    }
}

fn lint(file: &Path, profile: Option<&str>) -> Result<Exit, Failure> {
    let profile = profile.map(profile_of).transpose()?;
    let bytes = fs::read(file).map_err(|error| InputError::new(file, format!("cannot be read: {error}")))?;
    let lint = Lint::of(&bytes, profile).map_err(|error| InputError::new(file, error.to_string()))?;
    print!("{}", certificate::report(&lint));
    Ok(if lint.differences() == 0 { Exit::Conforming } else { Exit::NonConforming })
}

fn issue(args: &IssueArgs) -> Result<Exit, Failure> {
    let request = request(args)?;
    let igc_sante = open_igc_sante(&args.trust)?;
    let igc_sante = match args.faithful_names {
        true => igc_sante.faithful(),
        // The profile names a responder; the default hierarchy has none.
        false => igc_sante.at(SystemTime::now(), Endpoints::of(Naming::Marked)),
    };
    let igc_sante = igc_sante?;
    let credential = igc_sante.issue(&request)?;
    let files = files(args, &request, (&igc_sante, &credential))?;
    fill(&args.out, &files)?;
    println!("TEST certificate and TEST keys, for tests only: nothing may trust them elsewhere.");
    for Content { name, .. } in &files {
        println!("  {}", args.out.join(name).display());
    }
    println!("subject  {}", credential.subject);
    println!("key      the one that all certificates issued from these TEST keys share");
    println!("profile  {} ({}, {})", request.profile.id(), args.environment, args.range);
    if let Some(deviation) = request.deviation {
        println!("wrong    {}: {}", deviation.id(), deviation.sentence_en());
    }
    if args.faithful_names {
        println!("names    those of the real authorities: keep these files inside a closed network");
    }
    Ok(Exit::Conforming)
}

fn request(args: &IssueArgs) -> Result<LeafRequest, Failure> {
    let profile = profile_of(&args.profile)?;
    let deviation = args.deviation.as_deref().map(|id| {
        let id = id.strip_prefix("pki/").unwrap_or(id);
        Deviation::find(id).ok_or_else(|| unknown("deviation", id, Deviation::ALL.iter().map(|known| known.id())))
    });
    let find_environment = || Environment::ALL.into_iter().find(|known| known.id() == args.environment);
    let environment = find_environment()
        .ok_or_else(|| unknown("environment", &args.environment, Environment::ALL.map(Environment::id)))?;
    let find_range = || Range::ALL.into_iter().find(|known| known.id() == args.range);
    let range = find_range().ok_or_else(|| unknown("range", &args.range, Range::ALL.map(Range::id)))?;
    let subject = Subject {
        cn: args.cn.clone(),
        ou: args.ou.clone(),
        o: args.o.clone(),
        st: args.st.clone(),
        c: "FR".to_owned(),
    };
    let mut san = args.san.clone();
    if san.is_empty() && profile.alternative_names() == AlternativeNames::Mailboxes {
        san.push(format!("harnais-test@{}", args.cn));
    }
    let person = profile.is_personal().then(|| Person {
        surname: "HARNAIS TEST".to_owned(),
        given_name: "CAMILLE".to_owned(),
        title: "Médecin".to_owned(),
    });
    let deviation = deviation.transpose()?;
    Ok(LeafRequest { person, san, environment, range, deviation, ..LeafRequest::new(profile, subject, KeyRole::Sut) })
}

fn profile_of(id: &str) -> Result<Profile, Failure> {
    // The form's own word for the offer, which only legal persons can order without saying more.
    let id = if id == "auth-cli" { Profile::OrgAuthCli.id() } else { id };
    let found = Profile::ALL.into_iter().find(|known| known.id() == id);
    found.ok_or_else(|| unknown("profile", id, Profile::ALL.map(Profile::id)))
}

fn unknown<'a>(what: &str, id: &str, known: impl IntoIterator<Item = &'a str>) -> Failure {
    let known: Vec<_> = known.into_iter().collect();
    let near = nearest(id, known.iter().copied()).map(|near| format!(", did you mean `{near}`?"));
    let all = match known.len() {
        0..=12 => format!("known: {}", known.join(", ")),
        _ => "`mssante-harness list faults` prints them all".to_owned(),
    };
    Failure::refused(format!("unknown {what} `{id}`{}\n  {all}", near.unwrap_or_default()))
}

fn files(
    args: &IssueArgs,
    request: &LeafRequest,
    (igc_sante, credential): (&IgcSante, &Credential),
) -> Result<Vec<Content>, fake_pki::PkiError> {
    let stem = match request.deviation {
        Some(deviation) => format!("{}-{}", request.profile.id(), deviation.id()),
        None => request.profile.id().to_owned(),
    };
    let root = igc_sante.authority_pem(request.authority().root())?;
    let mut files = vec![
        Content::readable(format!("{stem}.pem"), credential.chain_pem()),
        Content::secret(format!("{stem}.key.pem"), credential.key_pem()),
        Content::readable("root.pem", root),
    ];
    if let Some(password) = &args.p12_password {
        files.push(Content::secret(format!("{stem}.p12"), credential.pkcs12(password)?));
    }
    Ok(files)
}
