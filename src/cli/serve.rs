//! `gongwen serve`.

use super::args::Serve;
use super::load::{self, Loader};
use super::many::Failures;
use super::walk::{self, Gathered};
use super::{FAILED, SOME_FAILED, Say, database, input};
use crate::error::{Error, ErrorKind};
use crate::server::{self, Ended, HostName, LEAST_TOKEN, Log, Open, Token};
use crate::sink::{self, Address, Purpose};
use std::fs;
use std::io::{self, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// The file of SQLite in a folder of data.
const FILE: &str = "notices.sqlite";
/// The environment's token.
const TOKEN: &str = "GONGWEN_TOKEN";
/// How often a temporary folder is removed again where something was written into it meanwhile.
const REMOVALS: usize = 20;
/// No file of a token is longer.
const LONGEST: u64 = 4096;

/// Serves until a signal.
pub fn run(options: Serve, say: Say) -> ExitCode {
    match serve(options, say) {
        Ok(Ended::Orderly) => ExitCode::SUCCESS,
        Ok(Ended::Cut) => ExitCode::from(SOME_FAILED),
        Err(error) => {
            say.error(&error);
            ExitCode::from(FAILED)
        }
    }
}

fn serve(options: Serve, say: Say) -> Result<Ended, Error> {
    if options.inputs.inputs.iter().any(|i| i == Path::new("-")) {
        let english = "-: standard input has no path to be known by; expected files, or their names by --files-from -";
        let chinese = "-：标准输入没有可作标识的路径，此处应为文件，或用 --files-from - 读取文件名";
        return Err(Error::new(ErrorKind::Input, english, chinese));
    }
    let named = !options.inputs.inputs.is_empty() || options.inputs.files_from.is_some();
    if named && options.read_only {
        let english = "--read-only: expected no files to load; load them with `gongwen load` first";
        return Err(Error::new(ErrorKind::Input, english, "--read-only：不应再给出要载入的文件，请先用 gongwen load 载入"));
    }
    if options.read_only && options.db.is_none() && options.data.is_none() {
        let english = "--read-only: expected --db or --data with notices to show";
        return Err(Error::new(ErrorKind::Input, english, "--read-only：应以 --db 或 --data 指明要展示的公文"));
    }
    let token = token(&options)?;
    let host_names = options.host_name.iter().map(|name| HostName::new(name)).collect::<Result<_, _>>()?;
    let listening = |e: io::Error| {
        let shown = options.listen;
        Error::new(ErrorKind::Read, format!("{shown}: cannot listen: {e}"), format!("{shown}：无法监听：{e}"))
    };
    let gathered = if named { Some(walk::gather(&options.inputs)?) } else { None };
    let rules = load::settings(options.config.as_deref(), true)?;
    let loader = Loader::new(&options.reading, &options.bounds, rules.clone(), None)?;
    let reading = options.reading.reading(true)?;
    // Whoever asks while files are being loaded waits.
    let listener = TcpListener::bind(options.listen).map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;

    let place = Place::new(&options)?;
    let purpose = if options.read_only { Purpose::Look } else { Purpose::Load };
    if place.has_to_be_there() {
        // Nothing is made, or changed, in a database that is somebody else's.
        place.open(Purpose::Look)?()?;
    }
    let open = place.open(purpose)?;
    // What cannot be opened is told before anything else.
    for (english, chinese) in open()?.notes() {
        say.note(&format!("note: {english}"), &format!("提示：{chinese}"));
    }

    let limits = options.bounds.limits();
    let settings = server::Settings {
        reading,
        rules: rules.unwrap_or_default(),
        open: open.clone(),
        read_only: options.read_only,
        language: say.language,
        host_names,
        token,
        jobs: limits.jobs,
        max_bytes: options.bounds.max_bytes.0,
        max_seconds: options.bounds.max_seconds.0,
        tell: Arc::new(move |said| say.note(&format!("error: {}", said.english), &format!("错误：{}", said.chinese))),
        log: options.log.then(|| -> Log {
            Arc::new(|line| {
                let _ = writeln!(io::stderr(), "{line}");
            })
        }),
    };
    let before = move || match gathered {
        Some(gathered) => loaded(&gathered, loader, limits, &open, say),
        None => Ok(()),
    };
    let ready = || {
        say.note(&format!("serving at http://{address}/ (stop with Ctrl+C)"), &format!("服务地址：http://{address}/ （按 Ctrl+C 停止）"));
    };
    let ended = server::serve(listener, settings, before, ready);
    place.remove()?;
    ended
}

/// Loads files as `gongwen load` does; what fails is told, and the rest is served, if there is any.
fn loaded(gathered: &Gathered, loader: Loader, limits: crate::batch::engine::Limits, open: &Open, say: Say) -> Result<(), Error> {
    let lost = loader.lost();
    let failures = Failures::open(None, say)?;
    let tally = load::all(gathered, loader, limits, &mut *open()?, failures, say)?;
    let _ = write!(io::stderr(), "{}", tally.said(gathered, &lost, say));
    if !tally.has_failed() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Input, "no input could be read; nothing is served", "没有可读取的输入，服务未启动"))
}

/// The token of a file or of the environment: an argument would show among the machine's processes.
fn token(options: &Serve) -> Result<Option<Token>, Error> {
    let text = match &options.token_file {
        Some(path) => Some(String::from_utf8_lossy(&input::bytes_within(path, LONGEST)?).into_owned()),
        None => std::env::var(TOKEN).ok().filter(|token| !token.is_empty()),
    };
    match text {
        Some(text) => Token::new(&text).map(Some),
        None if options.listen.ip().to_canonical().is_loopback() => Ok(None),
        None => {
            let shown = options.listen;
            let english = format!(
                "{shown}: others than this machine could ask here; expected a token of at least {LEAST_TOKEN} characters in --token-file FILE or {TOKEN}"
            );
            let chinese =
                format!("{shown}：本机以外也能访问此地址，须设置至少 {LEAST_TOKEN} 个字符的令牌：--token-file 文件 或环境变量 {TOKEN}");
            Err(Error::new(ErrorKind::Input, english, chinese))
        }
    }
}

/// Where the notices are.
enum Place {
    /// In the database of this address.
    Named(String),
    /// In a folder.
    Folder(PathBuf),
    /// In a folder that goes at the end.
    Temporary(TempDir),
}

impl Place {
    fn new(options: &Serve) -> Result<Place, Error> {
        if let Some(db) = &options.db {
            return Ok(Place::Named(db.clone()));
        }
        match &options.data {
            Some(folder) => {
                if !options.read_only {
                    private(folder).map_err(|e| Error::writing(folder, &e))?;
                }
                Ok(Place::Folder(folder.clone()))
            }
            None => {
                let folder = tempfile::Builder::new().prefix("gongwen-serve-").tempdir();
                folder.map(Place::Temporary).map_err(|e| Error::writing(&std::env::temp_dir(), &e))
            }
        }
    }

    /// Whether the database is one that was made before, by `load` or by this program.
    fn has_to_be_there(&self) -> bool {
        match self {
            Place::Named(_) => true,
            // A file without content is one whose making was interrupted.
            Place::Folder(folder) => fs::metadata(folder.join(FILE)).is_ok_and(|file| file.len() > 0),
            Place::Temporary(_) => false,
        }
    }

    /// What opens the database, again and again.
    fn open(&self, purpose: Purpose) -> Result<Open, Error> {
        let address = match self {
            Place::Named(db) => database::address(db)?,
            Place::Folder(folder) => Address::Sqlite(folder.join(FILE)),
            Place::Temporary(folder) => Address::Sqlite(folder.path().join(FILE)),
        };
        Ok(Arc::new(move || sink::open(&address, purpose)))
    }

    fn remove(self) -> Result<(), Error> {
        match self {
            Place::Temporary(folder) => {
                let path = folder.keep();
                // A thread that a signal overtook may still be writing beside what is being removed.
                let mut removed = fs::remove_dir_all(&path);
                for _ in 0..REMOVALS {
                    if removed.as_ref().is_ok() || !path.exists() {
                        return Ok(());
                    }
                    std::thread::sleep(Duration::from_millis(50));
                    removed = fs::remove_dir_all(&path);
                }
                removed.map_err(|e| Error::writing(&path, &e))
            }
            Place::Named(_) | Place::Folder(_) => Ok(()),
        }
    }
}

/// Makes a folder that only its owner enters; one that is there stays as it is.
fn private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}
