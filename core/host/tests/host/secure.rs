//! `wss:`: a WebSocket through real TLS, to a server whose certificate the system trusts, and to others.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{SinkExt, StreamExt};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::tasks::opened;

/// The server's address, for the process that trusts it.
const ADDRESS: &str = "TIFFIN_TEST_SECURE_SOCKET";
const SPEAKS: &str = "
    const told = (name, socket) => { socket.onError((e) => console.log(name, 'error', /certificate/i.test(e.errMsg), e.errMsg));
      socket.onClose((c) => console.log(name, 'closed', c.code, c.reason)) };
    Page({ tap() {
      const socket = wx.connectSocket({ url: SOCKET }); told('named', socket);
      socket.onOpen(() => { console.log('open'); socket.send({ data: 'noodles' }) });
      socket.onMessage((m) => { console.log('heard', m.data); socket.close({ code: 3000, reason: 'full' }) });
      told('unnamed', wx.connectSocket({ url: SOCKET.replace('localhost', '127.0.0.1') })) } })";

/// An authority of this test's own, which its server's certificate for `localhost` comes from: the address, and what a
/// system has to trust.
fn server() -> (String, Vec<u8>) {
    // A shell chooses its cryptography once; the test's server needs the same one.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let name = "Tiffin's tests";
    authority.distinguished_name.push(DnType::CommonName, name);
    let key = KeyPair::generate().unwrap();
    let trusted = authority.self_signed(&key).unwrap().der().to_vec();
    let issuer = Issuer::new(authority, key);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".into()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(serve(listener, acceptor));
    });
    (format!("wss://localhost:{port}"), trusted)
}

/// Says what it is told.
async fn serve(listener: TcpListener, acceptor: TlsAcceptor) {
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    while let Ok((stream, _)) = listener.accept().await {
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else {
                return;
            };
            while let Some(Ok(message)) = socket.next().await {
                if !message.is_close() && socket.send(message).await.is_err() {
                    return;
                }
            }
        });
    }
}

fn write_pem(path: &Path, der: &[u8]) {
    let encoded = STANDARD.encode(der);
    let lines = encoded.as_bytes().chunks(64);
    let mut pem = "-----BEGIN CERTIFICATE-----\n".to_owned();
    for line in lines {
        pem.push_str(std::str::from_utf8(line).unwrap());
        pem.push('\n');
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    std::fs::write(path, pem).unwrap();
}

/// What a system trusts is one for all of a process: this test runs again in one of its own, which trusts the server.
#[test]
#[cfg(target_os = "linux")]
fn a_secure_socket_speaks_with_a_server_that_the_system_trusts_by_its_name_alone() {
    if let Ok(address) = std::env::var(ADDRESS) {
        let (_store, mut shell) = opened(&address, SPEAKS, |settings| {
            settings.allow_any_domain = true;
        });
        shell.tap("box");
        for said in [
            "open",
            "heard noodles",
            "named closed 3000 full",
            "unnamed error true",
            "unnamed closed 1006",
        ] {
            shell.until_log(said);
        }
        return;
    }
    let (address, trusted) = server();
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    write_pem(&roots, &trusted);
    let name =
        "secure::a_secure_socket_speaks_with_a_server_that_the_system_trusts_by_its_name_alone";
    let again = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("SSL_CERT_FILE", &roots)
        .env(ADDRESS, address)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success(), "{said}");
    assert!(said.contains("1 passed"), "it did not run: {said}");
}

#[test]
fn a_secure_socket_to_a_server_that_nobody_vouches_for_fails_before_anything_is_said() {
    let (address, _) = server();
    let (_store, mut shell) = opened(&address, SPEAKS, |_| {});
    shell.tap("box");
    shell.until_log("named error true");
    shell.until_log("named closed 1006");
    assert!(!shell.logs.iter().any(|log| log == "open"));
}
