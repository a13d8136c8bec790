"""What was answered when, folded into counts and times of silence: it stays small however long is watched."""
