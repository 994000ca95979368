//! Files that are handed over: how they are to be read, and where large ones are.

use super::Office;
use super::asked::Asked;
use super::body::Received;
use super::pool::Desk;
use super::problem::Problem;
use crate::error::Error;
use crate::input::Input;
use crate::reading::Reading;
use crate::source::Source;
use axum::extract::Request;

/// The parameters of a file.
const OF_FILE: &[&str] = &["name", "issued_on", "encoding"];
/// How messages call a file without a name.
const NAMELESS: &str = "<body>";
/// Texts of more bytes are worked on one after the other, in a thread of their own: what is found in a text takes up to
/// fifty times its size of memory, and what a thread has once taken it keeps for its next. A notice of a hundred pages
/// has a tenth of this.
pub const LARGE: usize = 2 << 20;

/// A file with how it is to be read.
pub struct Handed {
    pub name: Option<String>,
    pub reading: Reading,
    pub received: Received,
}

impl Handed {
    pub async fn new(office: &Office, request: Request) -> Result<Handed, Problem> {
        let asked = Asked::read(request.uri().query(), OF_FILE)?;
        let mut reading = office.reading.clone();
        if let Some(day) = asked.day("issued_on")? {
            reading.issued_on = Some(day);
        }
        if let Some(encoding) = asked.encoding()? {
            reading.encoding = Some(encoding);
        }
        Ok(Handed { name: asked.name(), reading, received: office.file(request).await? })
    }

    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(NAMELESS)
    }

    fn source(&self) -> Result<Source<'_>, Error> {
        self.reading.source(Input::new(self.shown(), self.name.clone(), &self.received.bytes))
    }
}

impl Office {
    /// Reads a file in a thread of the pool, and does something with what was read once the file itself is let go.
    pub(super) async fn read<R: 'static, T: Send + 'static>(
        &self,
        handed: Handed,
        read: impl FnOnce(&Handed, &Source) -> R + Send + 'static,
        then: impl FnOnce(&mut Desk, R) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let work = move |desk: &mut Desk| {
            let source = handed.source()?;
            // Nobody knows before how much text a file has.
            if source.text.len() > LARGE {
                drop(source);
                return Ok(Err((handed, read, then)));
            }
            let found = read(&handed, &source);
            drop(source);
            drop(handed);
            then(desk, found).map(Ok)
        };
        let (handed, read, then) = match self.pool.run(self.max_seconds, work).await? {
            Ok(done) => return Ok(done),
            Err(large) => large,
        };
        let work = move |desk: &mut Desk| {
            let found = read(&handed, &handed.source()?);
            drop(handed);
            then(desk, found)
        };
        self.large.run(self.max_seconds, work).await
    }
}
