// SPDX-License-Identifier: EUPL-1.2
//! Servers that speak just enough SMTP to be taken for a connector.

use std::net::SocketAddrV4;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What a toy answers to a line; inside a message only the final dot is asked.
pub type Manner = fn(&str) -> &'static str;

/// Takes every message, and does nothing with any.
pub fn takes_everything(line: &str) -> &'static str {
    match line.split(' ').next().unwrap_or_default() {
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    }
}

/// Knows nobody.
pub fn refuses_everything(line: &str) -> &'static str {
    if line.starts_with("QUIT") { "221 bye" } else { "554 5.7.1 not listed" }
}

/// Greets politely and takes no message.
pub fn refuses_mail(line: &str) -> &'static str {
    match line.split(' ').next().unwrap_or_default() {
        "EHLO" | "HELO" | "RSET" | "NOOP" => "250 ok",
        _ => refuses_everything(line),
    }
}

/// Serves on a port of its own until the process ends.
pub fn toy(ip: &str, manner: Manner) -> SocketAddrV4 {
    let listener = std::net::TcpListener::bind((ip, 0)).expect("a port");
    let address = listener.local_addr().expect("its address").to_string().parse().expect("IPv4");
    listener.set_nonblocking(true).expect("an option");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener).expect("a listener");
            while let Ok((client, _)) = listener.accept().await {
                // A client that goes away is no matter to a toy.
                tokio::spawn(async move { drop(talk(client, manner).await) });
            }
        });
    });
    address
}

pub async fn talk(mut client: TcpStream, manner: Manner) -> std::io::Result<()> {
    let (read, mut write) = client.split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 toy\r\n").await?;
    let mut in_message = false;
    while let Some(line) = lines.next_line().await? {
        if in_message && line != "." {
            continue;
        }
        let reply = manner(&line);
        in_message = reply.starts_with("354");
        write.write_all(format!("{reply}\r\n").as_bytes()).await?;
    }
    Ok(())
}
