"""The path behind the router: provider, address translation, path MTU, large packets that vanish."""
