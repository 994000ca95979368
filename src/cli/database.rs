//! The database that the command line names, with the passwords that the environment has.

use crate::error::Error;
use crate::sink::{self, Address, Database, Passwords, Purpose};
use std::path::PathBuf;

/// Opens a database for a purpose.
pub fn open(db: &str, purpose: Purpose) -> Result<Box<dyn Database>, Error> {
    sink::open(&address(db)?, purpose)
}

/// The address of a database, with the passwords that it does not have itself.
pub fn address(db: &str) -> Result<Address, Error> {
    let passwords = Passwords { given: std::env::var("PGPASSWORD").ok(), file: password_file() };
    Ok(Address::read(db)?.with_passwords(passwords))
}

/// Whether an argument is the address of a database: where a file belongs, it may not be shown, for its password.
pub fn is_address(argument: &std::path::Path) -> bool {
    let argument = argument.to_string_lossy();
    ["postgres:", "postgresql:", "sqlite:"].iter().any(|scheme| argument.starts_with(scheme))
}

/// The text of the password file, `PGPASSFILE` or `~/.pgpass`; as for `psql`, one that others can read does not count.
fn password_file() -> Option<String> {
    let named = std::env::var_os("PGPASSFILE").map(PathBuf::from);
    let path = named.or_else(|| std::env::home_dir().map(|home| home.join(".pgpass")))?;
    let private = std::fs::metadata(&path).is_ok_and(|m| m.is_file() && is_private(&m));
    if private { std::fs::read_to_string(&path).ok() } else { None }
}

#[cfg(unix)]
fn is_private(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 == 0
}

#[cfg(not(unix))]
fn is_private(_: &std::fs::Metadata) -> bool {
    true
}
