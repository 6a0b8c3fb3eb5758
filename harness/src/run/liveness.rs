// SPDX-License-Identifier: EUPL-1.2
//! Is somebody there who greets as a mail server does (RFC 5321 §3.1)?

use std::io::ErrorKind;
use std::net::SocketAddrV4;
use std::time::Duration;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

/// RFC 5321 §4.5.3.1.5 lets a reply line have 512 octets; some are longer.
const LINE: u64 = 2_048;

/// What somebody who connects finds.
#[derive(Debug)]
pub enum Found {
    /// A greeting with this code, and the connection to whoever gave it.
    Greeted { code: u16, connection: BufReader<TcpStream> },
    /// Nobody listens.
    Refused,
    /// Anything else, in words.
    Strange { why: String },
}

/// Connects and hears that a mail server is ready.
pub async fn alive(address: SocketAddrV4, step: Duration) -> Result<(), String> {
    match greeting(address, step).await {
        Found::Greeted { code: 220, .. } => Ok(()),
        Found::Greeted { code, .. } => Err(format!("{address} greets with {code}")),
        Found::Refused => Err(format!("{address} refuses connections")),
        Found::Strange { why } => Err(why),
    }
}

/// Connects and hears the first line, all within one step.
pub async fn greeting(address: SocketAddrV4, step: Duration) -> Found {
    let deadline = Instant::now() + step;
    let strange = |why: &str| Found::Strange { why: format!("{address} {why} within {} ms", step.as_millis()) };
    let stream = match timeout_at(deadline, TcpStream::connect(address)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) if error.kind() == ErrorKind::ConnectionRefused => return Found::Refused,
        Ok(Err(error)) => return Found::Strange { why: format!("{address}: {error}") },
        Err(_) => return strange("takes no connection"),
    };
    let mut connection = BufReader::new(stream);
    match timeout_at(deadline, line(&mut connection)).await {
        Err(_) => strange("says nothing"),
        Ok(None) => Found::Strange { why: format!("{address} closes without a greeting") },
        Ok(Some(line)) => match code(&line) {
            Some(code) => Found::Greeted { code, connection },
            None => {
                Found::Strange { why: format!("{address} greets with {}", judgement::escaped(line.trim_ascii(), 80)) }
            }
        },
    }
}

/// One line, or its beginning where it has no end; none when the connection is over.
pub async fn line(connection: &mut (impl AsyncBufRead + Unpin)) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    // How a connection breaks makes no difference here.
    let read = connection.take(LINE).read_until(b'\n', &mut line).await;
    (read.is_ok() && !line.is_empty()).then_some(line)
}

/// The code of a reply line.
pub fn code(line: &[u8]) -> Option<u16> {
    let digits = line.get(..3).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
    let ends = line.get(3).is_none_or(|next| matches!(next, b' ' | b'-' | b'\r' | b'\n'));
    std::str::from_utf8(digits).ok().filter(|_| ends)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::TcpListener;

    const STEP: Duration = Duration::from_millis(500);

    /// Whoever comes is told these words, and kept.
    fn saying(words: &'static str) -> SocketAddrV4 {
        let listener = TcpListener::bind("127.81.1.1:0").expect("a port");
        let address = listener.local_addr().expect("its address").to_string().parse().expect("IPv4");
        std::thread::spawn(move || {
            let mut kept = Vec::new();
            for mut stream in listener.incoming().flatten() {
                // A visitor that is gone already needs no greeting.
                let _ = stream.write_all(words.as_bytes());
                if !words.is_empty() {
                    kept.push(stream);
                } else {
                    drop(stream);
                }
            }
        });
        address
    }

    #[tokio::test]
    async fn only_a_220_greeting_is_a_sign_of_life() {
        assert_eq!(alive(saying("220 mx.test ESMTP\r\n"), STEP).await, Ok(()));
        assert_eq!(alive(saying("220-mx.test\r\n220 ESMTP\r\n"), STEP).await, Ok(()));
        let said = |words| async move { alive(saying(words), STEP).await.expect_err(words) };
        assert!(said("421 too busy\r\n").await.ends_with("greets with 421"));
        assert!(said("HTTP/1.1 400\r\n").await.ends_with("greets with HTTP/1.1 400"));
        assert!(said("2200 odd\r\n").await.contains("greets with 2200"));
        assert!(said("").await.ends_with("closes without a greeting"));
    }

    #[tokio::test]
    async fn a_port_where_nobody_listens_and_one_that_says_nothing_are_told_apart() {
        let listener = TcpListener::bind("127.81.1.2:0").expect("a port");
        let address: SocketAddrV4 = listener.local_addr().expect("its address").to_string().parse().expect("IPv4");
        let silent = alive(address, Duration::from_millis(100)).await.expect_err("it is silent");
        assert!(silent.ends_with("says nothing within 100 ms"), "{silent}");
        drop(listener);
        assert!(alive(address, STEP).await.expect_err("it is gone").ends_with("refuses connections"));
    }
}
