//! Real connections: to a name that nobody knows, and to somebody with a certificate that nobody knows.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};

use super::*;

const PATIENCE: Duration = Duration::from_secs(60);

async fn asked(url: &str) -> HostError {
    let http = Http::new().unwrap();
    http.small(url, PATIENCE).await.unwrap_err()
}

#[tokio::test]
async fn a_name_without_an_address_is_a_network_that_is_not_there() {
    let error = asked("https://store.invalid/api/v1/root").await;
    assert_eq!(error.code, Code::NetworkOffline, "{error}");
}

/// A server of TLS with a certificate of its own making, for these days; it says hello and no more.
fn server(from: i32, until: i32) -> String {
    install_tls();
    let mut params = rcgen::CertificateParams::new(vec!["localhost".into()]).unwrap();
    params.not_before = rcgen::date_time_ymd(from, 1, 1);
    params.not_after = rcgen::date_time_ymd(until, 1, 1);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut tcp in listener.incoming().flatten() {
            let mut tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            let _ = Stream::new(&mut tls, &mut tcp).write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        }
    });
    format!("https://localhost:{port}/")
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_says_so_and_one_of_another_time_is_the_clock_s() {
    let error = asked(&server(2000, 4000)).await;
    assert_eq!(error.code, Code::NetworkCertificate, "{error}");
    let error = asked(&server(2000, 2001)).await;
    assert_eq!(error.code, Code::NetworkClock, "{error}");
    let error = asked(&server(3000, 4000)).await;
    assert_eq!(error.code, Code::NetworkClock, "{error}");
}

#[tokio::test]
async fn a_page_in_plain_http_where_tls_should_be_is_a_log_in() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut tcp in listener.incoming().flatten() {
            let _ = tcp.write_all(b"HTTP/1.1 302 Found\r\nLocation: http://login/\r\n\r\n");
            let _ = std::io::copy(&mut tcp, &mut std::io::sink());
        }
    });
    let error = asked(&format!("https://localhost:{port}/")).await;
    assert_eq!(error.code, Code::NetworkPortal, "{error}");
}

#[test]
fn a_date_is_read_as_http_writes_it() {
    let read = |text: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_str(text).unwrap());
        date(&headers).map(Time::unix)
    };
    assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
    assert_eq!(read("yesterday"), None);
    assert_eq!(date(&HeaderMap::new()), None);
}
