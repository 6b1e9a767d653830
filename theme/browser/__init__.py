"""What runs in the visitor's browser: the engine's folder and its makers, the worker, the service worker."""
