//! `atrevete serve`: the salon of the database that the settings name, else the demo.

use crate::{
    config::{self, Config, LiveConfig, Source},
    demo, live,
};
use anyhow::{Context as _, Result};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::{net::TcpListener, signal};

/// The port tried first.
const PORT: u16 = 8080;

/// Serves until the process is asked to stop. `address` goes before what the settings say.
///
/// # Errors
/// When a setting is wrong, the address cannot be had, or what is served cannot be opened.
pub(super) fn run(address: Option<SocketAddr>) -> Result<()> {
    let source = Source::of_process(&config::names())?;
    let get = |name| source.get(name);
    let live = LiveConfig::read(&get)?;
    let demo = Config::read(get)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = listen(address.or(demo.address)).await?;
        match live {
            Some(config) => live::serve(config, listener, asked_to_stop()).await,
            None => demo::serve(demo, listener, asked_to_stop()).await,
        }
    })
}

/// The address that was asked for; else the usual port of this machine, or any that is free.
async fn listen(address: Option<SocketAddr>) -> Result<TcpListener> {
    if let Some(address) = address {
        return TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"));
    }
    match TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no port is free"),
    }
}

async fn asked_to_stop() {
    #[cfg(unix)]
    {
        let mut terminate = match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(error) => {
                tracing::warn!(%error, "only Ctrl-C stops the server");
                let _ = signal::ctrl_c().await;
                return;
            }
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
    tracing::info!("stopping");
}
