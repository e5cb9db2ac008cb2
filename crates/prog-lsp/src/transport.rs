//! Bytes ↔ messages: the protocol's framing, a queue for what goes out, and the order in which handlers start.
//!
//! Written here and not taken from tower-lsp, for four things that an editor's server needs: a malformed message is
//! answered and the next one read; handlers start in the order of their messages, all up to their first await, however
//! many are under way; a client that is slow to read does not keep us from reading; `exit` ends us with the input open.

use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader,
};
use tokio::sync::mpsc;
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Request, Response};
use tower_service::Service;

/// A longer header line is garbage.
const MAX_HEADER: usize = 4096;
/// A longer message is read past, not read.
const MAX_BODY: u64 = 512 << 20;

/// What goes out, in order. Never blocks.
#[derive(Clone, Debug)]
pub struct Outgoing(mpsc::UnboundedSender<Option<Vec<u8>>>);

impl Outgoing {
    /// Queues a message.
    pub fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
            frame.extend_from_slice(&body);
            // Whoever still speaks after the end is not heard.
            let _ = self.0.send(Some(frame));
        }
    }

    /// Queues a notification.
    pub fn notify(&self, method: &str, params: &impl Serialize) {
        #[derive(Serialize)]
        struct Notification<'a, P> {
            jsonrpc: &'static str,
            method: &'a str,
            params: &'a P,
        }
        self.send(&Notification { jsonrpc: "2.0", method, params });
    }

    /// Ends the queue.
    fn close(&self) {
        let _ = self.0.send(None);
    }
}

/// The queue and the task's work that empties it into `output`.
pub fn outgoing<O: AsyncWrite + Unpin>(mut output: O) -> (Outgoing, impl Future<Output = ()>) {
    let (sender, mut queue) = mpsc::unbounded_channel::<Option<Vec<u8>>>();
    let work = async move {
        while let Some(Some(frame)) = queue.recv().await {
            if output.write_all(&frame).await.is_err() {
                break;
            }
            if queue.is_empty() && output.flush().await.is_err() {
                break;
            }
        }
        let _ = output.flush().await;
    };
    (Outgoing(sender), work)
}

/// One message as it came.
#[derive(Debug)]
enum Incoming {
    Message(Value),
    /// Not JSON, or not framed as a message.
    Malformed(String),
}

/// Why reading ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// The client said `exit`.
    Exit,
    /// The input was closed: the client is gone.
    Closed,
}

/// Reads messages and hands them to `service` until the end. `alias` gives requests another name.
pub async fn run<S>(
    input: impl AsyncRead + Unpin,
    out: Outgoing,
    mut service: S,
    socket: ClientSocket,
    alias: impl Fn(Request) -> Request,
) -> Ended
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + Unpin + 'static,
    S::Error: Send,
{
    let (mut requests, mut replies) = socket.split();
    let outgoing = out.clone();
    let asking = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            outgoing.send(&request);
        }
    });
    let mut input = BufReader::with_capacity(1 << 16, input);
    let ended = loop {
        let value = match read(&mut input).await {
            None => break Ended::Closed,
            Some(Incoming::Message(value)) => value,
            Some(Incoming::Malformed(why)) => {
                out.send(&refusal(Value::Null, -32700, &why));
                continue;
            }
        };
        match classify(value) {
            Message::Request(request) => {
                let is_exit = request.method() == "exit";
                start(&mut service, alias(request), &out).await;
                if is_exit {
                    break Ended::Exit;
                }
            }
            Message::Reply(reply) => {
                let _ = replies.send(reply).await;
            }
            Message::Invalid(id) => out.send(&refusal(id, -32600, "Invalid request")),
        }
    };
    asking.abort();
    out.close();
    ended
}

/// Starts a handler here and now, up to its first await; the rest of it runs beside the others.
async fn start<S>(service: &mut S, request: Request, out: &Outgoing)
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + Unpin + 'static,
    S::Error: Send,
{
    if std::future::poll_fn(|cx| service.poll_ready(cx)).await.is_err() {
        return;
    }
    let mut handler = service.call(request);
    if let std::task::Poll::Ready(answer) = futures_util::poll!(&mut handler) {
        if let Ok(Some(answer)) = answer {
            out.send(&answer);
        }
        return;
    }
    let out = out.clone();
    tokio::spawn(async move {
        if let Ok(Some(answer)) = handler.await {
            out.send(&answer);
        }
    });
}

enum Message {
    Request(Request),
    Reply(Response),
    Invalid(Value),
}

fn classify(value: Value) -> Message {
    let id = value.get("id").filter(|id| id.is_number() || id.is_string()).cloned().unwrap_or(Value::Null);
    let parsed = if value.get("method").is_some() {
        serde_json::from_value(value).map(Message::Request)
    } else {
        serde_json::from_value(value).map(Message::Reply)
    };
    parsed.unwrap_or(Message::Invalid(id))
}

fn refusal(id: Value, code: i64, message: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
}

/// The next message; `None` at the end of the input.
async fn read(input: &mut (impl AsyncBufRead + Unpin)) -> Option<Incoming> {
    let mut length: Option<u64> = None;
    let mut garbage = false;
    loop {
        let line = header_line(input).await?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            match length {
                Some(length) => return body(input, length).await,
                None if garbage => {
                    return Some(Incoming::Malformed("A message without Content-Length".into()));
                }
                // Blank lines between messages do no harm.
                None => continue,
            }
        }
        // After garbage a header may stand in the middle of a line.
        let name = text.to_ascii_lowercase();
        if let Some(at) = name.find("content-length:") {
            length = text[at + 15..].trim().parse().ok();
        }
        garbage = true;
    }
}

async fn header_line(input: &mut (impl AsyncBufRead + Unpin)) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    let read = input.take(MAX_HEADER as u64).read_until(b'\n', &mut line).await.ok()?;
    (read > 0).then_some(line)
}

async fn body(input: &mut (impl AsyncBufRead + Unpin), length: u64) -> Option<Incoming> {
    if length > MAX_BODY {
        let mut rest = input.take(length);
        let skipped = tokio::io::copy(&mut rest, &mut tokio::io::sink()).await.ok()?;
        return (skipped == length).then(|| Incoming::Malformed("The message is too long".into()));
    }
    let mut bytes = Vec::new();
    let read = input.take(length).read_to_end(&mut bytes).await.ok()?;
    if read as u64 != length {
        return None;
    }
    Some(
        serde_json::from_slice(&bytes)
            .map_or_else(|e| Incoming::Malformed(format!("Not JSON: {e}")), Incoming::Message),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn all(mut bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        while let Some(incoming) = read(&mut bytes).await {
            found.push(match incoming {
                Incoming::Message(value) => value.to_string(),
                Incoming::Malformed(why) => format!("! {why}"),
            });
        }
        found
    }

    #[tokio::test]
    async fn reads_on_after_garbage() {
        let text = "Content-Length: 2\r\n\r\n{}garbage\r\n\r\nContent-Length: 1\r\nContent-Type: x\r\n\r\n{content-length: 3\r\n\r\n[1]";
        let expected = [
            "{}",
            "! A message without Content-Length",
            "! Not JSON: EOF while parsing an object at line 1 column 1",
            "[1]",
        ];
        assert_eq!(all(text.as_bytes()).await, expected);
    }

    #[tokio::test]
    async fn ends_in_the_middle_of_a_message() {
        assert_eq!(all(b"Content-Length: 20\r\n\r\n{\"a\"").await, [""; 0]);
        assert_eq!(all(b"Content-Length: \xff\xff\r\n\r\n{}").await, ["! A message without Content-Length"]);
    }
}
