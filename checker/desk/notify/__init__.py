"""New cases told outside of the desk: by mail and by signed webhooks, with a queue that people can look at."""
