//! What a batch changes, the same for both databases.

use super::listing::is_dropped;
use super::{Entry, Removed, Written};
use crate::error::Error;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A notice that is in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its number.
    pub id: i64,
    /// SHA-256 of its content.
    pub sha256: String,
    /// What read it.
    pub reader: String,
}

/// What a transaction under the loaders' lock can do.
pub trait Transaction {
    /// The notices that these files hold.
    fn of_files(&mut self, paths: &[&str]) -> Result<Vec<(String, Held)>, Error>;
    /// The notices of these contents.
    fn of_contents(&mut self, hashes: &[&str]) -> Result<Vec<Held>, Error>;
    /// The files that hold these notices.
    fn files_of(&mut self, notices: &[i64]) -> Result<Vec<(String, i64)>, Error>;
    /// The highest number of a notice, or 0.
    fn last(&mut self) -> Result<i64, Error>;
    /// Deletes notices with all that is theirs.
    fn delete(&mut self, notices: &[i64]) -> Result<(), Error>;
    /// Deletes those of these notices that no file holds.
    fn delete_unheld(&mut self, notices: &[i64]) -> Result<(), Error>;
    /// Inserts notices with all that is theirs.
    fn insert(&mut self, notices: &[(i64, &super::Rows)]) -> Result<(), Error>;
    /// Says which notices files hold.
    fn point(&mut self, files: &BTreeMap<&str, i64>) -> Result<(), Error>;
}

/// Writes a batch. A notice that is read anew keeps its number, and the files that hold it.
pub fn write(transaction: &mut impl Transaction, batch: &[Entry]) -> Result<Written, Error> {
    let paths: Vec<&str> = batch.iter().map(|e| e.path.as_str()).collect();
    let hashes: Vec<&str> = batch.iter().map(|e| e.rows.sha256.as_str()).collect();
    let mut of_file: HashMap<String, Held> = transaction.of_files(&paths)?.into_iter().collect();
    let mut of_content: HashMap<String, Held> =
        transaction.of_contents(&hashes)?.into_iter().map(|held| (held.sha256.clone(), held)).collect();
    let mut last = transaction.last()?;
    let mut written = Written::default();
    let mut inserted = BTreeMap::new();
    let (mut reread, mut left) = (BTreeSet::new(), BTreeSet::new());
    let mut point = BTreeMap::new();
    for entry in batch {
        let (sha256, reader) = (&entry.rows.sha256, &entry.rows.reader);
        let before = of_file.get(&entry.path).cloned();
        let now = match of_content.get(sha256) {
            Some(held) if held.reader == *reader => held.clone(),
            Some(held) => {
                // What this batch itself inserted has this run's reader, so the notice is one from before.
                reread.insert(held.id);
                inserted.insert(held.id, &entry.rows);
                Held { reader: reader.clone(), ..held.clone() }
            }
            None => {
                last += 1;
                inserted.insert(last, &entry.rows);
                Held { id: last, sha256: sha256.clone(), reader: reader.clone() }
            }
        };
        match &before {
            None => written.loaded += 1,
            Some(before) if *before == now => written.unchanged += 1,
            Some(_) => written.replaced += 1,
        }
        if let Some(before) = before.filter(|b| b.id != now.id) {
            left.insert(before.id);
        }
        if of_file.get(&entry.path).is_none_or(|b| b.id != now.id) {
            point.insert(entry.path.as_str(), now.id);
        }
        of_file.insert(entry.path.clone(), now.clone());
        of_content.insert(sha256.clone(), now);
    }
    let reread: Vec<i64> = reread.into_iter().collect();
    let kept = if reread.is_empty() { Vec::new() } else { transaction.files_of(&reread)? };
    for (path, notice) in &kept {
        point.entry(path).or_insert(*notice);
    }
    if !reread.is_empty() {
        transaction.delete(&reread)?;
    }
    if !inserted.is_empty() {
        transaction.insert(&inserted.into_iter().collect::<Vec<_>>())?;
    }
    if !point.is_empty() {
        transaction.point(&point)?;
    }
    if !left.is_empty() {
        transaction.delete_unheld(&left.into_iter().collect::<Vec<_>>())?;
    }
    Ok(written)
}

/// Takes a notice out that only files hold which were handed to a server.
pub fn remove(transaction: &mut impl Transaction, sha256: &str) -> Result<Removed, Error> {
    let Some(held) = transaction.of_contents(&[sha256])?.pop() else { return Ok(Removed::Unknown) };
    let files = transaction.files_of(&[held.id])?;
    if files.is_empty() || files.iter().any(|(path, _)| !is_dropped(path, sha256)) {
        return Ok(Removed::Kept);
    }
    transaction.delete(&[held.id])?;
    Ok(Removed::Gone)
}
