"""A customer's profile as a form: rows for gateways, files dropped into it, and TOML as the expert's view."""
