//! Encryption without an authority: the host has a certificate of its own, and desks know it by its fingerprint.
//!
//! A table stands in one building or on one ship, often without internet, so there is nobody who could vouch for a
//! host. The fingerprint is handed out with the seat code, and a desk accepts that certificate and no other.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::version::TLS13;
use rustls::{ClientConfig, DigitallySignedStruct, ServerConfig, SignatureScheme, SupportedCipherSuite};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// Whether and how a host encrypts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Tls {
    /// It does not: codes and pictures can be read by whoever shares the network.
    #[default]
    Off,
    /// With a certificate made for this exercise.
    Generated,
    /// With a certificate and key from files.
    Files {
        /// The certificate, and those it rests on, in PEM.
        cert: PathBuf,
        /// Its private key, in PEM.
        key: PathBuf,
    },
}

/// A certificate's SHA-256 fingerprint.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

impl Fingerprint {
    /// Reads 64 hexadecimal digits; colons and spaces between them do not matter. `None` if it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let digits: Option<Vec<u32>> =
            text.chars().filter(|c| !matches!(c, ':' | ' ' | '-')).map(|c| c.to_digit(16)).collect();
        let digits = digits.filter(|digits| digits.len() == 64)?;
        let bytes: Vec<u8> = digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect();
        bytes.try_into().ok().map(Self)
    }

    fn of(certificate: &CertificateDer<'_>) -> Self {
        let SupportedCipherSuite::Tls13(suite) = ring::cipher_suite::TLS13_AES_128_GCM_SHA256 else {
            unreachable!("a suite of TLS 1.3")
        };
        let digest = suite.common.hash_provider.hash(certificate);
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest.as_ref());
        Self(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A certificate with its key, in PEM, as a host keeps it for the next time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Identity {
    certificate: String,
    key: String,
}

impl fmt::Debug for Identity {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

impl Identity {
    /// A new one.
    ///
    /// # Errors
    /// If none can be made, in words.
    pub(crate) fn generate() -> Result<Self, String> {
        let made = rcgen::generate_simple_self_signed([NAME.to_owned()]).map_err(|error| error.to_string())?;
        Ok(Self { certificate: made.cert.pem(), key: made.signing_key.serialize_pem() })
    }

    /// The one in two files.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub(crate) fn load(cert: &std::path::Path, key: &std::path::Path) -> std::io::Result<Self> {
        Ok(Self { certificate: std::fs::read_to_string(cert)?, key: std::fs::read_to_string(key)? })
    }

    /// What a host needs to encrypt, and the fingerprint it is known by.
    ///
    /// # Errors
    /// If these are no certificate and key, in words.
    pub(crate) fn server(&self) -> Result<(Arc<ServerConfig>, Fingerprint), String> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(self.certificate.as_bytes()).collect();
        let chain = chain.map_err(|error| format!("the certificate cannot be read: {error}"))?;
        let first = chain.first().ok_or("there is no certificate in the certificate's file")?;
        let fingerprint = Fingerprint::of(first);
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes())
            .map_err(|error| format!("the private key cannot be read: {error}"))?;
        let config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&TLS13])
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| format!("certificate and key do not go together: {error}"))?;
        Ok((Arc::new(config), fingerprint))
    }
}

/// What a desk needs to speak to the host with this fingerprint, and to no other.
///
/// # Errors
/// If this build of the library has no TLS 1.3, which does not happen; in words.
pub(crate) fn client(fingerprint: Fingerprint) -> Result<(Arc<ClientConfig>, ServerName<'static>), String> {
    let provider = provider();
    let verifier = Arc::new(Pinned { fingerprint, provider: Arc::clone(&provider) });
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])
        .map_err(|error| error.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    let name = ServerName::try_from(NAME).map_err(|error| error.to_string())?;
    Ok((Arc::new(config), name))
}

/// A name nobody can own: the fingerprint is what counts.
const NAME: &str = "sarex.invalid";

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Accepts one certificate.
#[derive(Debug)]
struct Pinned {
    fingerprint: Fingerprint,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if bool::from(Fingerprint::of(end_entity).0.ct_eq(&self.fingerprint.0)) {
            return Ok(ServerCertVerified::assertion());
        }
        Err(rustls::Error::InvalidCertificate(rustls::CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.2 is not spoken here".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_identity_has_the_same_fingerprint_and_a_new_one_another() {
        let identity = Identity::generate().unwrap();
        let (_, fingerprint) = identity.server().unwrap();
        assert_eq!(identity.clone().server().unwrap().1, fingerprint);
        assert_ne!(Identity::generate().unwrap().server().unwrap().1, fingerprint);
        let shown = fingerprint.to_string();
        assert_eq!(Fingerprint::read(&shown), Some(fingerprint));
        assert_eq!(Fingerprint::read(&shown.to_uppercase()), Some(fingerprint));
        for text in ["", "ab", &shown[1..], &format!("{shown}0"), "☂"] {
            assert_eq!(Fingerprint::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_that_is_none_is_refused_in_words() {
        let good = Identity::generate().unwrap();
        let bad = Identity { key: "no key".to_owned(), ..good };
        assert!(bad.server().unwrap_err().contains("private key"));
    }
}
