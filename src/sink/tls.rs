//! Encryption to PostgreSQL, as libpq means `sslmode` and `sslrootcert`.
//!
//! | `sslmode` | what is asked of the certificate |
//! |---|---|
//! | `prefer`, `require` | nothing; with `sslrootcert` what `verify-ca` asks |
//! | `verify-ca` | that it is trusted: by `sslrootcert`, else by the machine |
//! | `verify-full` | the same, and that it is of the host |

use super::address::{Encryption, Server};
use crate::error::{Error, ErrorKind};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{self, CryptoProvider, WebPkiSupportedAlgorithms};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What connects under the encryption that an address asks for.
pub fn connector(server: &Server) -> Result<MakeRustlsConnect, Error> {
    let provider = Arc::new(crypto::ring::default_provider());
    let trusted = match (server.encryption, &server.roots) {
        (Encryption::VerifyCa | Encryption::VerifyFull, None) => Some(rustls_native_certs::load_native_certs().certs),
        (Encryption::Disable | Encryption::Prefer, _) | (Encryption::Require, None) => None,
        (_, Some(path)) => {
            let read = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
            let shown = path.display();
            let wrong = |said: String| {
                let english = format!("sslrootcert {shown}: expected certificates in PEM: {said}");
                Error::new(ErrorKind::Database, english, format!("sslrootcert {shown}：此处应为 PEM 证书：{said}"))
            };
            let certificates = read.map_err(|e| wrong(e.to_string()))?;
            if certificates.is_empty() {
                return Err(wrong("none is there".into()));
            }
            Some(certificates)
        }
    };
    let verifier = Verifier::new(&provider, trusted, server.encryption == Encryption::VerifyFull);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::new(ErrorKind::Database, format!("setting up encryption: {e}"), format!("准备加密连接：{e}")))?;
    let config = config.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// Looks at a server's certificate.
#[derive(Debug)]
struct Verifier {
    algorithms: WebPkiSupportedAlgorithms,
    /// Whom to trust; `None` trusts everyone.
    trusted: Option<(RootCertStore, Vec<CertificateDer<'static>>)>,
    /// Whether the certificate has to be of the host.
    named: bool,
}

impl Verifier {
    fn new(provider: &CryptoProvider, trusted: Option<Vec<CertificateDer<'static>>>, named: bool) -> Verifier {
        let trusted = trusted.map(|certificates| {
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates(certificates.iter().cloned());
            (roots, certificates)
        });
        Verifier { algorithms: provider.signature_verification_algorithms, trusted, named }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        _ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some((roots, certificates)) = &self.trusted else { return Ok(ServerCertVerified::assertion()) };
        let parsed = ParsedCertificate::try_from(certificate)?;
        match verify_server_cert_signed_by_trust_anchor(&parsed, roots, between, now, self.algorithms.all) {
            Ok(()) => {}
            // The manual of PostgreSQL makes a certificate that signs itself and is its own authority. Its dates were
            // looked at before this was found.
            Err(e) if is_authority(&e) && certificates.iter().any(|c| c == certificate) => {}
            Err(e) => return Err(e),
        }
        if self.named {
            verify_server_name(&parsed, host)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        crypto::verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        crypto::verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Whether a certificate was refused for being an authority's.
fn is_authority(error: &rustls::Error) -> bool {
    matches!(error, rustls::Error::InvalidCertificate(CertificateError::Other(e)) if e.0.to_string().contains("CaUsedAsEndEntity"))
}
