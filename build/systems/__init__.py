"""One file a system: from the frozen folder to what people load."""
