"""The whole way on one PC: a desk, a sample customer with real small gateways, and the client."""
