"""The programs that the firm hands out: what there is, under which name, how it is sent, and what is newer."""
