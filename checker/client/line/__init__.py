"""What the client asks about the line: the contract's rates, a metered connection, the public measurement."""

CHECK = "line"
