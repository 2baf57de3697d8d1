//! Serving a simulator on loopback, in a thread and a runtime of its own, until it is dropped.

use axum::Router;

pub struct Loopback {
    /// `127.0.0.1:PORT`
    pub host: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
}

impl Loopback {
    /// # Panics
    /// When no port of loopback is free.
    pub fn serve(app: Router) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        listener.set_nonblocking(true).expect("the port can be served");
        let host = listener.local_addr().expect("the port has a number").to_string();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("the port can be served");
                let _ = axum::serve(listener, app)
                    .with_graceful_shutdown(async {
                        let _ = stopped.await;
                    })
                    .await;
            });
        });
        Self { host, stop: Some(stop) }
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}
