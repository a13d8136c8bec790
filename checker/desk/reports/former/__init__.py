"""The two apps that became this one: only their migrations, so that every older database comes along."""
