"""What is asked for beside the password: codes of an app, passkeys, and recovery codes for when both are gone."""
